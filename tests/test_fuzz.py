"""The fuzzer finds planted faults and repeats its runs; the inputs that it found once break no law any longer."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf.cli import COMMANDS
from rkconf.reporters import FORMATS
from tests.conftest import CHECKOUT
from tests.fuzz import __main__ as fuzz
from tests.fuzz import generation, invocations, laws, shrinking
from tests.fuzz.invocations import Invocation
from tests.fuzz.laws import Law
from tests.fuzz.mutations import SECRET
from tests.fuzz.planted_faults import LINT, PLANTED, Altered, Change
from tests.fuzz.program import Program, program
from tests.fuzz.resources import CORPUS
from tests.fuzz.trial import Trial

FOUND = sorted(CORPUS.glob("*.json"))


@pytest.fixture
def run() -> Iterator[Program]:
    with program() as run:
        yield run


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_an_input_that_was_found_breaks_no_law(run: Program, path: Path) -> None:
    found = laws.broken(run, invocations.read(path))
    assert [f"{each.key}\n{each.fault.detail}" for each in found] == []


def test_a_corpus_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    kept = Invocation(("lint", "b\udcffé", ""), {"init.m": bytes(range(256))}, b"\xff\n")
    path = tmp_path / "kept.json"
    path.write_text(kept.written("a law"), encoding="utf-8")
    assert invocations.read(path) == kept


class TestGeneration:
    MANY = tuple(generation.invocation(1, number) for number in range(1_500))

    def test_a_seed_gives_the_same_inputs_in_every_process(self) -> None:
        code = "from tests.fuzz import generation as g; print(hash(str([g.invocation(5, n) for n in range(60)])))"
        code = code.replace("hash(", "__import__('zlib').crc32(").replace("range(60)])", "range(60)]).encode()")
        outputs = {
            subprocess.run(
                [sys.executable, "-c", code],
                cwd=CHECKOUT,
                env={"PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(outputs) == 1

    def test_seeds_and_numbers_give_other_inputs(self) -> None:
        made = [generation.invocation(seed, number) for seed in (1, 2) for number in (1, 2)]
        assert all(made.count(each) == 1 for each in made)

    def test_every_command_is_run(self) -> None:
        assert set(COMMANDS) <= {each.command for each in self.MANY}

    def test_every_format_is_requested(self) -> None:
        assert set(FORMATS) <= {each.value("--format") for each in self.MANY}

    @pytest.mark.parametrize(
        "option",
        ["--fix", "--diff", "--into", "--in-place", "--svg", "--diagram", "--parallel", "--baseline", "--add-ignores"],
    )
    def test_every_way_to_change_or_draw_is_requested(self, option: str) -> None:
        assert any(each.has(option) for each in self.MANY)

    def test_passwords_are_planted(self) -> None:
        assert any(SECRET in str(each) for each in self.MANY)


@pytest.mark.parametrize(("law", "invocation", "change"), PLANTED)
class TestLaws:
    def test_a_planted_fault_is_found(self, run: Program, law: Law, invocation: Invocation, change: Change) -> None:
        assert list(law(Trial(Altered(run, change), invocation)))

    def test_without_it_nothing_is_found(self, run: Program, law: Law, invocation: Invocation, change: Change) -> None:
        del change
        assert list(law(Trial(run, invocation))) == []


def test_every_law_has_a_planted_fault() -> None:
    assert {case.values[0] for case in PLANTED} == {*laws.OF_ONE_RUN, *laws.OF_SEVERAL_RUNS}


class TestShrinking:
    def test_an_input_loses_everything_that_is_not_needed(self) -> None:
        large = Invocation(
            ("lint", "a.m", "--version", "7", "--format", "json"), {"a.m": b"one two three" * 9, "b.m": b"x"}, b"y"
        )
        small = shrinking.shrunk(large, lambda each: b"t" in each.files.get("a.m", b"") and each.has("--format"))
        assert small == Invocation(("lint", "--format"), {"a.m": b"t"})

    def test_the_attempts_are_bounded(self) -> None:
        tried: list[Invocation] = []
        shrinking.shrunk(LINT, lambda each: bool(tried.append(each)), most=5)  # type: ignore[func-returns-value]
        assert len(tried) == 5


class TestProgram:
    def test_a_run_without_a_fault_succeeds(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert fuzz.main(["--seed", "1", "--runs", "3", "--corpus", str(tmp_path / "corpus")]) == 0
        assert "seed 1" in capsys.readouterr().out
        assert not (tmp_path / "corpus").exists()

    def test_a_fault_is_kept_printed_and_repeated(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr("rkconf.cli.lint.run", lambda arguments: arguments.nothing)
        words = ["--seed", "1", "--runs", "30", "--corpus", str(tmp_path)]
        assert fuzz.main(words) == 1
        (kept,) = tmp_path.iterdir()
        assert invocations.read(kept).words == ("lint",)
        assert kept.name in capsys.readouterr().out
        assert fuzz.main(["--replay", str(kept)]) == 1
        monkeypatch.undo()
        assert fuzz.main(["--replay", str(kept)]) == 0
