"""Which rules a layer of settings asks for, and what they weigh."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.errors import UsageError
from rkconf.linting import Selection
from rkconf.rule import Rule
from rkconf.rules import RULES, find, get, matching
from rkconf.settings.layer import Layer
from rkconf.source import Span

if TYPE_CHECKING:
    from rkconf.toml import Path

_UNKNOWN = "unknown-rule"


def change(selection: Selection, values: Mapping[str, Any]) -> Selection:
    """Return the selection as one more layer of settings wants it; words that name no rule mean nothing."""
    begun = frozenset() if "select" in values else selection.rules
    wanted = _sizes([*values.get("select", []), *values.get("extend-select", [])])
    unwanted = _sizes(_ignored_everywhere(values))
    # The narrower word wins, as in ruff: `--select RK302 --ignore RK3` asks RK302.
    most = len(RULES) + 1
    taken = {rule for rule, size in wanted.items() if size < unwanted.get(rule, most)}
    weights = {rule: Severity(level) for word, level in values.get("severity", {}).items() if (rule := find(word))}
    return Selection((begun | taken) - (unwanted.keys() - taken), {**selection.severities, **weights})


def meant(selectors: Iterable[str]) -> frozenset[Rule]:
    """Return the rules that any of the selectors means."""
    return frozenset(rule for selector in selectors for rule in _rules(selector))


def unknown_rules(layers: Sequence[Layer]) -> Iterator[Diagnostic]:
    """Yield each word of settings files that should name a rule and does not: a newer rkconf may know it."""
    rule = get(_UNKNOWN)
    selection = _about_settings(layers)
    severity = selection.severities.get(rule, rule.severity)
    sources = ((layer, layer.source) for layer in layers if layer.source and rule in selection.rules)
    for layer, source in sources:
        for span, complaint in _complaints(layer):
            message, _, advice = complaint.partition("; ")
            yield Diagnostic(rule.code, rule.name, severity, message, source, span, help=advice)


def _about_settings(layers: Iterable[Layer]) -> Selection:
    """Return what is asked about the files themselves: their `select` is about kernels, and may be what is wrong."""
    selection = Selection()
    for layer in reversed(list(layers)):
        unselected = {key: value for key, value in layer.values.items() if key != "select" or not layer.source}
        selection = change(selection, unselected)
    return selection


def _complaints(layer: Layer) -> Iterator[tuple[Span, str]]:
    for path, word in _words(layer.values):
        if complaint := _complaint(matching, word):
            yield layer.place(*path).value, complaint
    for word in layer.values.get("severity", {}):
        if complaint := _complaint(get, word):
            yield layer.place("severity", word).key, complaint


def _complaint(judge: Callable[[str], object], word: str) -> str | None:
    try:
        judge(word)
    except UsageError as error:
        return str(error)
    return None


def _ignored_everywhere(values: Mapping[str, Any]) -> list[str]:
    ignore = values.get("ignore", [])
    return ignore if isinstance(ignore, list) else []


def _sizes(selectors: Iterable[str]) -> dict[Rule, int]:
    """Return for each selected rule how many rules its narrowest selector means."""
    sizes: dict[Rule, int] = {}
    for selector in selectors:
        rules = _rules(selector)
        sizes |= {rule: min(len(rules), sizes.get(rule, len(rules))) for rule in rules}
    return sizes


@cache
def _rules(selector: str) -> frozenset[Rule]:
    return frozenset() if _complaint(matching, selector) else matching(selector)


def _words(values: Mapping[str, Any]) -> "Iterator[tuple[Path, str]]":
    """Yield every selector of rules, with the way to it."""
    for key in ("select", "extend-select", "ignore"):
        value = values.get(key, [])
        lists = {(key, name): words for name, words in value.items()} if isinstance(value, dict) else {(key,): value}
        for path, words in lists.items():
            yield from (((*path, index), word) for index, word in enumerate(words))
