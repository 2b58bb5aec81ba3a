"""Replace a program in a launch command, and prove that nothing else has changed on the way to it."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import islice, product
from os import fsencode

from rkconf.command import Evaluation, Execution, Journey
from rkconf.command.followed import Journeys
from rkconf.command.paths import call_of
from rkconf.command.repair import source_span
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.program_place import ProgramPlace, kernel_place
from rkconf.record import replace
from rkconf.source import Source

_MOST_SPELLINGS = 512
_SPECIAL = re.compile(r"(?![A-Za-z0-9_@%+=:,./-])[\x00-\x7f]")
_SPECIAL_BETWEEN_DOUBLE = re.compile(r'["\\$`]')


class IrreplaceableError(Exception):
    """No spelling of the words replaces the program and nothing else."""


def replaced(
    plan: TrialPlan, words: Sequence[str], find: Callable[[Journey], ProgramPlace | None] = kernel_place
) -> str:
    """Return the command with ``words`` in place of a program; its characters are bytes, as in a source.

    Raises:
        IrreplaceableError: The program is not found, or no spelling passes every shell on the way.
    """
    text = plan.launch.filled(plan.target.version).text.text
    words = tuple(fsencode(word).decode("latin-1") for word in words)
    before = _journey(plan, text)
    place = find(before)
    if place is None:
        message = "the command does not show the program"
        raise IrreplaceableError(message)
    span = source_span(before, place.program.raw)
    indexes, expected = _indexes(place), _expected(place, words)
    for spelling in islice(_spellings(words, len(place.path)), _MOST_SPELLINGS):
        new = f"{text[: span.start]}{spelling}{text[span.end :]}"
        if _last_words(_journey(plan, new), indexes) == expected:
            return new
    message = "no quoting passes the shells on the way"
    raise IrreplaceableError(message)


def _journey(plan: TrialPlan, text: str) -> Journey:
    command = Source("<launch>", text.encode("latin-1")).excerpt()
    launch = replace(plan.launch, command=command, values={}, editable=None)
    shells = (plan.local_shell,) if plan.local_shell in plan.target.local_shells else plan.target.local_shells
    return Journeys().representative(launch, replace(plan.target, local_shells=shells))


def _expected(place: ProgramPlace, words: Sequence[str]) -> list[str]:
    execution = place.path[-1].execution
    given = execution.words if execution else ()
    return [text for each in given for text in (words if each.raw.span == place.program.raw.span else (each.text,))]


def _indexes(place: ProgramPlace) -> list[int]:
    """Return the places of the programs on the path, among those that each shell starts."""
    pairs = [(hop.evaluation.executions, hop.execution) for hop in place.path]
    return [next(at for at, each in enumerate(every) if each is one) for every, one in pairs]


def _last_words(journey: Journey, indexes: Sequence[int]) -> list[str] | None:
    """Return the words of the program at the same place of another journey; None where the path differs."""
    evaluation: Evaluation | None = journey.hops[0].evaluation
    execution: Execution | None = None
    for index in indexes:
        if evaluation is None or index >= len(evaluation.executions):
            return None
        execution = evaluation.executions[index]
        call = call_of(execution)
        evaluation = call.evaluation if call else None
    return [word.text for word in execution.words] if execution else None


def _spellings(words: Sequence[str], shells: int) -> Iterator[str]:
    """Yield ways to write the words for that many shells, the plain one first.

    For each shell from the last to the first, the place of the words may be outside of quotes or inside of them.
    """
    seen: set[str] = set()
    for places in product(_PLACES, repeat=shells):
        spelling = " ".join(reduce(lambda text, spell: spell(text), places, word) for word in words)
        if spelling not in seen:
            seen.add(spelling)
            yield spelling


def _as_it_is(word: str) -> str:
    return word


def _outside_of_quotes(word: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", word)


def _inside_double_quotes(word: str) -> str:
    return _SPECIAL_BETWEEN_DOUBLE.sub(r"\\\g<0>", word)


def _inside_single_quotes(word: str) -> str:
    return word.replace("'", "'\\''")


_PLACES: tuple[Callable[[str], str], ...] = (
    _as_it_is,
    _outside_of_quotes,
    _inside_double_quotes,
    _inside_single_quotes,
)
