"""The table of rules, in the order of their codes.

The module of a rule has its name (`syntax_error.py`); the rule is the function `check` in it. The declarations of all
modules are in ``facts.json``, so that only the rules that are asked are imported.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from rkconf import tables
from rkconf.errors import UsageError
from rkconf.rule import Rule, Subject
from rkconf.spelling import closest

GROUPS: Mapping[str, str] = {
    "RK0": "The file and its entries",
    "RK1": "The link",
    "RK2": "Placeholders",
    "RK3": "Quoting and shells",
    "RK4": "ssh and safety",
    "RK5": "Lifetime",
    "RK6": "Firewall and tunnel",
    "RK7": "Versions",
    "RK8": "Kernel descriptions",
    "RK9": "rkconf's own comments",
}
"""The subject of the rules whose codes begin alike."""

_DIGITS = 3
"""The number of digits of a code."""

_SHORTEST_WORD = 4
_SIMILAR = 0.75
_MOST_NAMED = 12

RULES = tuple(tables.read_rows(Rule, "rules").values())
"""Every rule, ordered by code."""


@cache
def on(subject: Subject) -> tuple[Rule, ...]:
    """Return the rules that have a function for a subject."""
    return tuple(rule for rule in RULES if subject in (rule.subject, *rule.also))


@cache
def _index() -> dict[str, Rule]:
    return {key.lower(): rule for rule in RULES for key in (rule.code, rule.name)}


def find(text: str) -> Rule | None:
    """Return the rule of this code or name, in uppercase or lowercase; None for an unknown one."""
    return _index().get(text.strip().lower())


def get(text: str) -> Rule:
    """Return the rule of this code or name.

    Raises:
        UsageError: The rule is unknown; the message names the nearest.
    """
    rule = find(text)
    if rule is None:
        raise UsageError(_unknown(text))
    return rule


def matching(selector: str) -> frozenset[Rule]:
    """Return the rules that a selector selects: a code, the beginning of codes such as ``RK3``, a name, or ``ALL``.

    Raises:
        UsageError: It selects no rule; the message names the nearest.
    """
    rule = find(selector)
    if rule:
        return frozenset({rule})
    beginning = selector.strip().upper()
    if beginning == "ALL":
        return frozenset(RULES)
    rules = frozenset(rule for rule in RULES if rule.code.startswith(beginning))
    if not rules or len(beginning) <= len("RK"):
        raise UsageError(_unknown(selector))
    return rules


def nearest(text: str) -> Rule | None:
    """Return the rule with a similar name, or with the same number (302 for RK302); None without one."""
    # All codes are equally similar, so only a misspelt name has a nearest rule.
    near = closest(text, [rule.name for rule in RULES])
    return find(near) if near else find(f"RK{text.strip()[-_DIGITS:]}") or _with_a_digit_too_many(text.strip())


def _with_a_digit_too_many(code: str) -> Rule | None:
    """Return the rule whose code results without one character: RK604 for RK6044; None if none or several do."""
    shorter = {code[:at] + code[at + 1 :] for at in range(len(code))} if code.upper().startswith("RK") else set()
    found = list(filter(None, map(find, sorted(shorter))))
    return found[0] if len(found) == 1 else None


def _unknown(text: str) -> str:
    """Return a message about an unknown rule that names what was meant: one rule, a group, or rules by a word."""
    several = _with_beginning(text)
    if several:
        return f"no rule {text!r}; {several}"
    rule = nearest(text)
    if rule:
        return f"no rule {text!r}; did you mean {rule.name} ({rule.code})?"
    group = [rule for rule in RULES if rule.code.startswith(text.strip().upper())]
    if group and len(text.strip()) > len("RK"):
        return f"{text!r} is the beginning of {len(group)} codes; `rkconf rules {text.strip()}` lists them"
    return f"no rule {text!r}; {_listed(text) or _with_word(text) or '`rkconf rules` lists them'}"


def _listed(text: str) -> str:
    """Return a hint for several rules in one word, or for codes with a wildcard; empty for any other text."""
    words = text.split()
    if len(words) > 1 and any(find(word) or _beginning(word) == word.upper() for word in words):
        return f"separate rules with commas: {','.join(words)}"
    beginning = _beginning(text)
    return f"did you mean {beginning}?" if beginning else ""


def _beginning(text: str) -> str:
    """Return the longest beginning of several codes that a text begins with, such as RK3; empty for a whole code."""
    code = text.strip().upper()
    if code.removeprefix("RK").isdigit() and len(code) == len(RULES[0].code):
        return ""
    lengths = range(len(code), len("RK"), -1)
    return next((code[:end] for end in lengths if any(rule.code.startswith(code[:end]) for rule in RULES)), "")


def _with_beginning(text: str) -> str:
    """Return a hint at the rules whose names have a word with this beginning, if there are several."""
    start = text.strip().lower()
    named = [rule for rule in RULES if any(word.startswith(start) for word in rule.name.split("-"))]
    is_word = len(start) >= _SHORTEST_WORD and 1 < len(named) <= _MOST_NAMED
    return f"rules about {start}: {_names(named)}" if is_word else ""


def _names(rules: Iterable[Rule]) -> str:
    return ", ".join(f"{rule.name} ({rule.code})" for rule in rules)


def _with_word(text: str) -> str:
    """Return a hint at the rules whose names contain a word; empty without one."""
    words = {word: None for rule in RULES for word in rule.name.split("-") if len(word) >= _SHORTEST_WORD}
    near = closest(text, words, similarity=_SIMILAR)
    named = _names(rule for rule in RULES if near in rule.name.split("-"))
    return f"rules about {near}: {named}" if near else ""
