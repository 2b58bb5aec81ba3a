"""Fixing ends: its cost is linear in the number of entries, and the number of repaired texts is bounded."""

from pathlib import Path

import pytest

from rkconf import inputs, linting, versions
from rkconf.diagnostics import Applicability, Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.fixes import Finders, fix
from rkconf.inputs import Input
from rkconf.limits import MOST_REPAIRS
from rkconf.source import Source, Span
from tests.conftest import Program
from tests.limits.steps import steps

COMMAND = "ssh h{0}.local math –mathlink -LinkMode Listen"  # noqa: RUF001 - the dash of a web page
ENTRY = '"k{0}"->{{"MLOpenArguments"->"-LinkMode Listen","LoginScript"->"' + COMMAND + '"}}'
LEVELS = {Applicability.SAFE, Applicability.UNSAFE}
VERSION = versions.parse("7")


def bad_entries(number: int) -> bytes:
    entries = ",\n".join(ENTRY.format(at) for at in range(number))
    return f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local"->{{}},{entries}}}]'.encode()


def fix_all(data: bytes) -> None:
    checked = inputs.read(Source("init.m", data))
    target = linting.Assumptions(version=VERSION).target(checked)

    def compared(text: Input) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        found = linting.check(text, target, linting.WITHOUT_CAUSES)
        return found, found

    assert fix(checked, Finders(lambda text: linting.check(text, target), compared), LEVELS).made


@pytest.mark.slow
def test_the_steps_of_fixing_double_with_the_number_of_entries() -> None:
    fix_all(bad_entries(1))
    few, many = (steps(lambda: fix_all(bad_entries(number))) for number in (8, 16))  # noqa: B023 - called at once
    assert many / few <= 2.2


def stubborn(checked: Input) -> list[Diagnostic]:
    """Find every letter `a`; no fix removes any."""
    source = checked.document.source
    places = [Span(at, at + 1) for at, each in enumerate(source.text) if each == "a"]
    repairs = [Fix(Applicability.SAFE, "write it", (Edit(place, b"a"),)) for place in places]
    return [
        Diagnostic("RK001", "rk001", Severity.ERROR, "said", source, place, entry=str(place.start), fix=repair)
        for place, repair in zip(places, repairs, strict=True)
    ]


@pytest.mark.parametrize("number", [10, 400])
def test_the_repaired_texts_are_bounded(number: int) -> None:
    checked = 0

    def find(text: Input) -> list[Diagnostic]:
        nonlocal checked
        checked += 1
        return stubborn(text)

    def compared(text: Input) -> tuple[list[Diagnostic], list[Diagnostic]]:
        found = find(text)
        return found, found

    result = fix(inputs.read(Source("init.m", b"a " * number)), Finders(find, compared), LEVELS)
    assert result.made == ()
    assert len(result.skipped) + result.untried == number
    assert bool(result.untried) is (number > MOST_REPAIRS)
    assert checked <= 2 * (MOST_REPAIRS + 1)


def test_the_bound_is_reported_with_its_number(
    rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rkconf.fixes.MOST_REPAIRS", 1)
    path = tmp_path / "init.m"
    path.write_bytes(bad_entries(3))
    outcome = rkconf("lint", str(path), "--fix-only", "--unsafe-fixes", "--version", "7")
    assert "not tried" in outcome.err
    assert str(MOST_REPAIRS) in outcome.err
