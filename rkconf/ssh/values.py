"""The kinds of values of ssh options and keywords."""

from enum import StrEnum
from types import MappingProxyType

from rkconf.diagnostics import alternatives
from rkconf.record import record
from rkconf.ssh.algorithms import AlgorithmList
from rkconf.ssh.scalars import HIGHEST_INT


class ValueKind(StrEnum):
    """The kind of text that follows an option or a keyword."""

    SWITCH = "switch"
    """yes, no, true or false."""
    ONE_OF = "one-of"
    """One of the words of the row."""
    NUMBER = "number"
    """A whole number within the limits of the row."""
    PORT = "port"
    """A port or the name of a service."""
    TIME = "time"
    """A time such as 1h30m."""
    PERSIST = "persist"
    """A switch, or how long a shared connection stays open."""
    ADD_KEYS = "add-keys"
    """A switch, ask or confirm, or how long the agent keeps a key."""
    ALGORITHMS = "algorithms"
    """A list of algorithms."""
    GSSAPI = "gssapi"
    """A list of key exchanges of GSSAPI."""
    FORWARD = "forward"
    """[address:]port:host:port."""
    DYNAMIC_FORWARD = "dynamic-forward"
    """[address:]port."""
    JUMP = "jump"
    """The jump hosts, separated by commas."""
    USER = "user"
    """A login name."""
    ESCAPE = "escape"
    """An escape character."""
    TUNNEL_DEVICE = "tunnel-device"
    """The numbers of two network devices."""
    IPQOS = "ipqos"
    """One or two classes of service of IP."""
    REKEY_LIMIT = "rekey-limit"
    """An amount of data, and a time."""
    MASK = "mask"
    """An octal mask of a file."""
    ENVIRONMENT = "environment"
    """NAME=value, several times."""
    ENVIRONMENT_NAMES = "environment-names"
    """Names of variables, which may be patterns."""
    DOMAINS = "domains"
    """Names of domains."""
    CNAMES = "cnames"
    """Rules from:to for names of hosts."""
    REMOTE_OPEN = "remote-open"
    """host:port, several times."""
    MONITOR = "monitor"
    """The ports with which autossh watches the connection."""
    FILE = "file"
    """The path of a file that ssh opens at once."""
    TEXT = "text"
    """One word of any content."""
    TEXTS = "texts"
    """Several words of any content."""
    LINE = "line"
    """The rest of the line, such as a command."""
    IGNORED = "ignored"
    """Any text: ssh does not read it."""
    SETTING = "setting"
    """``keyword=value`` of ``-o``."""


_SEVERAL = frozenset(
    {
        ValueKind.ADD_KEYS, ValueKind.FORWARD, ValueKind.IPQOS, ValueKind.REKEY_LIMIT, ValueKind.ENVIRONMENT,
        ValueKind.ENVIRONMENT_NAMES, ValueKind.DOMAINS, ValueKind.CNAMES, ValueKind.REMOTE_OPEN, ValueKind.TEXTS,
    }
)  # fmt: skip
_WHOLE = frozenset({ValueKind.JUMP, ValueKind.LINE, ValueKind.IGNORED})


@record
class ValueFact:
    """The value of an option or a keyword."""

    kind: ValueKind
    """The kind of the value."""
    words: tuple[str, ...] = ()
    """The words of one-of."""
    least: int = 0
    """The smallest number."""
    most: int = HIGHEST_INT
    """The largest number."""
    algorithms: AlgorithmList | None = None
    """Which algorithms are listed."""
    prefixes: str = "+-^"
    """The characters with which a list may change the default list: add, remove, add first."""
    patterns: bool = False
    """Whether a list may contain patterns."""

    @property
    def is_single(self) -> bool:
        """Whether a keyword takes exactly one word."""
        return self.kind not in _SEVERAL | _WHOLE

    @property
    def is_line(self) -> bool:
        """Whether a keyword takes the rest of the line verbatim."""
        return self.kind in _WHOLE

    @property
    def expected(self) -> str:
        """The value that ssh expects, as a phrase that completes "it is not"."""
        listed = alternatives(self.words)
        numbers = f"of {self.least} or more" if self.most == HIGHEST_INT else f"from {self.least} to {self.most}"
        known = {ValueKind.ONE_OF: listed, ValueKind.NUMBER: f"a number {numbers}"}
        return known.get(self.kind) or _EXPECTED[self.kind]


_EXPECTED = MappingProxyType(
    {
        ValueKind.SWITCH: "yes or no",
        ValueKind.PORT: "a port from 1 to 65535",
        ValueKind.TIME: "a time such as 90 or 1m30s",
        ValueKind.PERSIST: "yes, no or a time such as 10m",
        ValueKind.ADD_KEYS: "yes, no, ask, confirm or a time such as 10m",
        ValueKind.ALGORITHMS: "a list of algorithms that ssh knows (`ssh -Q` prints them)",
        ValueKind.GSSAPI: "a list of key exchanges of GSSAPI",
        ValueKind.FORWARD: "address:port:host:port",
        ValueKind.DYNAMIC_FORWARD: "a port, or address:port",
        ValueKind.JUMP: "[user@]host[:port], or several separated by commas",
        ValueKind.USER: "a login name",
        ValueKind.ESCAPE: "one character, ^ and a letter, or none",
        ValueKind.TUNNEL_DEVICE: "a number or any, or two of them with a colon",
        ValueKind.IPQOS: "one or two classes of service such as af21, or none",
        ValueKind.REKEY_LIMIT: "an amount of data such as 1G, or default, optionally followed by a time",
        ValueKind.MASK: "an octal mask such as 0177",
        ValueKind.ENVIRONMENT: "NAME=value",
        ValueKind.ENVIRONMENT_NAMES: "the name of a variable",
        ValueKind.DOMAINS: "a list of domains",
        ValueKind.CNAMES: "a rule such as *.a.example:*.b.example, or none",
        ValueKind.REMOTE_OPEN: "host:port, any or none",
        ValueKind.MONITOR: "a port, or two ports with a colon",
        ValueKind.FILE: "the path of a file",
    }
)
