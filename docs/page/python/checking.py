"""Findings and fixes."""

from collections.abc import Iterable, Mapping
from typing import Any

from docs.page.python import inputs, places
from docs.page.python.page_words import shown
from rkconf import fixes, linting
from rkconf.command import Target
from rkconf.diagnostics import Applicability, Diagnostic, Severity
from rkconf.fixes import Finders
from rkconf.inputs import Input
from rkconf.linting import Selection
from rkconf.linting.kept_checks import KeptChecks
from rkconf.printable import without_markup
from rkconf.reporters import Report, plural
from rkconf.reporters.json import document
from rkconf.rules import get
from rkconf.website import rule_page

_SELECTION = Selection(comments=True)


def lint(given: Mapping[str, Any], choices: Mapping[str, str]) -> dict[str, Any]:
    """Return the findings of an input, a summary, and the report of `rkconf lint --format json`."""
    checked = inputs.read(given)
    target = inputs.target(checked, choices)
    report = _report(checked, target)
    return {
        "findings": findings(report.diagnostics),
        "summary": _summary(report),
        "next": _next(report),
        "password": bool(linting.mask(checked, target)),
        "report": document(report),
    }


def _report(checked: Input, target: Target) -> Report:
    found = linting.once_per_place(linting.check(checked, target, _SELECTION))
    return Report(found, (checked.parts[0].source.name,), checked.entries)


def findings(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return diagnostics as findings of the protocol; a cause is an index of the same list."""
    every = tuple(diagnostics)
    causes = {each.as_cause: index for index, each in reversed(tuple(enumerate(every)))}
    return [_present(_finding(each, causes.get(each.cause) if each.cause else None)) for each in every]


def _finding(found: Diagnostic, cause: int | None) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": shown(found.message),
        "help": shown(found.help) or None,
        "kernel": found.entry,
        "place": places.place(found.source, found.span),
        "related": [
            {"message": each.message, "place": places.place(each.source or found.source, each.span)}
            for each in found.related
        ],
        "cause": cause,
        "fix": found.fix
        and {
            "title": found.fix.description,
            "safe": found.fix.applicability is Applicability.SAFE,
            "edits": places.edits(found.source, found.fix.edits),
        },
        "address": rule_page(found.code),
    }


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is None: the protocol has absent keys instead."""
    return {key: value for key, value in values.items() if value is not None}


def _summary(report: Report) -> str:
    entries = plural(report.entries, "entry")
    if not report.entries:
        return "Nothing to check: the text has no kernel." if not report.diagnostics else _counts(report)
    return f"{_counts(report)} in {entries}." if report.diagnostics else f"No problems found in {entries}."


def _counts(report: Report) -> str:
    severities = [each.severity for each in report.causes]
    return ", ".join(plural(count, each) for each in Severity if (count := severities.count(each)))


def _next(report: Report) -> str:
    """Return what a person does next: apply what is safe, then mend the worst finding, then try it for real."""
    if report.number_fixable(Applicability.SAFE):
        return "Apply the safe fixes, then look at what is left."
    worst = max(report.causes, key=lambda each: each.severity.rank, default=None)
    if worst and worst.severity is not Severity.INFO:
        return f"Read the explanation of {worst.code} {worst.name}."
    return "Copy it into Mathematica; `rkconf doctor` tries it for real in a terminal." if report.entries else ""


def fix_all(given: Mapping[str, Any], choices: Mapping[str, str], *, unsafe: bool) -> dict[str, Any]:
    """Return the texts of an input after its fixes, as `rkconf lint --fix` makes them."""
    checked, checks = inputs.read(given), KeptChecks()
    target = inputs.target(checked, choices)

    def find(text: Input) -> tuple[Diagnostic, ...]:
        return _open(linting.once_per_place(linting.check(text, target, _SELECTION, checks)))

    def compared(text: Input) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        selected, every = linting.check_each(text, target, (_SELECTION, Selection()), checks)
        return _open(selected), every

    levels = {Applicability.SAFE, *([Applicability.UNSAFE] if unsafe else [])}
    fixed = fixes.fix(checked, Finders(find, compared), levels)
    return {**texts(fixed.checked), "count": len(fixed.made), "summary": _fixed(len(fixed.made), len(fixed.skipped))}


def _open(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(each for each in found if each.suppressed is None)


def texts(checked: Input) -> dict[str, str]:
    """Return the text of each field of an input."""
    if checked.is_file:
        return {"text": checked.written.data.decode()}
    return {places.field(each.source): each.source.data.decode() for each in checked.parts}


def _fixed(made: int, skipped: int) -> str:
    left = f"; {plural(skipped, 'finding')} could not be fixed safely" if skipped else ""
    return f"Fixed {plural(made, 'finding')}{left}."


def explain(code: str) -> dict[str, str]:
    """Return the explanation of a rule in plain text; examples are indented.

    Raises:
        UsageError: There is no such rule.
    """
    rule = get(code)
    paragraphs = rule.explanation.split("\n\n")
    text = (each if each.startswith(" ") else without_markup(" ".join(each.split())) for each in paragraphs)
    return {"title": f"{rule.code} {rule.name}", "text": "\n\n".join(text), "address": rule_page(rule.code)}
