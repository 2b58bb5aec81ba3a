"""Random commands: a shell runs the programs that rkconf predicts."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

from tests.live.command_runs import Job, Run, run
from tests.live.command_trees import Tree, shrink
from tests.live.contradictions import contradictions, shown
from tests.live.machines import require
from tests.live.random_commands import generate
from tests.live.random_predictions import Execution, Many, Occurs, Prediction, predict
from tests.live.rig import present
from tests.live.vocabulary import SHELLS

pytestmark = pytest.mark.live

COMMANDS = int(os.environ.get("RKCONF_RANDOM_COMMANDS", "834"))
"""For each shell."""
FIRST_SEED = int(os.environ.get("RKCONF_RANDOM_SEED", "0"))
UNDECIDED_AT_MOST = 0.15
SHOWN = 3
"""Counterexamples of a run that are simplified and shown: each takes some hundred runs of its shell."""


@dataclass(frozen=True)
class Case:
    """A random command in the hands of one shell."""

    seed: int
    shell: str
    tree: Tree

    @property
    def job(self) -> Job:
        """The seed decides how the programs end, which rkconf cannot know."""
        return Job(self.tree.text, self.shell, ssh_fails=self.seed % 3 == 1, kernel_fails=self.seed % 5 > 2)


@pytest.mark.parametrize("shell", SHELLS)
def test_what_is_predicted_runs(tmp_path: Path, shell: str) -> None:
    require("" if present([shell]) else f"{shell} is not installed: what it makes of a command stays untested")
    cases = [Case(seed, shell, generate(seed, shell)) for seed in range(FIRST_SEED, FIRST_SEED + COMMANDS)]
    undecided = sum(not predict(case.tree.text, shell).decided for case in cases) / len(cases)
    wrong = _wrong(_wrong(cases, tmp_path), tmp_path)  # twice: a busy machine may be late once
    print(f"{shell}: {len(cases)} commands, {undecided:.1%} undecided, {len(wrong)} wrong")  # noqa: T201 - with -rP
    if wrong:
        pytest.fail("\n\n".join(_report(case, tmp_path) for case in islice(wrong, SHOWN)), pytrace=False)
    assert undecided <= UNDECIDED_AT_MOST, "a prediction that says nothing cannot be wrong"


def _wrong(cases: Sequence[Case], root: Path) -> list[Case]:
    """Return those that are predicted wrongly; a command that never ends decides nothing."""
    runs = run([case.job for case in cases], root)
    predictions = (predict(case.tree.text, case.shell) for case in cases)
    return [
        case
        for case, ran, prediction in zip(cases, runs, predictions, strict=True)
        if prediction.opens_files and not ran.killed and any(contradictions(prediction, ran))
    ]


def _report(case: Case, root: Path) -> str:
    """Describe the simplest command like that of ``case`` that is predicted wrongly."""

    def faults(tree: Tree) -> tuple[Run, Prediction, list[str]]:
        job = Case(case.seed, case.shell, tree).job
        (ran,) = run([job], root / "shrinking")
        prediction = predict(tree.text, case.shell)
        is_judged = prediction.opens_files and not ran.killed
        return ran, prediction, list(contradictions(prediction, ran)) if is_judged else []

    tree = shrink(case.tree, lambda simpler: bool(faults(simpler)[2]))
    ran, prediction, wrong = faults(tree)
    job = Case(case.seed, case.shell, tree).job
    lines = [
        f"{case.shell} -c {tree.text!r}  (seed {case.seed}, from {case.tree.text!r})",
        f"  ssh exits with {int(job.ssh_fails)}, the kernel with {int(job.kernel_fails)}",
        *(f"  {each}" for each in wrong),
        *(f"  ran:     {' '.join(map(repr, words))}" for words in ran.executions or [("nothing",)]),
        *(f"  {each.occurs + ':':8} {shown(each)}" for each in prediction.executions),
        f"  decided: {prediction.decided}; returns early: {ran.early}, claimed: {prediction.early}",
    ]
    return "\n".join(lines)


# The law judges as it should


def _judged(claims: Sequence[tuple[str, Occurs]], ran: Sequence[str], *, decided: bool = True) -> bool:
    """Return whether claims and executions agree; ``?`` is an unknown word, ``...`` any number of words."""
    marks: dict[str, Many | None] = {"?": None, "...": Many.MANY}
    executions = tuple(
        Execution(tuple(marks.get(word, word) for word in text.split()), occurs) for text, occurs in claims
    )
    happened = Run(tuple(tuple(text.split()) for text in ran))
    return not any(contradictions(Prediction(executions, decided), happened))


def test_what_is_always_has_to_run_as_often() -> None:
    assert _judged([("ssh h", "always")], ["ssh h"])
    assert not _judged([("ssh h", "always")], [])
    assert not _judged([("ssh h", "always"), ("ssh h", "always")], ["ssh h"])
    assert not _judged([("ssh h", "always")], ["ssh h", "ssh h"])


def test_what_is_perhaps_may_run_once() -> None:
    assert _judged([("ssh h", "perhaps")], [])
    assert _judged([("ssh h", "perhaps")], ["ssh h"])
    assert not _judged([("ssh h", "perhaps")], ["ssh h", "ssh h"])


def test_what_is_never_must_not_run() -> None:
    assert _judged([("ssh h", "never")], [])
    assert not _judged([("ssh h", "never")], ["ssh h"])
    assert not _judged([("ssh h", "never")], ["ssh h"], decided=False)


def test_undecided_allows_other_programs_only() -> None:
    assert _judged([], ["ssh h"], decided=False)
    assert not _judged([], ["ssh h"])
    assert not _judged([("ssh h", "always")], ["ssh i"], decided=False)


def test_an_unknown_word_is_any_word() -> None:
    assert _judged([("ssh ?", "always")], ["ssh h"])
    assert not _judged([("ssh ?", "always")], ["ssh h x"])
    assert _judged([("ssh ...", "always")], ["ssh h x"])
    assert _judged([("? h", "always")], ["ssh h"])


def test_each_execution_has_its_own_claim() -> None:
    assert _judged([("ssh ?", "always"), ("ssh h", "perhaps")], ["ssh h"])
    assert _judged([("ssh ?", "perhaps"), ("ssh h", "always")], ["ssh h", "ssh i"])
    assert not _judged([("ssh ?", "perhaps"), ("ssh h", "always")], ["ssh i"])


def test_a_program_is_known_by_the_end_of_its_path() -> None:
    assert _judged([("./math.sh -mathlink", "always"), ("echo x", "always")], ["math.sh -mathlink"])


def test_a_command_is_simplified_while_it_fails() -> None:
    tree = generate(3, "bash")
    assert "ssh" in shrink(tree, lambda simpler: "ssh" in simpler.text).text or "ssh" not in tree.text
    assert len(shrink(tree, lambda simpler: bool(simpler.text)).text) < len(tree.text)


def test_the_same_seed_gives_the_same_command() -> None:
    assert [generate(seed, "zsh").text for seed in range(20)] == [generate(seed, "zsh").text for seed in range(20)]
