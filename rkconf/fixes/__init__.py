"""Make fixes until there is nothing left to fix, and prove of each that it does no harm.

Each round makes all fixes that do not touch one another. What comes out is read again: the finding is gone, no warning
or error has come, every comment is still there, and what no edit touches means the same. A fix that fails in this is
not made, and what it was for is still reported.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from rkconf.diagnostics import Applicability, Diagnostic
from rkconf.edits import apply
from rkconf.fixes.verification import Movement, added, changes_others
from rkconf.fixes.waves import edits, wave
from rkconf.ignores import UNUSED, comments
from rkconf.inputs import Input, again
from rkconf.source import Span

Find: TypeAlias = Callable[[Input], Iterable[Diagnostic]]


class Refusal(NamedTuple):
    """A fix that was not made, and why."""

    diagnostic: Diagnostic
    why: str


class Fixed(NamedTuple):
    """What became of an input."""

    checked: Input
    """The input, read again after the last fix."""
    made: tuple[Diagnostic, ...] = ()
    """What was fixed, in this order; each has the places of the text that it was found in."""
    refused: tuple[Refusal, ...] = ()
    endless: tuple[str, ...] = ()
    """Rules whose fixes undo one another: none of them was made."""


def fix(checked: Input, find: Find, judge: Find, levels: Collection[Applicability]) -> Fixed:
    """Make the fixes of these levels, round by round, until none is left that can be made.

    Args:
        checked: What to repair.
        find: Returns what is to be repaired; what is suppressed is left alone.
        judge: Returns what all rules find, whoever wants to hear of it: no fix may add to that.
        levels: How far a fix must be trusted.
    """
    states, waves = [checked], list[Sequence[Diagnostic]]()
    met: Counter[tuple[str, str | None]] = Counter()
    while True:
        this = _Round(states[-1], find, judge, levels)
        met |= Counter((each.code, each.entry) for each in this.found)
        made = this.choose()
        if not made:
            return Fixed(states[-1], tuple(each for every in waves for each in every), tuple(this.refused))
        waves.append(made)
        states.append(_repaired(states[-1], made))
        # Every fix takes a finding away, so that more rounds than findings lead nowhere.
        start = _known(states) if len(waves) <= met.total() else 0
        if start is not None:
            return _endless(states[start], waves, start)


def _known(states: Sequence[Input]) -> int | None:
    """Return which of the earlier states the last one repeats."""
    texts = [_texts(state) for state in states]
    return texts.index(texts[-1]) if texts[-1] in texts[:-1] else None


def _endless(checked: Input, waves: Sequence[Sequence[Diagnostic]], start: int) -> Fixed:
    """Keep the text from which the fixes began to go round in a circle."""
    rules = dict.fromkeys(f"{each.code} {each.name}" for every in waves[start:] for each in every)
    return Fixed(checked, tuple(each for every in waves[:start] for each in every), (), tuple(rules))


def _texts(checked: Input) -> list[bytes]:
    return [part.source.data for part in checked.parts]


def _repaired(checked: Input, made: Iterable[Diagnostic]) -> Input:
    wanted = edits(made)
    return again(checked, {part.source.name: apply(part.source, wanted[part.source.name]) for part in checked.parts})


class _Round:
    """The fixes that can be made to one state of an input."""

    def __init__(self, checked: Input, find: Find, judge: Find, levels: Collection[Applicability]) -> None:
        self._checked = checked
        self._find, self._judge = find, judge
        self.found = [each for each in find(checked) if each.suppressed is None]
        self.refused: list[Refusal] = []
        self._fixable = [each for each in self.found if each.fix and each.fix.applicability in levels]
        self._judged = list(judge(checked)) if self._fixable else []
        self._comments = list(comments(checked)) if self._fixable else []

    def choose(self) -> list[Diagnostic]:
        """Return findings whose fixes can be made at once and do no harm; nothing where there is none."""
        left = self._fixable
        while left:
            together = wave(left)
            made = self._harmless(together)
            if made:
                return made
            left = [each for each in left if each not in together]
        return []

    def _harmless(self, together: list[Diagnostic]) -> list[Diagnostic]:
        """Return the fixes that do no harm; where all together do, halve them to find the one to blame."""
        objection = self._objection(together)
        if objection is None:
            return together
        if len(together) == 1:
            self.refused.append(Refusal(together[0], objection))
            return []
        middle = len(together) // 2
        halves = self._harmless(together[:middle]), self._harmless(together[middle:])
        both = [*halves[0], *halves[1]]
        return both if self._objection(both) is None else halves[0] or halves[1]

    def _objection(self, made: list[Diagnostic]) -> str | None:
        """Say what is wrong with the text after these fixes; None for nothing."""
        if any(self._loses_a_comment(each) for each in made):
            return "it would delete a comment"
        after = _repaired(self._checked, made)
        wanted = edits(made)
        if any(changes_others(self._checked, after, Movement(wanted[name])) for name in wanted if after.is_file):
            return "it would change what stands beside it"
        found = [each for each in self._find(after) if each.suppressed is None]
        if not Counter(map(_mark, made)) <= Counter(map(_mark, self.found)) - Counter(map(_mark, found)):
            return "it would not take the finding away"
        new = added(self._judged, self._judge(after)) or added(self.found, found)
        return f"it would bring {new}" if new else None

    def _loses_a_comment(self, found: Diagnostic) -> bool:
        """Say whether a fix takes a comment away that is not itself the finding."""
        lost = [edit.span for edit in found.fix.edits if len(edit.span)] if found.fix else []
        return found.name != UNUSED and any(self._comment_in(span) for span in lost)

    def _comment_in(self, span: Span) -> bool:
        return any(comment.overlaps(span) for comment in self._comments)


def _mark(found: Diagnostic) -> tuple[str, str | None, str]:
    return found.code, found.entry, found.source[found.span]
