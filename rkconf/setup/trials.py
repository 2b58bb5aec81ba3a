"""What is tried in a terminal before the Front End is: the login, the kernel, the ports of a tunnel."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rkconf.diagram.network import FRONT_END
from rkconf.link.name import HANDED_OUT, LOOPBACK_ADDRESS, PRIVILEGED, is_handed_out
from rkconf.setup import ssh_config
from rkconf.setup.parts import Part, enumerated, on_each
from rkconf.setup.remote import Remote

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - where the Front End waits too, and for a moment
# Not over a connection that is there already: the ports would be opened by another ssh, or not at all.
_ALONE = ("-o BatchMode=yes", "-o ExitOnForwardFailure=yes", "-S none")


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
    yield from _about_ports(remotes)
    for kind in _KINDS:
        chosen = [(remote, kind.command(remote)) for remote in remotes if kind.is_for(remote)]
        if chosen:
            yield kind.sentence
            yield from on_each(chosen, remotes)


def _about_ports(remotes: Iterable[Remote]) -> Iterator[Part]:
    """Yield which of the ports may be taken by chance."""
    ports = sorted({port for remote in remotes for port in remote.fixed_ports if is_handed_out(port)})
    if ports:
        named = f"Port {ports[0]}" if len(ports) == 1 else f"Ports {enumerated(map(str, ports))}"
        ranges = enumerated(f"{system} {each[0]} to {each[-1]}" for system, each in HANDED_OUT.items())
        last = min(each[0] for each in HANDED_OUT.values()) - 1
        yield (
            f"{named} may be taken just when a kernel starts: the system hands such ports out to any program "
            f"({ranges}). Better take ports from {PRIVILEGED} to {last} in the specification, and start again from it."
        )


def _of_tunnel(remote: Remote) -> str:
    """Return the command that opens the tunnel, which stands in ssh's configuration, and its other ends.

    That of a parallel kernel ends at other ports each time: they need not be tried.
    """
    main = () if remote.is_parallel else remote.tunnel_ports
    ends = [*(("-L", port) for port in main), *(("-R", port) for port in remote.further_ports)]
    forwards = (f"{letter} {LOOPBACK_ADDRESS}:{port}:{LOOPBACK_ADDRESS}:{port}" for letter, port in ends)
    log_in = remote.ssh("-o BatchMode=yes", *forwards, to=ssh_config.alias(remote), quoting=remote.quoting)
    return f"{log_in} true"


def _of_fixed_ports(remote: Remote) -> str:
    """Return the command that opens the ports of the Front End in its place: ssh is there on every system."""
    forwards = (f"-L {_EVERYWHERE}:{port}:{LOOPBACK_ADDRESS}:{port}" for port in remote.awaited_ports)
    log_in = remote.ssh(*_ALONE, *forwards, quoting=remote.quoting)
    return f"{log_in} true"


@dataclass(frozen=True, slots=True)
class _Kind:
    """Ports that can be tried in one way."""

    is_for: Callable[[Remote], bool]
    sentence: str
    command: Callable[[Remote], str]


def _has_tunnel(remote: Remote) -> bool:
    return bool(remote.tunnel_ports) and not remote.uses_mathssh


_KINDS = (
    _Kind(
        lambda remote: bool(remote.awaited_ports) and not remote.uses_mathssh,
        f"Every fixed port must be free on {FRONT_END}, before a kernel has started. This makes ssh open them there "
        "for a moment, says nothing where all are free, and fails at the first that is taken:",
        _of_fixed_ports,
    ),
    _Kind(
        lambda remote: _has_tunnel(remote) and not remote.is_parallel,
        f"Every port of a tunnel must be free at {LOOPBACK_ADDRESS} on both machines, before a kernel has started. ssh "
        "opens one end of each itself; this makes it open the other end too, where the Front End or the kernel waits, "
        "says nothing where all are free, and fails at the first that is taken:",
        _of_tunnel,
    ),
    _Kind(
        lambda remote: _has_tunnel(remote) and remote.is_parallel,
        f"The ports of a parallel kernel's tunnel must be free at {LOOPBACK_ADDRESS} on the kernel's machine. This "
        "opens them there, says nothing where they are free, and fails otherwise:",
        _of_tunnel,
    ),
)
