"""The template from which a running kernel makes the commands that start parallel kernels.

Its slots: `` `1` `` is the host, `` `2` `` the link name, `` `3` `` the user, `` `4` `` the link protocol.
"""

from collections.abc import Iterator

from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.record import record
from rkconf.rendering.secure_shell import launch_options, program
from rkconf.shell.quoting import UNIX
from rkconf.spec import Parallel, kernel_version
from rkconf.versions import Version

TAKE_APART = "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@};"
"""Shell assignments that split a link name `A@H,B@H` into the first port, the second port and the host.

They are needed since the running kernel picks the ports.
"""
_PORTS = ("$A", "$B")


@record
class Template:
    """Parallel kernels that a kernel of ``version`` starts."""

    group: Parallel
    version: Version

    @property
    def command(self) -> str:
        """The template, verbatim or generated."""
        return " ".join(self._words()) if self.group.command is None else self.group.command

    def _words(self) -> Iterator[str]:
        tunnel = self.group.connection == "tunnel"
        if tunnel:
            yield TAKE_APART
        yield "ssh"
        yield from launch_options(self.group, UNIX)
        if tunnel:
            yield from self._forwards()
        yield from (f"{UNIX.word(self.group.user)}@`1`",) if self.group.user else ("-l", "`3`", "`1`")
        yield UNIX.word_for_both_shells(program(self.group, self.version))
        kernel = kernel_version(self.group, self.version)
        yield kernel.start_flags[0]
        yield from ("-linkmode", "Connect", "`4`")
        yield "-linkname"
        name = ",".join(f"{port}@{LOOPBACK_ADDRESS}" for port in self._listen_ports)
        yield from (name, "-linkhost", LOOPBACK_ADDRESS) if tunnel else ("`2`",)
        if kernel.subkernel_flag:
            yield "-subkernel"
        yield from ("-noinit", *map(UNIX.word_for_both_shells, self.group.arguments))
        # The command must return at once, and leave no process that keeps the caller's output open.
        yield from (">", "/dev/null", "2>&1", "&")

    def _forwards(self) -> Iterator[str]:
        if "exitonforwardfailure" not in map(str.lower, self.group.ssh):
            yield from ("-o", "ExitOnForwardFailure=yes")
        yield from ("-S", "none")
        for listen_port, port in zip(self._listen_ports, _PORTS, strict=True):
            yield from ("-R", f"{LOOPBACK_ADDRESS}:{listen_port}:$H:{port}")

    @property
    def _listen_ports(self) -> tuple[str, ...]:
        """The ports of the tunnel on the kernel's machine: the fixed ones, or those of the link."""
        return tuple(map(str, self.group.ports)) if self.group.ports else _PORTS
