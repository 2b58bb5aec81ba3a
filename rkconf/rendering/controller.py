"""The two fields of Advanced Options for a kernel that the Front End starts."""

from collections.abc import Iterator

from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.record import record
from rkconf.rendering.secure_shell import launch_options, login, program
from rkconf.shell.quoting import Quoting
from rkconf.spec import Kernel, further_ports, kernel_version
from rkconf.versions import Version


@record
class Controller:
    """A kernel that the Front End of ``version`` starts; ``quoting`` is that of the Front End's shell."""

    kernel: Kernel
    version: Version
    quoting: Quoting

    @property
    def mlopen_arguments(self) -> str:
        """The text of *Arguments to MLOpen*."""
        listen = f"-LinkMode Listen -LinkProtocol {self.version.network_protocols[0]}"
        name = f"-LinkName {self._ports}"
        parts = {
            "direct": (listen,),
            "fixed-ports": (name, listen),
            "tunnel": (listen, name),
        }
        return " ".join([*parts[self.kernel.connection], "-LinkOptions MLDontInteract"])

    @property
    def _ports(self) -> str:
        """The name of a link on the two fixed ports; that of a tunnel has the address of this machine."""
        host = f"@{LOOPBACK_ADDRESS}" if self.kernel.connection == "tunnel" else ""
        return ",".join(f"{port}{host}" for port in self.kernel.ports or ())

    @property
    def launch_command(self) -> str:
        """The text of *Launch Command*."""
        return self.quoting.command(self._mathssh() if self.kernel.transport == "mathssh" else self._ssh())

    def _mathssh(self) -> Iterator[str]:
        yield from (self.quoting.program("`java`"), "-jar", '"`mathssh`"', login(self.kernel, self.quoting))
        yield self.quoting.word_for_both_shells(program(self.kernel, self.version))
        yield from self._link('"`linkname`"', "`ipaddress`")

    def _ssh(self) -> Iterator[str]:
        yield "ssh"
        yield from launch_options(self.kernel, self.quoting)
        yield from self._forwards()
        yield login(self.kernel, self.quoting)
        yield self.quoting.quoted_word_for_both_shells(program(self.kernel, self.version))
        match self.kernel.connection:
            case "direct":
                yield from self._link('"`linkname`"', "`ipaddress`")
            case "fixed-ports":
                # No quotes: a quoted link name with fixed ports was found not to work.
                yield from self._link("`linkname`", "`ipaddress`")
            case "tunnel":
                yield from self._link(self._ports, LOOPBACK_ADDRESS)
                yield from self._kernel_init()

    def _link(self, name: str, host: str) -> Iterator[str]:
        """Yield the flags that make the kernel call the Front End."""
        start = kernel_version(self.kernel, self.version).start_flags[0]
        protocol = self.version.network_protocols[0]
        yield from (start, "-LinkMode", "Connect", "-LinkProtocol", protocol, "-LinkName", name, "-LinkHost", host)

    def _forwards(self) -> Iterator[str]:
        """Yield the options of a tunnel, with which ssh exits at once if it cannot open it."""
        if self.kernel.connection != "tunnel":
            return
        if "exitonforwardfailure" not in map(str.lower, self.kernel.ssh):
            yield from ("-o", "ExitOnForwardFailure=yes")
        # A connection that is shared with another ssh may drop the forwards.
        yield from ("-S", "none")
        for port in self.kernel.ports or ():
            yield from ("-R", f"{LOOPBACK_ADDRESS}:{port}:{LOOPBACK_ADDRESS}:{port}")
        for port in further_ports(self.kernel, self.version):
            yield from ("-L", f"{LOOPBACK_ADDRESS}:{port}:{LOOPBACK_ADDRESS}:{port}")

    def _kernel_init(self) -> Iterator[str]:
        """Yield the option with which the kernel opens its additional links on the forwarded ports."""
        if further_ports(self.kernel, self.version):
            yield from ("-initfile", self.quoting.word_for_both_shells(self.kernel.kernel_init))
