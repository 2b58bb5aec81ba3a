"""Scan a whole file in one pass for strings, comments, brackets, and the few regions that need parsing.

Only the open brackets and those regions are kept, so a file of many megabytes takes little more memory than its text.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from rkconf.deferred import pattern
from rkconf.diagnostics import Problem
from rkconf.limits import DEEPEST_BRACKETS
from rkconf.record import replace
from rkconf.source import Source, Span
from rkconf.syntax.brackets import CLOSERS, Brackets, OpenBracket
from rkconf.syntax.early_ends import early_ends, quote_problem, without_gaps
from rkconf.syntax.look_alikes import LookAlike, character_problems, look_alikes, meant
from rkconf.syntax.marks import (
    CALL_MARK,
    CALL_NAME,
    CONTEXT_BEFORE,
    ENTRY_NAME_BEFORE,
    LONGEST_CONTEXT,
    LONGEST_GAP,
    MARK,
    NAME,
    SETTER_BEFORE,
    SYMBOL_BEFORE,
)
from rkconf.syntax.outline import Outline, Region, RegionKind, Regions
from rkconf.syntax.reading import Reading

MOST_PROBLEMS = 20
"""A file with more problems is probably not Wolfram Language; the others are not reported."""

_WORD = re.compile(r"[\w$]")
_LINE_ENDS = ("\r", "\n")
_GAP_BEFORE = pattern(r",?\s*\Z")
_POSTFIX = "//"
_WHOLE_FILE = -1  # in place of the offset of a bracket


def scan(source: Source) -> Outline:
    """Scan the source; never raises, and takes time in proportion to its length."""
    found = look_alikes(source)
    readable = meant(source, found)
    ends = early_ends(readable)
    scanner = _Scanner(Reading(without_gaps(source, readable, ends), early_ends=ends))
    while again := scanner.run():
        scanner = _Scanner(again)
    regions = scanner.regions.in_order
    inside = tuple(_inside(found, regions)) if found else ()
    return Outline(scanner.reading, regions, (*character_problems(source, inside), *scanner.problems))


def _inside(found: Iterable[LookAlike], regions: Sequence[Region]) -> Iterator[LookAlike]:
    """Yield the characters in front of a call or in a region; the regions are sorted by their start."""
    starts = array("I", (region.span.start for region in regions))
    ends = array("I", accumulate((region.span.end for region in regions), max))
    for each in found:
        before = bisect_right(starts, each.span.start)
        if each.is_before or (before and each.span.end <= ends[before - 1]):
            yield each


class _Scanner:
    """One pass over a source. The method for a mark may return a later offset at which the scan continues."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.regions = Regions(reading.source)
        self.problems: list[Problem] = []
        self._again: Reading | None = None
        self._open_string: int | None = None  # the last string that is never closed
        self._text = reading.source.text
        self._brackets = Brackets()
        self._operand = Span(0, 0)  # the last string, or the last pair of brackets
        self._steps: dict[str | None, Callable[[re.Match[str]], int | None]] = {
            None: self._bracket,
            "string": self._string,
            "entry_option": self._entry_option,
            "comment": self._comment,
            "escape": self._escape,
            "settings": self._settings,
            "remote_machine": self._call,
            "quoted_option": self._option,
            "names_option": self._option,
            "versions_option": self._option,
        }
        self._call_steps: dict[str | None, Callable[[re.Match[str]], int | None]] = {
            **dict.fromkeys(("postfix", "postfix_pure"), self._postfix),
            **dict.fromkeys(("pure_launch", "pure_evaluation", "assignment"), self._assignment),
            **dict.fromkeys(("applied_launch", "applied_configuration", "applied_object"), self._assignment),
            "current_value": self._current_value,
        }

    def run(self) -> Reading | None:
        """Scan to the end; after an unclosed literal, return how to read in another pass."""
        at: int | None = 0
        while at is not None and not self._again:
            at = self._run_from(at)
        self._finish()
        return self._again

    def _run_from(self, at: int) -> int | None:
        steps = self._steps
        for mark in MARK.finditer(self._text, at):
            resume = steps.get(mark.lastgroup, self._beginning)(mark)
            if resume is not None:
                return resume
        return None

    def _beginning(self, beginning: re.Match[str]) -> int:
        """Read the mark that begins here; without one, the scan continues at the next character."""
        mark = CALL_MARK.match(self._text, beginning.start())
        if not mark:
            return beginning.start() + 1
        resume = self._call_steps.get(mark.lastgroup, self._call)(mark)
        return mark.end() if resume is None else resume

    def _finish(self) -> None:
        innermost = self._brackets.innermost()
        if innermost:
            self._report_unclosed(innermost, len(self._brackets), "the file ends inside it")
        self.regions.end_all(len(self._text))

    def _escape(self, mark: re.Match[str]) -> None:
        """Skip an escaped or named character: it opens and closes nothing."""

    def _string(self, mark: re.Match[str]) -> int | None:
        self._operand = Span(*mark.span())
        if mark.start() in self.reading.early_ends:
            early = self.reading.early_ends[mark.start()]
            self.problems.append(quote_problem(early))
            return early.end
        if not self.reading.broken_strings and mark.end() < len(self._text):
            return None
        end, closed = self.reading.string_end(mark.start())
        if not closed and not self.reading.broken_strings:
            self._again = replace(self.reading, broken_strings=True)
        elif not closed:
            self._open_string = mark.start()
            self._report(mark.start(), 1, "this string is never closed; rkconf reads it up to the end of its line")
        return end

    def _entry_option(self, mark: re.Match[str]) -> int | None:
        """Add the outermost list around an option of a kernel, once, and the name in front of it."""
        outermost = self._brackets.outermost_list()
        if outermost and not self.regions.awaits_kind(RegionKind.ENTRIES, outermost.offset):
            before = max(0, outermost.offset - LONGEST_GAP)
            name = ENTRY_NAME_BEFORE.search(self._text, before, outermost.offset)
            start = name.start() if name else outermost.offset
            self.regions.add(RegionKind.ENTRIES, Span(start, start), start, outermost.offset)
        return self._string(mark)

    def _comment(self, mark: re.Match[str]) -> int:
        end, closed = self.reading.comment_end(mark.start())
        if not closed and self.reading.broken_comments is None:
            self._again = replace(self.reading, broken_comments=mark.start())
        elif not closed:
            self._report(mark.start(), 2, "this comment is never closed; rkconf reads it up to the end of its line")
        return end

    def _bracket(self, mark: re.Match[str]) -> None:
        if mark[0] not in CLOSERS:
            self._close(mark)
            return
        self._brackets.open(mark[0], mark.start())
        if len(self._brackets) == DEEPEST_BRACKETS + 1:
            message = f"these brackets are nested more than {DEEPEST_BRACKETS} deep; rkconf does not read their content"
            self._report(mark.start(), len(mark[0]), message, rule="not-understood")

    def _close(self, mark: re.Match[str]) -> None:
        closed = self._brackets.close(mark[0])
        if len(closed) != 1:
            self._report_closer(mark, closed[:-1])
        for bracket in closed[:-1]:
            self.regions.end(bracket.offset, Span(mark.start(), mark.start()))
        if closed:
            self.regions.end(closed[-1].offset, Span(*mark.span()))
            self._operand = Span(closed[-1].offset, mark.end())

    def _settings(self, mark: re.Match[str]) -> None:
        outermost = self._brackets.outermost()
        if outermost and not self.regions.awaits(outermost.offset):
            self._add(RegionKind.EXPRESSION, mark, outermost.offset, outermost.offset)
        self._brackets.open("[", mark.end() - 1)
        self._add(RegionKind.SETTINGS, mark, None, mark.end() - 1)

    def _call(self, mark: re.Match[str]) -> None:
        self._brackets.open("[", mark.end() - 1)
        self._add(RegionKind.CALL, mark, None, mark.end() - 1)

    def _option(self, mark: re.Match[str]) -> None:
        bracket = self._settings_bracket()
        if bracket is None and self._text[mark.start() - 1 : mark.start()] in _LINE_ENDS:
            bracket = self._leave_unclosed(mark)
        if bracket is not None:
            self._add(RegionKind.OPTION, mark, mark.end(), bracket)

    def _assignment(self, mark: re.Match[str]) -> None:
        innermost = self._brackets.innermost()
        self._add(RegionKind.ASSIGNMENT, mark, None, innermost.offset if innermost else _WHOLE_FILE)

    def _postfix(self, mark: re.Match[str]) -> None:
        """Add ``x // f``: a region that begins at its operand, which is a string, a call, a list or a symbol."""
        innermost = self._brackets.innermost()
        gap = self._text[max(0, mark.start() - LONGEST_GAP) : mark.start()]
        start = mark.start() - len(gap) + len(gap.rstrip())
        if start == self._operand.end:
            start = self._operand.start
        before = SYMBOL_BEFORE.search(self._text, max(0, start - LONGEST_CONTEXT), start)
        is_literal = self._text[start : start + 1] in {*'"{('}
        start = before.start() if before and not is_literal else start
        if self._text[max(0, start - LONGEST_GAP) : start].rstrip().endswith(_POSTFIX):
            start = max(self.reading.source.line_start(start), innermost.offset + 1 if innermost else 0)
        self._add(RegionKind.ASSIGNMENT, mark, start, innermost.offset if innermost else _WHOLE_FILE)

    def _current_value(self, mark: re.Match[str]) -> None:
        """Add what sets the value: an assignment, or the call that this is the first argument of."""
        name = self._name(mark)
        before = max(0, name.start - LONGEST_GAP) if name else 0
        setter = SETTER_BEFORE.search(self._text, before, name.start) if name else None
        around = self._brackets.innermost(2 if setter else 1)
        start = setter.start() if setter else None
        self._add(RegionKind.CURRENT_VALUE, mark, start, around.offset if around else _WHOLE_FILE)
        self._brackets.open("[", mark.end() - 1)

    def _settings_bracket(self) -> int | None:
        """Return the ``[`` of the ``SetOptions`` that an option here belongs to, directly or in a list of options."""
        level = 1
        innermost = self._brackets.innermost()
        if innermost and innermost.opener == "{" and self._is_argument(innermost.offset):
            level = 2
        bracket = self._brackets.innermost(level)
        return bracket.offset if bracket and self.regions.settings_at(bracket.offset) else None

    def _leave_unclosed(self, mark: re.Match[str]) -> int | None:
        """Close the open brackets in the enclosing ``SetOptions``: an option at the start of a line belongs to it."""
        for level in range(2, min(len(self._brackets), LONGEST_GAP) + 1):
            bracket = self._brackets.innermost(level)
            if bracket and self.regions.settings_at(bracket.offset):
                unclosed = [self._brackets.close_innermost() for _ in range(level - 1)]
                line = self.reading.source.position(mark.start()).line
                self._report_unclosed(unclosed[0], len(unclosed), f"the option on line {line} is outside of it")
                gap = _GAP_BEFORE.search(self._text, max(0, mark.start() - LONGEST_GAP), mark.start())
                self.regions.end_options(bracket.offset, gap.start() if gap else mark.start())
                return bracket.offset
        return None

    def _is_argument(self, at: int) -> bool:
        return self._text[max(0, at - LONGEST_GAP) : at].rstrip().endswith(",")

    def _add(self, kind: RegionKind, mark: re.Match[str], start: int | None, bracket: int) -> None:
        """Add the region of a mark, from ``start`` (default: its name) to the end of ``bracket``."""
        name = self._name(mark)
        if name:
            self.regions.add(kind, name, name.start if start is None else start, bracket)

    def _name(self, mark: re.Match[str]) -> Span | None:
        """Return the span of the name in a mark, with its context; None for the end of a longer name."""
        names = NAME if mark.lastgroup in self._steps else CALL_NAME
        found = names.search(self._text, mark.start(), mark.end())
        if not found or _WORD.match(self._text, found.start() - 1, found.start()):
            return None
        before = max(0, found.start() - LONGEST_CONTEXT)
        context = CONTEXT_BEFORE.search(self._text, before, found.start())
        return Span(context.start() if context else found.start(), found.end())

    # Problems

    @property
    def _reports_more(self) -> bool:
        return len(self.problems) < MOST_PROBLEMS

    def _report_closer(self, mark: re.Match[str], unclosed: Sequence[OpenBracket]) -> None:
        if not unclosed:
            self._report(mark.start(), len(mark[0]), f"this {mark[0]} closes nothing")
        elif self._reports_more:  # counting lines is slow
            line = self.reading.source.position(mark.start()).line
            self._report_unclosed(unclosed[0], len(unclosed), f"the {mark[0]} on line {line} closes an outer bracket")

    def _report_unclosed(self, innermost: OpenBracket, number: int, because: str) -> None:
        if self._open_string is not None and innermost.offset < self._open_string:
            # The string may contain the bracket that is missing.
            return
        opener = innermost.opener
        around = {1: "", 2: " (nor is the bracket around it)"}
        others = around.get(number, f" (nor are the {number - 1} brackets around it)")
        self._report(innermost.offset, len(opener), f"this {opener} is never closed{others}: {because}")

    def _report(self, start: int, length: int, message: str, rule: str = "syntax-error") -> None:
        if self._reports_more:
            self.problems.append(Problem(rule, Span(start, start + length), message))
