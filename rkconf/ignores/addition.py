"""Write ignore comments into a file: one in front of each entry, for all findings in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rkconf import syntax
from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit
from rkconf.errors import UsageError
from rkconf.ignores.lines import LineMap, enclosing
from rkconf.inputs import Input
from rkconf.source import Source, Span

_SPACES = " \t"
_ENDS_A_COMMENT = ("\n", "\r", "(*", "*)")
_FIRST_SURROGATE, _LAST_SURROGATE = "\ud800", "\udfff"
"""The characters that represent bytes that are not UTF-8."""


def check_reason(reason: str) -> str:
    """Return the reason without surrounding spaces.

    Raises:
        UsageError: The reason is empty, would end the comment, or is not UTF-8.
    """
    is_text = all(not _FIRST_SURROGATE <= character <= _LAST_SURROGATE for character in reason)
    if not reason.strip() or not is_text or any(mark in reason for mark in _ENDS_A_COMMENT):
        message = "--add-ignores needs a reason in one line of UTF-8, without (* and *)"
        raise UsageError(message)
    return reason.strip()


def additions(checked: Input, found: Iterable[Diagnostic], reason: str) -> Iterator[tuple[Edit, list[Diagnostic]]]:
    """Yield one edit for each entry, and the findings that its comment suppresses.

    Entries that begin on one line share a comment. A finding outside of all entries gets a comment in front of it,
    or of the string that it is in.
    """
    source, lines = checked.document.source, LineMap(checked)
    is_toml = checked.loaded is not None
    literals = [] if is_toml else syntax.literals(source)
    groups: dict[int, list[tuple[int, Diagnostic]]] = defaultdict(list)
    for each in found:
        place = enclosing(lines.entries, each.span) or enclosing(lines.parts, each.span) or each.span
        place = enclosing(literals, Span(place.start, place.start + 1)) or place
        groups[lines.number(place.start)].append((place.start, each))
    for group in groups.values():
        together = [each for _, each in group]
        start = min(start for start, _ in group)
        text = f"rkconf: ignore[{', '.join(dict.fromkeys(each.code for each in together))}] {reason}"
        yield _line_before(source, start, f"# {text}") if is_toml else _before(source, start, f"(* {text} *)"), together


def _before(source: Source, start: int, comment: str) -> Edit:
    """Write a comment in front of ``start``; on a separate line, if only spaces precede ``start`` on its line."""
    before = source[Span(_line(source, start).start, start)]
    gap = " " if before.strip(_SPACES) else f"{_line_end(source)}{before}"
    return Edit.replace(Span(start, start), f"{comment}{gap}")


def _line_before(source: Source, offset: int, comment: str) -> Edit:
    """Write a comment on a separate line: in TOML it extends to the end of its line."""
    line = _line(source, offset)
    text = source[line]
    indentation = text[: len(text) - len(text.lstrip(_SPACES))]
    return Edit.replace(Span(line.start, line.start), f"{indentation}{comment}{_line_end(source)}")


def _line(source: Source, offset: int) -> Span:
    return source.line(source.line_number(offset))


def _line_end(source: Source) -> str:
    return "\r\n" if b"\r\n" in source.data else "\n"
