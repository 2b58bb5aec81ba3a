"""For people: what is wrong, the line with carets below the place, and what to do."""

from collections.abc import Iterator
from shutil import get_terminal_size

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.reporters import Paint, Report, plural

_DIM = 2
_BOLD = 1
_CYAN = 36


def render(report: Report, paint: Paint) -> str:
    """Return a paragraph for each diagnostic, and a last line that counts them."""
    width = get_terminal_size().columns
    paragraphs = ("".join(f"{line}\n" for line in _paragraph(found, paint, width)) for found in report.diagnostics)
    return "\n".join([*paragraphs, f"{_summary(report)}\n"])


def _paragraph(found: Diagnostic, paint: Paint, width: int) -> Iterator[str]:
    at = found.source.position(found.span.start)
    margin = " " * len(str(at.line))
    bar = paint("|", _DIM)
    # Only a finding needs the width of characters.
    from rkconf.reporters.excerpts import excerpt

    text, carets = excerpt(found.source, found.span, width - len(margin) - 3)
    head = paint.severity(found.severity, f"{found.severity}[{found.code} {found.name}]")
    where = f"{found.source.name}:{at.line}:{at.column}" + (f" in {found.entry!r}" if found.entry else "")
    yield f"{head}: {paint(found.message, _BOLD)}"
    yield f"{margin}{paint('-->', _DIM)} {where}"
    yield f"{paint(str(at.line), _DIM)} {bar} {text}"
    yield f"{margin} {bar} {paint.severity(found.severity, carets)}"
    for name, said in _advice(found):
        yield f"{margin} {paint('=', _DIM)} {paint(name, _CYAN)}: {said}"


def _advice(found: Diagnostic) -> Iterator[tuple[str, str]]:
    if found.help and not (found.fix and found.fix.description == found.help):
        yield "help", found.help
    if found.fix:
        yield f"{found.fix.applicability} fix", found.fix.description


def _summary(report: Report) -> str:
    checked = f"{plural(report.entries, 'entry')} in {plural(report.files, 'file')}"
    if not report.diagnostics:
        return f"Nothing to complain about: {checked}." if report.files else "Nothing was checked."
    counts = [plural(count, severity) for severity in Severity if (count := report.number(severity))]
    fixable = f"; a fix is known for {report.fixable} of them" if report.fixable else ""
    return f"{', '.join(counts)} in {checked}{fixable}."
