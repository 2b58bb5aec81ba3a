"""Put ignore comments into a file: one before every entry, for all that is found in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit
from rkconf.errors import UsageError
from rkconf.ignores.lines import Lines, around
from rkconf.inputs import Input
from rkconf.source import Source, Span

_BLANKS = " \t"
_ENDS_A_COMMENT = ("\n", "\r", "(*", "*)")


def check_reason(reason: str) -> str:
    """Return the reason as a comment can hold it.

    Raises:
        UsageError: There is none, or it would end the comment.
    """
    if not reason.strip() or any(mark in reason for mark in _ENDS_A_COMMENT):
        message = "--add-ignores wants a reason in one line, without (* and *)"
        raise UsageError(message)
    return reason.strip()


def additions(checked: Input, found: Iterable[Diagnostic], reason: str) -> Iterator[tuple[Edit, list[Diagnostic]]]:
    """Yield one edit for each entry, and what its comment hides.

    What is found outside of all entries gets a comment of its own place.
    """
    source, lines = checked.document.source, Lines(checked)
    is_toml = checked.document.kind == "specification"
    groups: dict[int, list[Diagnostic]] = defaultdict(list)
    for each in found:
        place = around(lines.entries, each.span) or around(lines.parts, each.span) or each.span
        # A comment of TOML takes the rest of its line.
        groups[_line(source, place.start).start if is_toml else place.start].append(each)
    for start, together in groups.items():
        said = f"rkconf: ignore[{', '.join(dict.fromkeys(each.code for each in together))}] {reason}"
        text = _line_of_its_own(source, start, f"# {said}") if is_toml else _before(source, start, f"(* {said} *)")
        yield Edit.replace(Span(start, start), text), together


def _before(source: Source, start: int, comment: str) -> str:
    """Return what to write before ``start``: a line for the comment, if it begins one, or just the comment."""
    before = source[Span(_line(source, start).start, start)]
    return f"{comment} " if before.strip(_BLANKS) else f"{comment}{_line_end(source)}{before}"


def _line_of_its_own(source: Source, start: int, comment: str) -> str:
    line = source[_line(source, start)]
    return f"{line[: len(line) - len(line.lstrip(_BLANKS))]}{comment}{_line_end(source)}"


def _line(source: Source, offset: int) -> Span:
    return source.line(source.line_number(offset))


def _line_end(source: Source) -> str:
    return "\r\n" if b"\r\n" in source.data else "\n"
