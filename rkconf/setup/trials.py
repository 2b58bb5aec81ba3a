"""What is tried in a terminal before the Front End is: the login, the kernel, the ports of a tunnel."""

from collections.abc import Iterable, Iterator

from rkconf.rendering.secure_shell import LOOPBACK
from rkconf.setup import ssh_config
from rkconf.setup.parts import Part, on_each
from rkconf.setup.remote import Remote


def trials(remotes: tuple[Remote, ...]) -> Iterator[Part]:
    """Yield what to type, and what must be seen."""
    started = [remote for remote in remotes if remote.started]
    if started:
        yield (
            "The kernel must start without a question and show In[1]:=; Quit ends it. Without this nothing else works; "
            "with it, the links are still to be proven."
        )
    if any(remote.front_end_os == "windows" and not remote.is_parallel for remote in remotes):
        yield "Type this in cmd.exe, whose ssh the Front End uses:"
    yield from on_each(((remote, remote.trial) for remote in started), remotes)
    others = [remote for remote in remotes if not remote.started]
    if others:
        yield "How the kernel is started is not said by the specification; the login must work without a question:"
    yield from on_each(((remote, remote.trial) for remote in others), remotes)
    yield from _of_tunnels(remotes)


def _of_tunnels(remotes: Iterable[Remote]) -> Iterator[Part]:
    tunnels = [remote for remote in remotes if remote.tunnel_ports and not remote.uses_mathssh]
    if any(remote.is_parallel for remote in tunnels):
        yield (
            f"The ports of a parallel kernel's tunnel must be free at {LOOPBACK} on the kernel's machine: then its "
            "line says nothing, and fails otherwise."
        )
    if any(not remote.is_parallel for remote in tunnels):
        yield (
            f"Every port of a tunnel must be free at {LOOPBACK} on both machines, before a kernel has started. ssh "
            "opens one end of each itself; this makes it open the other end too, where the Front End or the kernel "
            "waits, says nothing where all are free, and fails at the first that is taken:"
        )
    yield from on_each(((remote, _of_tunnel(remote)) for remote in tunnels), remotes)


def _of_tunnel(remote: Remote) -> str:
    """Return the command that opens the tunnel, which stands in ssh's configuration, and its other ends.

    That of a parallel kernel ends at other ports each time: they need not be tried.
    """
    main = () if remote.is_parallel else remote.tunnel_ports
    ends = [*(("-L", port) for port in main), *(("-R", port) for port in remote.further_ports)]
    forwards = (f"{letter} {LOOPBACK}:{port}:{LOOPBACK}:{port}" for letter, port in ends)
    log_in = remote.ssh("-o BatchMode=yes", *forwards, to=ssh_config.alias(remote), quoting=remote.quoting)
    return f"{log_in} true"
