"""Values of every kind that ssh accepts and refuses, for the tests of its tables."""

from collections.abc import Mapping
from types import MappingProxyType

from rkconf.ssh.algorithms import algorithms
from rkconf.ssh.values import ValueFact, ValueKind

Values = tuple[tuple[str, ...], tuple[str, ...]]

_OF_KIND: Mapping[ValueKind, Values] = MappingProxyType(
    {
        ValueKind.SWITCH: (("yes", "NO", "true", "False"), ("maybe", "1", "on")),
        ValueKind.PORT: (
            ("22", "+22", "022", "65535", "ssh"),
            ("0", "65536", "-1", "=22", ":22", "22x", "abc", "0x16"),
        ),
        ValueKind.TIME: (("0", "90", "1h30m", "1H", "1m30", "none"), ("-1", "abc", "1.5", "1x", "m", "9999999999")),
        ValueKind.PERSIST: (("yes", "no", "10m", "0"), ("maybe", "YES", "10x")),
        ValueKind.ADD_KEYS: (("yes", "Ask", "confirm", "10m", "confirm 5m"), ("maybe", "yes 5m", "confirm x")),
        ValueKind.GSSAPI: (("gss-group14-sha256-",), ("x", "curve25519-sha256")),
        ValueKind.JUMP: (
            ("jump", "me@jump:22", "[::1]:22", "ssh://me@jump:22", "one,two", "none"),
            ("@jump", "me@", "jump:0", "jump:x", "jump,", "-jump", "a;b", "ssh://jump/x", "jump/x"),
        ),
        ValueKind.USER: (("me", "DOMAIN\\me", "a.b", "a$b"), ("-x", "a;b", "a|b", "me\\")),
        ValueKind.ESCAPE: (("~", "^a", "^", "none"), ("abc", "^1", "^?", "")),
        ValueKind.TUNNEL_DEVICE: (("0", "0:1", "any", "any:0"), ("x", "0:", "-1", "0:1:2")),
        ValueKind.IPQOS: (("af21", "CS1", "0x10", "255", "none", "ef cs1"), ("x", "256", "af21 x")),
        ValueKind.REKEY_LIMIT: (("1G", "1.5g", "default", "1G 1h", "1G none", "0"), ("x", "15", "1G x", "1X")),
        ValueKind.MASK: (("0177", "77", "0"), ("999", "1777", "x")),
        ValueKind.ENVIRONMENT: (("A=b", "A=", "A=b C=d"), ("FOO", "A=b C")),
        ValueKind.ENVIRONMENT_NAMES: (("LANG LC_*", "-LANG"), ("A=b",)),
        ValueKind.DOMAINS: (("none", "a.example b.example"), ("-x", "a..b", "a/b")),
        ValueKind.CNAMES: (("none",), ("x", "x:")),
        ValueKind.REMOTE_OPEN: (("any", "none", "h:1", "h:*", "h:1 i:2"), ("x", "h:x", "h:0")),
        ValueKind.DYNAMIC_FORWARD: (("1080", "127.0.0.1:1080", "[::1]:1080", "*:1080"), ("x", "0", "a:b:1", "1x")),
        ValueKind.MONITOR: (("0", "20000", "20000:20001"), ("x", "1:x")),
        ValueKind.FILE: (("/dev/null",), ("",)),
        ValueKind.TEXT: (("yes",), ()),
        ValueKind.TEXTS: (("yes no",), ()),
        ValueKind.LINE: (("yes no",), ()),
        ValueKind.IGNORED: (("yes", "what ever"), ()),
        ValueKind.SETTING: (("BatchMode=yes",), ("BatchMode=maybe", "MaxSessions=1")),
    }
)
FORWARDS: Values = (
    (
        "31415:127.0.0.1:31415", "127.0.0.1:31415:127.0.0.1:31415", ":31415:h:1", "*:31415:h:1", "[::1]:31415:[::1]:1",
        "0.0.0.0:31415:h:1", "127.1:31415:h:1", " 31415:h:1", "31415: h:1", "31415:h:1:", "31415:h:ssh", "ssh:h:1",
        "31415::1", r"3141\5:h:1", "[::1]:1:[a/b]:2", "/run/s:h:1", "31415:/run/s", "/run/s:/run/t",
    ),
    (
        "::1:31415:h:1", "31415:h:0", "31415:h:65536", "65536:h:1", "31415:h:x", "x:h:1", "31415:h:1x", "1:2:3:4:5",
        "[::1:31415:h:1", "[::1]x:31415:h:1", "31415:h:1\\", "",
    ),
)  # fmt: skip
SETTING_FORWARDS: Values = (
    ("31415 127.0.0.1:31415", "31415  h:1", "[::1]:31415 [::1]:1", "127.0.0.1:31415 h:1", '"31415" "h:1"'),
    ("31415:h:1", "31415 h", "31415 h:1 x", "31415 h:x", "x h:1"),
)
REMOTE_ONLY: Values = (("31415", "127.0.0.1:31415", "0"), ())
"""Values that -R accepts and -L refuses: a proxy, and a port that the server chooses."""


def values(fact: ValueFact, *, is_setting: bool, is_remote: bool = False) -> Values:
    """Return the values that ssh accepts, and those that it refuses."""
    if fact.kind is ValueKind.FORWARD:
        good, bad = SETTING_FORWARDS if is_setting else FORWARDS
        return (*good, *(REMOTE_ONLY[0] if is_remote else ())), (*bad, *(() if is_remote else REMOTE_ONLY[0]))
    if fact.kind is ValueKind.ALGORITHMS:
        return _lists(fact)
    good, bad = _OF_FACT[fact.kind](fact) if fact.kind in _OF_FACT else _OF_KIND[fact.kind]
    if not is_setting:
        return good, bad
    return good, (*filter(None, bad), *(("a b",) if fact.is_single else ()))


def _numbers(fact: ValueFact) -> Values:
    return (str(fact.least), str(fact.most)), (str(fact.least - 1), str(fact.most + 1), "x", "1x", "0x10")


def _words(fact: ValueFact) -> Values:
    return (*fact.words, fact.words[0].upper()), ("maybe", f"{fact.words[0]}x")


_OF_FACT = {ValueKind.NUMBER: _numbers, ValueKind.ONE_OF: _words}


def _lists(fact: ValueFact) -> Values:
    assert fact.algorithms
    known = algorithms(fact.algorithms).known
    changed = [f"{prefix}{known[0]}" for prefix in "+-^"]
    good = [*known, ",".join(known[:2]), *(each for each in changed if each[0] in fact.prefixes)]
    bad = ["none", "foo", f"{known[0]},foo", *(each for each in changed if each[0] not in fact.prefixes)]
    pattern = f"{known[0][:4]}*"
    (good if fact.patterns else bad).append(pattern)
    return tuple(good), tuple(bad)
