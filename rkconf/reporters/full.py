"""The default format, for people: message, line with carets, help and fix."""

from collections.abc import Iterator

from rkconf.diagnostics import Applicability, Diagnostic, Severity
from rkconf.printable import printable
from rkconf.reporters import Paint, Report, consequence_note, location, plural

_DIM = 2
_BOLD = 1
_CYAN = 36
_COLOURS = {"-": 31, "+": 32}


def render(report: Report, paint: Paint) -> Iterator[str]:
    """Yield a paragraph for each finding, and a last line that counts them."""
    separator = ""
    for paragraph in _paragraphs(report, paint) if report.causes else ():
        yield f"{separator}{paragraph}"
        separator = "\n"
    if not report.quiet:
        yield f"{separator}{_summary(report)}\n"
        yield from (f"{line}\n" for line in report.closing)


def _paragraphs(report: Report, paint: Paint) -> Iterator[str]:
    # Imported here because it imports what archives need, and a file without findings has no paragraph.
    from shutil import get_terminal_size

    width = get_terminal_size().columns
    for found in report.causes:
        yield "".join(f"{line}\n" for line in _paragraph(report, found, paint, width))


def _paragraph(report: Report, found: Diagnostic, paint: Paint, width: int) -> Iterator[str]:
    # Imported here because only a finding needs the widths of characters.
    from rkconf.reporters.changes import changes
    from rkconf.reporters.excerpts import excerpt, reach

    places = (found, *map(found.at, found.related))
    changed = tuple(changes(found, reach(width)))
    digits = max(len(str(number)) for number in (*map(_line, places), *(each.number for each in changed)))
    room = width - digits - len(" | ")
    margin, bar = " " * digits, paint("|", _DIM)
    text, carets = excerpt(found, room, paint.encoding)
    yield from _heading(found, paint, margin)
    yield f"{paint(f'{_line(found):>{digits}}', _DIM)} {bar} {text}"
    yield f"{margin} {bar} {paint.severity(found.severity, carets)}"
    for related, place in zip(found.related, places[1:], strict=True):
        text, carets = excerpt(place, room, paint.encoding)
        where = paint.link(location(place), place.source.name)
        yield f"{margin}{paint(':::', _DIM)} {where}: {printable(related.message)}"
        yield f"{paint(f'{_line(place):>{digits}}', _DIM)} {bar} {text}"
        yield f"{margin} {bar} {paint(carets.replace('^', '-'), _CYAN)}"
    for name, text in _advice(found, report.consequences(found)):
        yield f"{margin} {paint('=', _DIM)} {paint(name, _CYAN)}: {printable(text)}"
    for each in changed:
        number = paint(f"{each.number:>{digits}}", _DIM)
        yield f"{number} {paint(f'{each.sign} {each.shown(room, paint.encoding)}', _COLOURS[each.sign])}"


def _line(found: Diagnostic) -> int:
    """Return the line of a finding, 1-based."""
    return found.source.position(found.span.start).line


def _heading(found: Diagnostic, paint: Paint, margin: str) -> Iterator[str]:
    head = paint.severity(found.severity, f"{found.severity}[{paint.rule(found)}]")
    where = paint.link(location(found), found.source.name) + (f" in {found.entry!r}" if found.entry else "")
    yield f"{head}: {paint(printable(found.message), _BOLD)}"
    yield f"{margin}{paint('-->', _DIM)} {where}"


def _advice(found: Diagnostic, consequences: int) -> Iterator[tuple[str, str]]:
    if found.help and not (found.fix and found.fix.description == found.help):
        yield "help", found.help
    if consequences:
        yield "note", consequence_note(consequences)
    if found.fix:
        yield f"{found.fix.applicability} fix", found.fix.description


def _summary(report: Report) -> str:
    checked = f"{plural(report.entries, 'entry')} in {plural(report.files, 'file')}"
    suppressed = f"; {len(report.suppressed)} suppressed" if report.suppressed else ""
    left_out = suppressed + (f"; {report.hidden} hidden" if report.hidden else "")
    if report.without_rules and report.without_rules == report.files:
        return f"Nothing was checked in {checked}: no rule is selected."
    if not report.diagnostics:
        return f"No problems found in {checked}{left_out}." if report.files else "Nothing was checked."
    severities = [each.severity for each in report.causes]
    counts = [plural(count, severity) for severity in Severity if (count := severities.count(severity))]
    return f"{', '.join(counts)} in {checked}{_fixable(report)}{left_out}."


def _fixable(report: Report) -> str:
    """Return a clause on how many findings each option fixes."""
    safe, unsafe = map(report.number_fixable, (Applicability.SAFE, Applicability.UNSAFE))
    if not unsafe:
        return f"; --fix fixes {safe}" if safe else ""
    return f"; --fix fixes {safe}, --unsafe-fixes {unsafe} more" if safe else f"; --fix --unsafe-fixes fixes {unsafe}"
