"""The commands of ssh for probes: the login that they share, what runs over it, and the orders to it."""

from collections.abc import Mapping
from types import MappingProxyType

from rkconf.doctor.model import Words
from rkconf.doctor.plan import native
from rkconf.doctor.ssh.spelling import spelt, spelt_option
from rkconf.shell.quoting import word_for_login_shell
from rkconf.ssh.connection import Connection
from rkconf.ssh.options import Option

SOCKET = "SOCKET"
"""The name of the control socket where a dry run prints a command."""
SOCKET_FILE = "s"
"""The file of the control socket in the private folder; the path of a socket has a limit of about 100 bytes."""
_NOT_FOR_PROBES = frozenset("fnNTtvqRLDWMSOEgeswyVG")
"""Options of the launch command that a probe does not repeat: forwards, terminals, sharing, and ends."""
_BEFORE = (
    ("BatchMode", "yes"),
    ("ClearAllForwardings", "yes"),
    ("ForwardX11", "no"),
    ("RequestTTY", "no"),
    ("RemoteCommand", "none"),
    ("PermitLocalCommand", "no"),
    ("UpdateHostKeys", "no"),
)
"""Settings of every probe; ssh uses the first value of a setting, so they take precedence (ssh_config(5))."""
_SETTINGS = tuple(word for name, value in _BEFORE for word in ("-o", f"{name}={value}"))
_ALONE = ("-o", "ControlPersist=no", "-v", "-M", "-N")
"""Options of the shared connection: it explains itself, runs no command, and stays in the foreground."""

_CHECKING = "stricthostkeychecking"
ACCEPTING = frozenset({"no", "off", "false", "accept-new"})
"""The values of StrictHostKeyChecking with which ssh accepts an unknown host key, and stores it."""
UNSTORED_KEYS = "/dev/null ~/.ssh/known_hosts ~/.ssh/known_hosts2"
"""The usual files of host keys, after one that keeps nothing: ssh adds a new key to the first one."""
_SESSION_TYPE = "sessiontype"
"""The setting that contradicts ``-N`` of the shared connection."""
_UNKNOWN: Mapping[int, str] = MappingProxyType({})
_ONE_ANSWER = ("-o", "BatchMode=no", "-o", "NumberOfPasswordPrompts=1")


def opening(
    connection: Connection,
    answering: Words = (),
    socket: str = SOCKET,
    corrections: Words = (),
    private: Words = (),
) -> Words:
    """Return the words that open the shared connection.

    ``answering`` is a program of the launch command that answers the prompts of ssh: in batch mode there are none.
    """
    batch = _ONE_ANSWER if answering else ()
    words = probe(connection, without=_SESSION_TYPE)
    return (
        *answering,
        *words[:1],
        *batch,
        *corrections,
        *words[1:],
        *_ALONE,
        # Of several configurations, ssh reads the last one.
        *private,
        "-S",
        socket,
        *destination(connection),
    )


def over(connection: Connection, socket: str, *command: str, corrections: Words = ()) -> Words:
    """Return the words that run a command over a shared connection."""
    program, *options = probe(connection)
    return (program, *corrections, *options, "-S", socket, *destination(connection), *command)


def through(way: tuple[Connection, ...], text: str, *options: str, known_hosts: Mapping[int, str] = _UNKNOWN) -> str:
    """Return the command for the first machine of a way that runs ``text`` on the last one.

    ``options`` are those of the last login; ``known_hosts`` has the files of host keys for a login, by its number on
    the way, where it would store a new key.
    """
    for at, each in reversed([*enumerate(way)][1:]):
        files = known_hosts.get(at) or _storing_nothing(each)
        storing = ("-o", word_for_login_shell(f"UserKnownHostsFile={files}")) if files else ()
        words = (
            _spelt_client(each),
            *_SETTINGS,
            *storing,
            *_spelt_options(each),
            *(options if at == len(way) - 1 else ()),
        )
        text = " ".join((*words, *_spelt_destination(each), word_for_login_shell(text)))
    return text


def asking_before(way: tuple[Connection, ...]) -> str:
    """Return the command for the last machine but one of a way that reports the settings of the last login."""
    last = way[-1]
    return " ".join((_spelt_client(last), "-G", *_spelt_options(last), *_spelt_destination(last), "true"))


def _spelt_destination(connection: Connection) -> Words:
    return (spelt(connection.destination, word_for_login_shell),) if connection.destination else ()


def _spelt_client(connection: Connection) -> str:
    """Return the program of a client as a word for the shell that starts it."""
    is_ssh = connection.launcher != "autossh" and connection.program.known
    return spelt(connection.program, word_for_login_shell) if is_ssh else "ssh"


def _spelt_options(connection: Connection) -> Words:
    """Return the options of a launch command that a probe repeats, as words for the shell that starts it."""
    options = (each for each in connection.options if each.letter not in _NOT_FOR_PROBES)
    return tuple(spelt_option(each, word_for_login_shell) for each in options)


def _storing_nothing(connection: Connection) -> str:
    """Return the files of host keys under which a login stores no key that the launch command accepts; else empty."""
    settings = (each.setting for each in connection.options)
    accepts = any(name == _CHECKING and value.lower() in ACCEPTING for name, value in settings)
    return UNSTORED_KEYS if accepts else ""


def control(connection: Connection, socket: str, order: str, *options: str) -> Words:
    """Return the words that give an order to the connection at a control socket.

    No configuration is read, since its forwards would be ordered too.
    """
    words = (*client(connection), "-F", "/dev/null", "-S", socket, "-O", order, *options)
    return (*words, *destination(connection))


def probe(connection: Connection, without: str = "") -> Words:
    """Return the program and options of a client for a probe, without destination, and ``without`` one setting."""
    return (*client(connection), *_SETTINGS, *options_without(connection, _NOT_FOR_PROBES, without))


def client(connection: Connection) -> Words:
    """Return the program of a client; autossh starts ssh."""
    is_ssh = connection.launcher != "autossh" and connection.program.known
    return (native(connection.program.text) if is_ssh else "ssh",)


def options_without(connection: Connection, letters: frozenset[str], setting: str = "") -> Words:
    """Return the options of a launch command, except some letters, and except one setting of ``-o``."""
    options = (each for each in connection.options if each.letter not in letters)
    return tuple(word for each in options if not setting or each.setting[0] != setting for word in _words(each))


def _words(option: Option) -> Words:
    return (f"-{option.letter}",) if option.value is None else (f"-{option.letter}", native(option.text))


def destination(connection: Connection) -> Words:
    """Return the destination as the launch command gives it."""
    return (native(connection.destination.text),) if connection.destination else ()
