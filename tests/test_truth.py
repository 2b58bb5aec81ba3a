"""Whether rkconf agrees with what the shells, ssh and the kernel were measured to do, command by command.

The measured commands are in ``shared/truth`` beside the checkout. Each has the shells that read it, what became of it
and the arguments that arrived at the kernel.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from rkconf import inputs, linting, versions
from rkconf.command import Journey, Outcome, Target, journeys
from rkconf.diagnostics import Applicability, Diagnostic, Severity
from rkconf.inputs import Input
from rkconf.linting import Selection
from rkconf.linting.kept_checks import KeptChecks
from rkconf.rules import get
from tests.repairs import repaired

# One process runs them: the reports of the commands are made once.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("measured commands")]

MOST_UNKNOWN = 50
"""Commands that cannot be decided from their text."""

EXCEPTIONS = {
    "ssh skye.local env bash -c \"'./math.sh ": "the program started, and the link never opened: why is not measured",
    "ssh skye.local -tt ssh inner.local ./math.sh ": "the second machine refuses a login that has a terminal",
    "ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 gate.local ssh -R ": "the second machine has no such name",
}
"""How a command begins on which rkconf is wrong, and why that is not in the text."""

SAYS_ELSEWHERE = frozenset({"RK302", "RK402", "RK604"})
"""Rules that report an error which stops no kernel, or not this one: with them both outcomes are right."""

_CHECKS = KeptChecks()
"""The findings of each command, and of its repaired forms."""
_ENDPOINT = re.compile(r"[0-9]+@[0-9a-z.]+")
_ADDRESS = re.compile(r"[0-9]+(\.[0-9]+){3}|localhost")
_HOME = re.compile(r"^.*/home/\w+")
_NOT_FILLED_IN = "`machinename`"
"""A placeholder that had no value where the commands were measured."""


@dataclass(frozen=True)
class Measured:
    """One command and what became of it."""

    row: Mapping[str, str]
    arguments: tuple[str, ...]

    @property
    def works(self) -> bool:
        """Whether the kernel started and its link opened."""
        return self.row["outcome"] == "works"

    @property
    def command(self) -> str:
        """The launch."""
        return self.row["command"]

    @cached_property
    def target(self) -> Target:
        """The machines on which it was measured."""
        version = versions.parse(self.row["version"])
        return Target(version, version, (self.row["local_shell"],), (self.row["remote_shell"],))

    @cached_property
    def checked(self) -> Input:
        """The command as rkconf reads it."""
        kind = "parallel" if self.row["kind"] == "parallel" else "launch"
        texts = {kind: self.command, "mlopen": self.row["mlopen"] if kind == "launch" else None}
        (checked,) = inputs.bare({name: text.encode() for name, text in texts.items() if text is not None})
        return checked

    @cached_property
    def found(self) -> tuple[Diagnostic, ...]:
        """The report of rkconf."""
        return linting.check(self.checked, self.target, Selection(), _CHECKS)

    @property
    def says(self) -> Outcome:
        """The verdict that a reader takes from the report."""
        errors = [each for each in self.found if each.severity is Severity.ERROR]
        if any(get(each.code).stops_the_kernel for each in errors):
            return Outcome.FAILS
        if any(each.name == "not-understood" for each in self.found):
            return Outcome.UNKNOWN
        return Outcome.RUNS

    @property
    def is_wrong(self) -> bool:
        """Whether that verdict is not what happened."""
        if self.says is Outcome.UNKNOWN or SAYS_ELSEWHERE & {each.code for each in self.found}:
            return False
        return self.works is not (self.says is Outcome.RUNS)

    @property
    def exception(self) -> str | None:
        """The exception that it is."""
        return next((start for start in EXCEPTIONS if self.command.startswith(start)), None)


@pytest.fixture(scope="module")
def measured() -> tuple[Measured, ...]:
    """Return all measured commands; skip where they are absent."""
    path = Path(__file__).parents[2] / "shared" / "truth" / "commands.jsonl"
    if not path.is_file():
        pytest.skip("the measured commands are not on this machine")
    with path.open() as file:
        rows = [json.loads(line) for line in file]
    return tuple(Measured(row, tuple(row.pop("arguments") or ())) for row in rows)


def test_no_verdict_is_wrong(measured: tuple[Measured, ...]) -> None:
    matrix = Counter((each.says.value, each.row["outcome"]) for each in measured)
    print(  # noqa: T201 - the matrix is for whoever asks with -rP
        "".join(f"\n{count:6} {said:8} {happened}" for (said, happened), count in sorted(matrix.items()))
    )
    assert [each.command for each in measured if each.is_wrong and each.exception is None] == []


def test_little_is_left_open(measured: tuple[Measured, ...]) -> None:
    assert sum(each.says is Outcome.UNKNOWN for each in measured) <= MOST_UNKNOWN


def test_every_exception_is_one(measured: tuple[Measured, ...]) -> None:
    assert {each.exception for each in measured if each.is_wrong} - {None} == set(EXCEPTIONS)
    assert len(EXCEPTIONS) <= 10


def test_the_kernel_is_predicted_to_get_what_it_got(measured: tuple[Measured, ...]) -> None:
    wrong = [
        (each.command, predicted, expected)
        for each in measured
        if each.works and each.says is Outcome.RUNS and _NOT_FILLED_IN not in each.command
        for predicted, expected in _differing(each)
    ]
    assert wrong == []


def _differing(each: Measured) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the kernel's arguments as predicted and as they were, where they differ."""
    got = [_neutral(word) for word in each.arguments[1:]]
    for journey in _journeys(each):
        known = journey.kernel is not None and all(word.known for word in journey.kernel.arguments)
        if journey.kernel and known:
            words = [_neutral(word.text) for word in journey.kernel.arguments]
            if words != got:
                yield words, got


def _journeys(each: Measured) -> Iterator[Journey]:
    for launch in (named.launch for named in each.checked.launches):
        yield from journeys(launch, each.target)


def _neutral(word: str) -> str:
    """Leave out case, which flags do not have, and ports, addresses and homes, which differ between machines."""
    return _HOME.sub("HOME", _ADDRESS.sub("ADDRESS", _ENDPOINT.sub("PORT@ADDRESS", word.lower())))


def test_no_safe_fix_makes_it_worse(measured: tuple[Measured, ...]) -> None:
    changed = ((each, after) for each in measured if (after := _fixed(each)).parts != each.checked.parts)
    assert [each.command for each, after in changed if _rank(each, after) < _rank(each, each.checked)] == []


def _fixed(each: Measured) -> Input:
    return repaired(each.checked, each.target, {Applicability.SAFE}, checks=_CHECKS).checked


def _rank(each: Measured, checked: Input) -> int:
    """Order the verdicts: the higher, the better."""
    return (Outcome.FAILS, Outcome.UNKNOWN, Outcome.RUNS).index(linting.verdict(checked, each.target).outcome)
