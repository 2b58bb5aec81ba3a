"""A diagnosis as text: the sentence at the end names the cause, or the steps that could not be tried."""

import re

import pytest

from rkconf.doctor import Conclusion, Diagnosis, DiagnosisStep, FailureCause, StepName, StepStatus
from rkconf.doctor.model import EARLIER_FAILED
from rkconf.reporters import Paint
from rkconf.reporters.doctor import conclusion, line


def diagnosis(conclusion: Conclusion, cause: FailureCause | None = None, **statuses: StepStatus) -> Diagnosis:
    steps = tuple(DiagnosisStep(StepName(name.replace("_", "-")), status) for name, status in statuses.items())
    return Diagnosis("skye", "7", conclusion, steps, cause)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        pytest.param(diagnosis(Conclusion.WORKS, link=StepStatus.OK), "It works.", id="every link is up"),
        pytest.param(
            diagnosis(Conclusion.UNKNOWN, link=StepStatus.OK, further_links=StepStatus.UNKNOWN),
            "It is unknown whether it works: the main link is up, but further-links could not be tried.",
            id="the main link is up",
        ),
        pytest.param(
            diagnosis(Conclusion.UNKNOWN, start=StepStatus.UNKNOWN, link=StepStatus.UNKNOWN),
            "It is unknown whether it works: start and link could not be tried.",
            id="nothing was launched",
        ),
        pytest.param(
            diagnosis(Conclusion.FAILS, FailureCause("a", "the fact", "seen", "Do it.", "do --it")),
            "It fails: the fact.\n  evidence: seen\n  advice: Do it.\n  next: do --it",
            id="a cause with its next step",
        ),
    ],
)
def test_the_end_names_the_cause_or_the_untried_steps(found: Diagnosis, words: str) -> None:
    assert conclusion(found, Paint()).strip() == words


def test_every_text_of_a_cause_is_printable() -> None:
    cause = FailureCause("a", *(f"the {text}\x1b[2J" for text in ("fact", "evidence", "advice", "command")))
    shown = conclusion(diagnosis(Conclusion.FAILS, cause), Paint())
    assert [each for each in shown if not each.isprintable() and each != "\n"] == []
    assert all(text in shown for text in ("fact", "evidence", "advice", "command"))


def test_a_step_after_the_cause_has_no_line() -> None:
    assert not line(DiagnosisStep(StepName.LINK, StepStatus.SKIPPED, EARLIER_FAILED), Paint())


@pytest.mark.parametrize("width", [40, 50, 55, 80, 200])
def test_a_step_fits_the_terminal(width: int) -> None:
    step = DiagnosisStep(StepName.FURTHER_LINKS, StepStatus.UNKNOWN, "word " * 60, 12.3, notes=("note " * 30,))
    lines = line(step, Paint(), width).splitlines()
    assert max(map(len, lines)) <= width
    assert sum("(12.3 s)" in each for each in lines) == 1


def test_the_verdict_is_as_wide_in_colour_as_without_it() -> None:
    cause = FailureCause("a", "word " * 60, "seen", "Do it.")
    plain, coloured = (conclusion(diagnosis(Conclusion.FAILS, cause), Paint(each), 60) for each in (False, True))
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert plain != coloured


def test_a_step_cannot_control_the_terminal() -> None:
    step = DiagnosisStep(StepName.SHELL, StepStatus.OK, "\x1b[2Jhello", notes=("\x07bell",))
    assert not {"\x1b", "\x07"} & set(line(step, Paint()))
