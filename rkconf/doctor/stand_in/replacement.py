"""Replace the program of the kernel in a launch command, and prove that nothing else has changed."""

from collections.abc import Iterator, Sequence

from rkconf.command import Evaluation, Execution, Field, Journey
from rkconf.command.followed import Journeys
from rkconf.command.paths import call_of
from rkconf.command.repair import source_span
from rkconf.doctor.plan import TrialPlan
from rkconf.record import replace
from rkconf.shell.quoting import UNIX, UnquotableError, word_for_remote_shell
from rkconf.source import Source


class IrreplaceableError(Exception):
    """No spelling of the words replaces the program of the kernel and nothing else."""


def replaced(plan: TrialPlan, words: Sequence[str]) -> str:
    """Return the command with ``words`` in place of the program; its characters are bytes, as in a source.

    Raises:
        IrreplaceableError: The program is not found, or no spelling passes every shell on the way.
    """
    text = plan.launch.filled(plan.target.version).text.text
    before = _journey(plan, text)
    if before.kernel is None or before.kernel.is_cut:
        message = "the command does not show the program of the kernel"
        raise IrreplaceableError(message)
    place = source_span(before, before.kernel.program.raw)
    expected = _expected(before, before.kernel.program, words)
    for spelling in _spellings(words, len(before.hops)):
        new = f"{text[: place.start]}{spelling}{text[place.end :]}"
        if _last_words(_journey(plan, new), _indexes(before)) == expected:
            return new
    message = "no quoting passes the shells on the way"
    raise IrreplaceableError(message)


def _journey(plan: TrialPlan, text: str) -> Journey:
    command = Source("<launch>", text.encode("latin-1")).excerpt()
    launch = replace(plan.launch, command=command, values={}, editable=None)
    shells = (plan.local_shell,) if plan.local_shell in plan.target.local_shells else plan.target.local_shells
    return Journeys().representative(launch, replace(plan.target, local_shells=shells))


def _expected(journey: Journey, program: Field, words: Sequence[str]) -> list[str]:
    execution = journey.hops[-1].execution
    given = execution.words if execution else ()
    return [text for each in given for text in (words if each.raw.span == program.raw.span else (each.text,))]


def _indexes(journey: Journey) -> list[int]:
    """Return the places of the programs on the path, among those that each shell starts."""
    pairs = [(hop.evaluation.executions, hop.execution) for hop in journey.hops]
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
    """Yield ways to write the words so that they pass up to ``shells`` shells, the plain one first."""
    for forms in zip(*(_forms(word, shells) for word in words), strict=True):
        yield " ".join(forms)


def _forms(word: str, shells: int) -> list[str]:
    """Return a word bare, quoted, and quoted again for each further shell."""
    forms = [word]
    try:
        for _ in range(shells):
            forms += [UNIX.word(forms[-1]), word_for_remote_shell(forms[-1])]
    except UnquotableError:
        forms += [word] * (1 + 2 * shells - len(forms))
    return forms
