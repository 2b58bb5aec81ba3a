"""The laws that every run is checked against."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Final, NamedTuple

from tests.fuzz import agreement, answers, changes
from tests.fuzz.invocations import Invocation
from tests.fuzz.program import Program
from tests.fuzz.trial import Fault, Trial

Law = Callable[[Trial], Iterator[Fault]]

OF_ONE_RUN: Final[tuple[Law, ...]] = (
    answers.no_traceback,
    answers.documented_status,
    answers.other_files,
    answers.valid_formats,
    answers.bounded_steps,
    agreement.secrets_stay_secret,
)
"""Laws that need no further run of the program, or hardly ever."""

OF_SEVERAL_RUNS: Final[Mapping[Law, float]] = {
    agreement.format_changes_no_status: 0.1,
    agreement.runs_agree: 0.02,
    agreement.standard_input_agrees: 0.2,
    agreement.places_are_in_the_text: 0.3,
    agreement.selected_alone: 0.2,
    changes.fixed_once: 0.5,
    changes.fixes_cause_no_error: 0.5,
    changes.bytes_outside_stay: 0.5,
    changes.conversion_to_itself: 0.5,
    changes.conversions_cause_no_error: 0.5,
    changes.there_and_back: 0.5,
    changes.extracted_again: 0.5,
    changes.rendered_without_error: 0.5,
    changes.rendered_into_twice: 0.5,
    changes.baseline_suppresses: 0.5,
    changes.ignores_suppress: 0.5,
}
"""Laws that compare runs, each with the share of the inputs that are checked against it."""

_SHARE_COUNTED = 0.02


class BrokenLaw(NamedTuple):
    """A fault and the law that it breaks."""

    law: Law
    fault: Fault

    @property
    def name(self) -> str:
        """The name of the law in words."""
        return self.law.__name__.replace("_", " ")

    @property
    def key(self) -> str:
        """The identity of the fault: faults with the same key count as one."""
        return f"{self.name}: {self.fault.kind}".removesuffix(": ")


def broken(program: Program, invocation: Invocation, sample: Random | None = None) -> list[BrokenLaw]:
    """Return the laws that an invocation breaks.

    Args:
        program: The program.
        invocation: The words, the files and the standard input.
        sample: Selects some of the laws that need several runs, and the runs whose steps are counted; None for all.
    """
    counted = sample is None or sample.random() < _SHARE_COUNTED
    several = [law for law, share in OF_SEVERAL_RUNS.items() if sample is None or sample.random() < share]
    return list(_checked(Trial(program, invocation, counted=counted), (*OF_ONE_RUN, *several)))


def breaks(program: Program, invocation: Invocation, found: BrokenLaw) -> bool:
    """Return whether an invocation has the same fault."""
    trial = Trial(program, invocation, counted=found.law is answers.bounded_steps)
    return any(each.key == found.key for each in _checked(trial, (found.law,)))


def _checked(trial: Trial, laws: tuple[Law, ...]) -> Iterator[BrokenLaw]:
    for law in laws:
        yield from (BrokenLaw(law, fault) for fault in law(trial))
        if trial.outcome.crash:
            return
