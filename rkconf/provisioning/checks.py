"""Checks in a terminal before the Front End is used: the login, the kernel, the ports of a tunnel."""

from collections.abc import Callable, Iterable, Iterator

from rkconf.diagnostics import enumeration
from rkconf.diagram.network import FRONT_END
from rkconf.link.name import EPHEMERAL_PORTS, LOOPBACK_ADDRESS, PRIVILEGED, is_ephemeral
from rkconf.provisioning import ssh_config
from rkconf.provisioning.blocks import Block, on_each, starters
from rkconf.provisioning.remote import Remote
from rkconf.record import record

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - the Front End listens there too, and this is open for a moment
# A shared connection must not be used: another ssh would open the ports, or none would.
_ALONE = ("-o BatchMode=yes", "-o ExitOnForwardFailure=yes", "-S none")


def checks(remotes: tuple[Remote, ...]) -> Iterator[Block]:
    """Yield the commands to type, and what must come of each."""
    machines = starters(remotes)
    started = [remote for remote in remotes if remote.program.started]
    if started:
        yield (
            "The kernel must start without prompting and show In[1]:=. Type Quit to end it. Continue only when this "
            "works; it does not test the links."
        )
    if any(remote.front_end_os == "windows" and not remote.is_parallel for remote in remotes):
        yield "Type these commands in cmd.exe, since the Front End uses its ssh:"
    yield from on_each(((remote, start(remote)) for remote in started), machines)
    others = [remote for remote in remotes if not remote.program.started]
    if others:
        yield (
            "The specification does not give the program that starts the kernel, so this tests only the login, which "
            "must work without prompting:"
        )
    yield from on_each(((remote, start(remote)) for remote in others), machines)
    yield from _silent_logins(remotes)
    yield from _assigned_ports(remotes)
    for check in _PORT_CHECKS:
        chosen = [(remote, check.command(remote)) for remote in remotes if check.is_for(remote)]
        if chosen:
            yield check.sentence
            yield from on_each(chosen, machines)


_SILENT = (
    "This login must print nothing, since with the method Launch (the default on macOS and Linux) the output of ssh is "
    "the link. Make the startup files of the login shell (.bashrc, .zshenv, .cshrc) silent where no terminal is there."
)


def _silent_logins(remotes: tuple[Remote, ...]) -> Iterator[Block]:
    """Yield the commands whose output would be read as the link of a kernel description."""
    described = [remote for remote in remotes if remote.is_described]
    if described:
        yield _SILENT
        yield from on_each(((remote, _nothing(remote)) for remote in described), starters(remotes))


def _nothing(remote: Remote) -> str:
    return f"{remote.login.ssh('-o BatchMode=yes', quoting=remote.quoting)} true"


def start(remote: Remote) -> str:
    """Return the command that starts the kernel without links, for the shell of the Front End's machine."""
    log_in = remote.login.ssh("-o BatchMode=yes", quoting=remote.quoting)
    if not remote.program.started:
        return f"{log_in} true"
    program = remote.quoting.quoted_word_for_both_shells(remote.program.started)
    init = f" -initfile {remote.quoting.word_for_both_shells(remote.kernel_init)}" if remote.kernel_init else ""
    return f"{log_in} {program}{init}"


def _assigned_ports(remotes: Iterable[Remote]) -> Iterator[Block]:
    """Yield a warning about the fixed ports that the system may assign to another program."""
    ports = sorted({port for remote in remotes for port in remote.ports.fixed if is_ephemeral(port)})
    if ports:
        named = f"Port {ports[0]}" if len(ports) == 1 else f"Ports {enumeration(map(str, ports))}"
        ranges = enumeration(f"{system} {each[0]} to {each[-1]}" for system, each in EPHEMERAL_PORTS.items())
        last = min(each[0] for each in EPHEMERAL_PORTS.values()) - 1
        yield (
            f"{named} may be in use when a kernel starts, since the system assigns such ports to any program "
            f"({ranges}). Choose ports from {PRIVILEGED} to {last} in the specification, and run rkconf setup again."
        )


def _tunnel(remote: Remote) -> str:
    """Return the command that opens the tunnel of ssh's configuration, and also the other end of each port.

    A parallel kernel's tunnel ends at other ports each time, so only one end is opened.
    """
    main = () if remote.is_parallel else remote.ports.tunnel
    ends = [*(("-L", port) for port in main), *(("-R", port) for port in remote.ports.further)]
    forwards = (f"{letter} {LOOPBACK_ADDRESS}:{port}:{LOOPBACK_ADDRESS}:{port}" for letter, port in ends)
    alias = ssh_config.alias(remote)
    return f"{remote.login.ssh('-o BatchMode=yes', *forwards, to=alias, quoting=remote.quoting)} true"


def _fixed_ports(remote: Remote) -> str:
    """Return the command that opens the ports instead of the Front End, with ssh, which every system has."""
    forwards = (f"-L {_EVERYWHERE}:{port}:{LOOPBACK_ADDRESS}:{port}" for port in remote.ports.awaited)
    return f"{remote.login.ssh(*_ALONE, *forwards, quoting=remote.quoting)} true"


@record
class PortCheck:
    """A way to check whether ports are free."""

    is_for: Callable[[Remote], bool]
    sentence: str
    command: Callable[[Remote], str]


def _has_tunnel(remote: Remote) -> bool:
    return bool(remote.ports.tunnel) and not remote.uses_mathssh


_PORT_CHECKS = (
    PortCheck(
        lambda remote: bool(remote.ports.awaited) and not remote.uses_mathssh,
        f"Every fixed port must be free on {FRONT_END} before a kernel starts. This command makes ssh open the ports "
        "there for a moment. It prints nothing if all are free, and fails at the first port in use:",
        _fixed_ports,
    ),
    PortCheck(
        lambda remote: _has_tunnel(remote) and not remote.is_parallel,
        f"Every port of a tunnel must be free at {LOOPBACK_ADDRESS} on both machines before a kernel starts. ssh "
        "itself opens one end of each; this command makes it open the other end too, where the Front End or the "
        "kernel waits. It prints nothing if all are free, and fails at the first port in use:",
        _tunnel,
    ),
    PortCheck(
        lambda remote: _has_tunnel(remote) and remote.is_parallel,
        f"The ports of a parallel kernel's tunnel must be free at {LOOPBACK_ADDRESS} on the kernel's machine. This "
        "command opens them there. It prints nothing if they are free, and fails otherwise:",
        _tunnel,
    ),
)
