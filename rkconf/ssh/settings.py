"""The settings of ssh, ``-o name=value``: how a value is written, and what is refused (ssh_config(5), measured)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from re import DOTALL, sub
from re import compile as regex

from rkconf.programs import facts
from rkconf.ssh.options import Option

_PIECE = regex(
    r"""\\(?P<escaped>['"\\ ])"""
    r"""|"(?P<double>(?:\\["'\\]|\\(?!["'\\])|[^"\\])*)"|'(?P<single>(?:\\["'\\]|\\(?!["'\\])|[^'\\])*)'"""
    r"""|(?P<blank>[ \t]+)|(?P<open>["'])|(?P<plain>.)""",
    DOTALL,
)
# A backslash stays what it is elsewhere, as in the paths of Windows: older versions know no other backslash.
_ESCAPED = r"""\\(?=[\\"']|$)|\""""
_ESCAPE = r"""\\([\\"'])"""
_WAYS = {"proxyjump": "ProxyJump", "proxycommand": "ProxyCommand"}
_SWITCH = frozenset({"yes", "no", "true", "false"})
_QUOTED = "leave one, or put quotes around it that reach ssh: '{}=\"...\"'"
_ALMOST = 0.85
"""How much of a name must be right (`difflib`) to be taken for a slip, and not for the name of a version to come."""


def written(name: str, value: str) -> str:
    """Return a value as ssh is told it: between quotes where one value would be taken for several or none."""
    words = _split(value)
    is_one = words is not None and len(words) == 1 and words == _split(value, comments=False)
    if is_one or name.lower() not in _single():
        return value
    return '"{}"'.format(sub(_ESCAPED, r"\\\g<0>", value))


def meant(name: str, value: str) -> str:
    """Return what ssh reads in a value: of a single one the word alone, without quotes and comments."""
    words = _split(value) if name.lower() in _single() else None
    return words[0] if words and len(words) == 1 else value


def meant_name(name: str) -> str | None:
    """Return the name that a misspelt one is meant for; None for one that is known, or like no other."""
    return None if name.lower() in _known() else _near(name, _ALMOST)


def is_open(name: str, value: str) -> bool:
    """Say whether a quote does not end in a value as it is written."""
    return _split(written(name, value)) is None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A setting that ssh refuses; it ends before it calls anybody."""

    option: Option
    message: str
    help: str
    is_certain: bool = True
    """Whether no version of ssh takes it."""


def refusals(options: Sequence[Option]) -> Iterator[Refusal]:
    """Yield what ssh refuses among the options of a command."""
    settings = [option for option in options if option.letter == "o" and option.is_known and _says_something(option)]
    ignored = [name for option in settings if option.setting[0] == "ignoreunknown" for name in _names(option)]
    for option in settings:
        yield from _refusals(option, ignored)
    yield from _second_ways(options)


def _second_ways(options: Iterable[Option]) -> Iterator[Refusal]:
    """Yield each ``-J`` behind something that says the way already; in any other order the first one counts."""
    told = ""
    for option in options:
        name = option.setting[0]
        if option.letter == "J" and told:
            yield Refusal(
                option, f"ssh takes no -J behind {told}", "leave one of them; -J takes several machines, with commas"
            )
        if option.letter == "J" or name in _WAYS:
            told = told or _WAYS.get(name, "another one")


def _says_something(option: Option) -> bool:
    """Say whether it is a setting: an empty one, or a comment, is none."""
    return bool(option.text.strip()) and not option.text.lstrip().startswith("#")


def _names(option: Option) -> list[str]:
    return option.setting[1].lower().strip('"').split(",")


def _refusals(option: Option, ignored: Iterable[str]) -> Iterator[Refusal]:
    name, value = option.setting
    if not value.strip():
        yield Refusal(option, f"the setting {option.text} lacks its value", "write name=value")
    elif name not in _known():
        if not any(fnmatchcase(name, pattern) for pattern in ignored):
            yield _unknown(option, option.text.lstrip()[: len(name)])
    elif (words := _split(value)) is None:
        yield Refusal(option, f"a quote in the setting {_known()[name]} does not end", "end it")
    elif name in _single():
        yield from _one_value(option, name, words)


def _unknown(option: Option, name: str) -> Refusal:
    near = _near(name)
    advice = f"did you mean {near}?" if near else "take it away, unless your ssh knows it"
    return Refusal(option, f"ssh does not know the setting {name}", advice, is_certain=bool(meant_name(name)))


def _near(name: str, cutoff: float = 0.6) -> str | None:
    near = get_close_matches(name.lower(), _known(), n=1, cutoff=cutoff)
    return _known()[near[0]] if near else None


def _one_value(option: Option, name: str, words: list[str]) -> Iterator[Refusal]:
    """Find what is no single value; what it is may be a secret, and no message has to repeat it."""
    spelt = _known()[name]
    if not words or not words[0]:
        yield Refusal(option, f"the setting {spelt} lacks its value", "write name=value")
    elif len(words) > 1:
        yield Refusal(option, f"the setting {spelt} takes one value, and here are {len(words)}", _QUOTED.format(spelt))
    elif name in _taking("switches") and words[0].lower() not in _SWITCH:
        yield Refusal(option, f"the setting {spelt} is yes or no, and nothing else", f"write {spelt}=yes or {spelt}=no")


def _split(value: str, *, comments: bool = True) -> list[str] | None:
    """Return the words of a value, up to a comment; None where a quote does not end."""
    words: list[str] = []
    inside = False
    for piece in _PIECE.finditer(value):
        if piece["open"]:
            return None
        if piece["plain"] == "#" and comments and not inside:
            break
        if piece["blank"]:
            inside = False
            continue
        if not inside:
            words.append("")
        quoted = piece["double"] or piece["single"] or ""
        words[-1] += sub(_ESCAPE, r"\1", quoted) or piece["escaped"] or piece["plain"] or ""
        inside = True
    return words


@cache
def _known() -> Mapping[str, str]:
    """Return how every name is spelt, by what it is in small letters."""
    names = (name for kind in facts()["remote"]["ssh"]["names"].values() for name in kind.split())
    return {name.lower(): name for name in names}


def _single() -> frozenset[str]:
    return _taking("switches") | _taking("one")


@cache
def _taking(kind: str) -> frozenset[str]:
    return frozenset(facts()["remote"]["ssh"]["names"][kind].lower().split())
