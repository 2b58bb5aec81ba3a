"""Fixing ends: its cost is linear in the number of entries, and the number of repaired texts is bounded."""

from collections.abc import Callable
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
from tests.limits.constructs import COMMANDS
from tests.limits.steps import steps
from tests.limits.test_constructs import MOST_GROWTH, cost_of

COMMAND = "ssh h{0}.local math –mathlink -LinkMode Listen"  # noqa: RUF001 - the dash of a web page
ENTRY = '"k{0}"->{{"MLOpenArguments"->"-LinkMode Listen","LoginScript"->"' + COMMAND + '"}}'
LEVELS = {Applicability.SAFE, Applicability.UNSAFE}
VERSION = versions.parse("7")


def bad_entries(number: int) -> bytes:
    entries = ",\n".join(ENTRY.format(at) for at in range(number))
    return f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local"->{{}},{entries}}}]'.encode()


def fix_all(checked: Input) -> None:
    target = linting.Assumptions(version=VERSION).target(checked)

    def compared(text: Input) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        found = linting.check(text, target, linting.WITHOUT_CAUSES)
        return found, found

    assert fix(checked, Finders(lambda text: linting.check(text, target), compared), LEVELS).made


def fix_file(data: bytes) -> None:
    fix_all(inputs.read(Source("init.m", data)))


def fix_command(text: str) -> None:
    (checked,) = inputs.bare({"launch": text.encode()})
    fix_all(checked)


@pytest.mark.slow
def test_the_steps_of_fixing_double_with_the_number_of_entries() -> None:
    fix_file(bad_entries(1))
    few, many = (steps(lambda: fix_file(bad_entries(number))) for number in (8, 16))  # noqa: B023 - called at once
    assert many / few <= MOST_GROWTH


@pytest.mark.slow
@pytest.mark.parametrize("name", ["debugging flags"])
def test_the_steps_of_fixing_double_with_the_length_of_a_command(name: str) -> None:
    cost = cost_of(COMMANDS[name], fix_command)
    assert cost(1000) / cost(500) <= MOST_GROWTH


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


def letters(*wrong: str) -> Callable[[Input], list[Diagnostic]]:
    """Return a rule that finds letters; its fix for `a` writes a space before it, that for any other removes it."""

    def find(text: Input) -> list[Diagnostic]:
        source, found = text.document.source, []
        for at, each in enumerate(source.text):
            if each in wrong:
                edit = Edit(Span(at, at), b" ") if each == "a" else Edit(Span(at, at + 1), b"")
                repair, place = Fix(Applicability.SAFE, "write it", (edit,)), Span(0 if each == "a" else at, at + 1)
                code, entry = f"RK00{wrong.index(each)}", "a" if each == "a" else "others"
                found.append(Diagnostic(code, code, Severity.ERROR, "said", source, place, entry=entry, fix=repair))
        return found

    return find


def verified(data: bytes, find: Callable[[Input], list[Diagnostic]]) -> int:
    """Return how many repaired texts are verified when a text is fixed."""
    texts = set()

    def compared(text: Input) -> tuple[list[Diagnostic], list[Diagnostic]]:
        texts.add(text.document.source.data)
        found = find(text)
        return found, found

    fix(inputs.read(Source("init.m", data)), Finders(find, compared), LEVELS)
    return len(texts) - 1


def test_a_fix_that_leaves_its_finding_in_place_is_not_repeated() -> None:
    assert verified(b" a     ", letters("a")) == 1


def test_a_fix_that_fails_waits_for_the_fixes_of_other_entries() -> None:
    # The first round verifies both and then each; the last one verifies the failing fix once more.
    assert verified(b" a bcde", letters(*"abcde")) == 3 + 3 + 1


def test_the_bound_is_reported_with_its_number(
    rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rkconf.fixes.MOST_REPAIRS", 1)
    path = tmp_path / "init.m"
    path.write_bytes(bad_entries(3))
    outcome = rkconf("lint", str(path), "--fix-only", "--unsafe-fixes", "--version", "7")
    assert "not tried" in outcome.err
    assert str(MOST_REPAIRS) in outcome.err
