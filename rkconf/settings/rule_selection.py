"""The rules that a layer of settings selects, and their severities."""

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
    """Return the selection changed by one more layer of settings; unknown rules have no effect."""
    base = frozenset() if "select" in values else selection.rules
    wanted = _sizes([*values.get("select", []), *values.get("extend-select", [])])
    unwanted = _sizes(_ignored_everywhere(values))
    # The narrower selector wins, as in ruff: `--select RK302 --ignore RK3` selects RK302.
    most = len(RULES) + 1
    added = {rule for rule, size in wanted.items() if size < unwanted.get(rule, most)}
    severities = {rule: Severity(level) for name, level in values.get("severity", {}).items() if (rule := find(name))}
    return Selection((base | added) - (unwanted.keys() - added), {**selection.severities, **severities})


def selected(selectors: Iterable[str]) -> frozenset[Rule]:
    """Return the rules of all selectors."""
    return frozenset(rule for selector in selectors for rule in _rules(selector))


def unknown_rules(layers: Sequence[Layer]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each unknown rule in settings files; a newer rkconf may have it."""
    return about_settings(layers, _UNKNOWN, _errors)


def about_settings(
    layers: Sequence[Layer], name: str, find_errors: Callable[[Layer], Iterator[tuple[Span, str]]]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rule ``name`` for errors in settings files; advice follows ``; `` in an error."""
    rule = get(name)
    selection = _about_settings(layers)
    severity = selection.severities.get(rule, rule.severity)
    sources = ((layer, layer.source) for layer in layers if layer.source and rule in selection.rules)
    for layer, source in sources:
        for span, error in find_errors(layer):
            message, _, advice = error.partition("; ")
            yield Diagnostic(rule.code, rule.name, severity, message, source, span, help=advice)


def _about_settings(layers: Iterable[Layer]) -> Selection:
    """Return the selection for the settings files themselves, without their `select`, which may hold the error."""
    selection = Selection()
    for layer in reversed(list(layers)):
        unselected = {key: value for key, value in layer.values.items() if key != "select" or not layer.source}
        selection = change(selection, unselected)
    return selection


def _errors(layer: Layer) -> Iterator[tuple[Span, str]]:
    for path, selector in _selectors(layer.values):
        if error := _error(matching, selector):
            yield layer.place(*path).value, error
    for name in layer.values.get("severity", {}):
        if error := _error(get, name):
            yield layer.place("severity", name).key, error


def _error(look_up: Callable[[str], object], name: str) -> str | None:
    try:
        look_up(name)
    except UsageError as error:
        return str(error)
    return None


def _ignored_everywhere(values: Mapping[str, Any]) -> list[str]:
    ignore = values.get("ignore", [])
    return ignore if isinstance(ignore, list) else []


def _sizes(selectors: Iterable[str]) -> dict[Rule, int]:
    """Return for each selected rule the number of rules of its narrowest selector."""
    sizes: dict[Rule, int] = {}
    for selector in selectors:
        rules = _rules(selector)
        sizes |= {rule: min(len(rules), sizes.get(rule, len(rules))) for rule in rules}
    return sizes


@cache
def _rules(selector: str) -> frozenset[Rule]:
    return frozenset() if _error(matching, selector) else matching(selector)


def _selectors(values: Mapping[str, Any]) -> "Iterator[tuple[Path, str]]":
    """Yield every selector of rules with its path."""
    for key in ("select", "extend-select", "ignore"):
        value = values.get(key, [])
        lists = {(key, name): each for name, each in value.items()} if isinstance(value, dict) else {(key,): value}
        for path, selectors in lists.items():
            yield from (((*path, index), selector) for index, selector in enumerate(selectors))
