"""Suppress findings by ignore comments, and find the names in comments that suppress nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeAlias

from rkconf.command.repair import safe
from rkconf.diagnostics import Diagnostic, Problem
from rkconf.edits import Edit
from rkconf.ignores.comments import Ignore, Name
from rkconf.ignores.lines import LineMap
from rkconf.ignores.removal import is_alone, remove, remove_name
from rkconf.inputs import Input
from rkconf.record import replace
from rkconf.rule import Rule
from rkconf.source import Span

UNUSED = "unused-ignore"

# A comment and one of its names, by the line to which it applies and the code of the rule; line 0 means all lines.
Table: TypeAlias = Mapping[tuple[int, str], tuple[Ignore, Name]]
_ALL_LINES = 0
_NO_REASON = "no reason given"


class Suppressions:
    """The ignore comments of a file, and which of their names have suppressed a finding."""

    def __init__(self, checked: Input, ignores: Sequence[Ignore]) -> None:
        self._source = checked.document.source
        self._ignores = ignores
        self._lines = LineMap(checked)
        self._used: set[Span] = set()
        self._busy: set[Span] = set()  # comments that suppress a finding on their own line
        following = self._following()
        on_lines = [ignore for ignore in ignores if not ignore.whole_file]
        self._own = _table(on_lines, lambda ignore: (self._lines.number(ignore.span.start),))
        self._before = _table(on_lines, lambda ignore: (self._next(ignore), following[ignore.span]))
        self._whole_file = _table([ignore for ignore in ignores if ignore.whole_file], lambda _: (_ALL_LINES,))

    def _next(self, ignore: Ignore) -> int:
        return self._lines.number(ignore.span.end) + 1

    def _following(self) -> dict[Span, int]:
        """Return for each comment the next line that holds anything but ignore comments."""
        following: dict[Span, int] = {}
        jumps: dict[int, int] = {}
        for ignore in reversed(self._ignores):
            line = self._next(ignore)
            following[ignore.span] = jumps.get(line, line)
            if is_alone(self._source, ignore.span):
                jumps[self._lines.number(ignore.span.start)] = following[ignore.span]
        return following

    def suppress(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Suppress the findings on the line of a comment, otherwise on the line after it, or in the whole file."""
        kept = self._apply(found, self._own)
        idle = {place: named for place, named in self._before.items() if named[0].span not in self._busy}
        return self._apply(self._apply(kept, idle), self._whole_file)

    def _apply(self, found: Iterable[Diagnostic], table: Table) -> list[Diagnostic]:
        return [each if each.suppressed else self._suppressed(each, table) for each in found]

    def _suppressed(self, found: Diagnostic, table: Table) -> Diagnostic:
        for line in sorted({_ALL_LINES, *self._lines.of(found.span)}) if table else ():
            if (line, found.code) in table:
                ignore, name = table[line, found.code]
                self._used.add(name.span)
                if table is self._own:
                    self._busy.add(ignore.span)
                return replace(found, suppressed=ignore.reason or _NO_REASON, by_comment=True)
        return found

    def unused(self, rules: Collection[Rule]) -> Iterator[Problem]:
        """Yield the names of these rules that suppressed nothing; the whole comment if no other name is left."""
        for ignore in self._ignores:
            idle = [name for name in ignore.names if name.rule in rules and name.span not in self._used]
            if len(idle) == len(ignore.names):
                yield _unused(ignore.span, idle, "remove the comment", remove(self._source, ignore.span))
                continue
            for name in idle:
                yield _unused(name.span, [name], f"remove {name.text}", remove_name(ignore, name))


def _table(ignores: Iterable[Ignore], lines: Callable[[Ignore], Iterable[int]]) -> Table:
    table: dict[tuple[int, str], tuple[Ignore, Name]] = {}
    for ignore in ignores:
        for name, line in product(ignore.names, lines(ignore)):
            if name.rule:
                table.setdefault((line, name.rule.code), (ignore, name))
    return table


def _unused(span: Span, names: Iterable[Name], what: str, edit: Edit) -> Problem:
    rules = ", ".join(f"{name.rule.code} {name.rule.name}" for name in names if name.rule)
    return Problem(UNUSED, span, f"this suppresses nothing: no finding of {rules} here", what, fix=safe(what, edit))
