"""A value has the wrong type.

``"True"`` is a string, not the truth value ``True``; ``skye`` is a symbol, not the string
``"skye"``. It is not known whether the Front End accepts one instead of the other.

Bad:

    "RemoteMachine" -> "True"

Good:

    "RemoteMachine" -> True

Exceptions:

A value that is computed is not checked.

Fix safety:

This fix is safe: it writes the one value that can be meant, such as ``True`` for ``"yes"``. Any
other value has no fix.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.edits import Edit
from rkconf.entries import LocatedEntry, LocatedOption
from rkconf.entries.keys import BOOLEANS, STRINGS
from rkconf.entries.static_values import truth
from rkconf.rule import Finding, Subject, rule
from rkconf.syntax.tree import Node, Symbol, literal_text

_TRUTHS = {"true": "True", "yes": "True", "false": "False", "no": "False"}


@rule("RK003", Severity.ERROR, Subject.ENTRY, fix=Applicability.SAFE)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Compare the value of each known key with its type."""
    for option in entry.options:
        if not option.is_known:
            continue
        if option.key in BOOLEANS and truth(option.value) is None:
            yield _finding(option, "True or False", _truth_meant(option.value))
        elif option.key in STRINGS and literal_text(option.value) is None:
            yield _finding(option, "a string", _string_meant(option.value))


def _finding(option: LocatedOption, wanted: str, meant: str | None) -> Finding:
    return Finding(
        option.value.span,
        f'the value of "{option.key}" must be {wanted}',
        f"write {meant}" if meant else "",
        _fix(option.value, meant) if meant else None,
    )


def _fix(value: Node, meant: str) -> Fix:
    return safe(f"write {meant}", Edit.replace(value.span, meant))


def _truth_meant(value: Node) -> str | None:
    text = literal_text(value)
    word = value.name if isinstance(value, Symbol) else text.text if text else ""
    return _TRUTHS.get(word.strip().lower())


def _string_meant(value: Node) -> str | None:
    is_name = isinstance(value, Symbol) and value.name.isalnum() and truth(value) is None
    return f'"{value.name}"' if is_name and isinstance(value, Symbol) else None
