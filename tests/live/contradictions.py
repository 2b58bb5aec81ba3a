"""Predictions that the shell contradicts."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tests.live.command_runs import RECORDED, SLOW, Run, Words
from tests.live.random_predictions import Execution, Many, Prediction, base

Item = TypeVar("Item")
Partner = TypeVar("Partner")


def contradictions(prediction: Prediction, ran: Run) -> Iterator[str]:
    """Yield the predictions that the shell contradicts."""
    executions = [each for each in prediction.executions if _may_be_recorded(each)]
    always = [each for each in executions if each.occurs == "always"]
    possible = [each for each in executions if each.occurs != "never"]
    for claimed in _unmatched(always, ran.executions, _is_execution_of):
        yield f"claimed to run always, and did not, or less often: {shown(claimed)}"
    for words in _unmatched(ran.executions, possible, lambda words, claimed: _is_execution_of(claimed, words)):
        if prediction.decided or any(_denies(each, words) for each in executions):
            yield f"ran, and was not predicted, or less often: {' '.join(map(repr, words))}"
    if prediction.early is False and ran.early:
        yield "claimed to wait for its programs, and did not"
    if prediction.early and not ran.early and _slow(ran) == 1:
        yield "claimed to return before its programs end, and did not"


def _denies(claimed: Execution, words: Words) -> bool:
    return claimed.occurs == "never" and None not in claimed.words and _is_execution_of(claimed, words)


def _slow(ran: Run) -> int:
    """Count the programs that write down their end; with two, waiting for one may be waiting for both."""
    return sum(SLOW in words[2:3] for words in ran.executions)


def _may_be_recorded(claimed: Execution) -> bool:
    program = claimed.words[0] if claimed.words else Many.MANY
    return not isinstance(program, str) or base(program) in RECORDED


def _is_execution_of(claimed: Execution, words: Words) -> bool:
    program = claimed.words[0]
    first = base(program) if isinstance(program, str) else program
    return _matches((first, *claimed.words[1:]), words)


def _matches(pattern: Sequence[str | Many | None], words: Words) -> bool:
    if not pattern:
        return not words
    if pattern[0] is Many.MANY:
        return any(_matches(pattern[1:], words[start:]) for start in range(len(words) + 1))
    return bool(words) and pattern[0] in {None, words[0]} and _matches(pattern[1:], words[1:])


def _unmatched(
    items: Sequence[Item], partners: Sequence[Partner], fit: Callable[[Item, Partner], bool]
) -> Iterator[Item]:
    """Yield the items that find no partner (a greatest bipartite matching, Kuhn's algorithm)."""
    fitting = [[number for number, partner in enumerate(partners) if fit(item, partner)] for item in items]
    taken: dict[int, int] = {}
    for number, item in enumerate(items):
        if not _finds_partner(number, fitting, taken, set()):
            yield item


def _finds_partner(item: int, fitting: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]) -> bool:
    for partner in fitting[item]:
        if partner not in tried:
            tried.add(partner)
            if partner not in taken or _finds_partner(taken[partner], fitting, taken, tried):
                taken[partner] = item
                return True
    return False


def shown(claimed: Execution) -> str:
    return " ".join(map(_shown_word, claimed.words))


def _shown_word(word: str | Many | None) -> str:
    if word is None:
        return "?"
    return word.value if isinstance(word, Many) else repr(word)
