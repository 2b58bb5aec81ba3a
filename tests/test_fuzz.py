"""The fuzzer finds planted faults and repeats its runs; the inputs that it found once break no law any longer."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from rkconf.cli import COMMANDS
from rkconf.reporters import FORMATS
from tests.conftest import CHECKOUT, SAMPLES
from tests.fuzz import __main__ as fuzz
from tests.fuzz import agreement, answers, changes, generation, invocations, laws, shrinking
from tests.fuzz.invocations import Invocation
from tests.fuzz.laws import Law
from tests.fuzz.mutations import SECRET
from tests.fuzz.program import Crash, Outcome, Program, program
from tests.fuzz.resources import CORPUS
from tests.fuzz.trial import Trial

FOUND = sorted(CORPUS.glob("*.json"))
SPECIFICATION = b'[[kernels]]\nname = "skye"\nhost = "skye.local"\nkernel = "/usr/bin/math"\n'
LOGIN = f"ssh me:{SECRET}@skye.local"
FILE = b'SetOptions[$FrontEnd, EvaluatorNames->{"skye" -> {"RemoteMachine" -> True, "LoginScript" -> "ssh h math &"}}]'
CONVERT = Invocation(("convert", "init.m", "--to", "7", "--from", "7"), {"init.m": FILE})
LINT = Invocation(("lint", "init.m"), {"init.m": FILE})
FIX = Invocation(("lint", "init.m", "--fix", "--unsafe-fixes"), {"init.m": FILE})


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


Change = Callable[[Invocation, Outcome], Outcome]


class Altered(Program):
    """The program with a fault: a function changes its outcomes."""

    def __init__(self, run: Program, change: Change) -> None:
        super().__init__(Path.cwd())
        self._run, self._change = run, change

    def __call__(self, invocation: Invocation, *, counted: bool = False) -> Outcome:
        return self._change(invocation, self._run(invocation, counted=counted))


def always(**values: object) -> Change:
    return lambda _, outcome: outcome._replace(**values)  # type: ignore[arg-type]  # the fields of an outcome


def when(condition: Callable[[Invocation], bool], change: Change) -> Change:
    return lambda invocation, outcome: change(invocation, outcome) if condition(invocation) else outcome


def with_file(name: str, data: bytes) -> Change:
    return lambda _, outcome: outcome._replace(files={**outcome.files, name: data})


def counting(change: Callable[[int, Outcome], Outcome]) -> Change:
    """Return a change that depends on the number of the run."""
    numbers = count()
    return lambda _, outcome: change(next(numbers), outcome)


RECIPE = (SAMPLES / "conversions" / "script" / "7.m").read_bytes()
BROKEN_ENTRY = FILE.replace(b"ssh h", b"ssh h)")


def first(change: Change) -> Change:
    """Return a change of the first run only."""
    numbers = count()
    return lambda invocation, outcome: outcome if next(numbers) else change(invocation, outcome)


REPORT = ("--format", "json")

PLANTED = [
    pytest.param(
        answers.no_traceback, LINT, always(status=-1, crash=Crash("KeyError", "rkconf/x:f", "...")), id="an exception"
    ),
    pytest.param(answers.documented_status, LINT, always(status=3), id="an unknown status"),
    pytest.param(answers.documented_status, LINT, always(status=2, err=b""), id="a failure without a message"),
    pytest.param(
        answers.documented_status, LINT, always(err=b"this is a bug in rkconf"), id="an error of rkconf itself"
    ),
    pytest.param(answers.other_files, LINT, with_file(".init.m.tmp", b""), id="a file that stays"),
    pytest.param(answers.other_files, LINT, with_file("init.m", b""), id="a file that changes"),
    pytest.param(answers.other_files, FIX, with_file("new", b""), id="a file that no option names"),
    *(
        pytest.param(answers.valid_formats, LINT.adding("--format", form), always(out=b"{1\n"), id=f"no {form}")
        for form in ("json", "jsonl", "sarif", "gitlab", "junit", "github")
    ),
    pytest.param(
        answers.valid_formats, LINT.adding(*REPORT), always(out=b"{}"), id="JSON without the form of a report"
    ),
    pytest.param(
        answers.valid_formats,
        Invocation(("extract", "init.m"), {"init.m": FILE}),
        always(out=b"a ="),
        id="no specification",
    ),
    pytest.param(
        answers.valid_formats,
        Invocation(("trace", "--launch", "ssh h", "--svg", "-")),
        always(out=b"<svg>"),
        id="no SVG",
    ),
    pytest.param(answers.bounded_steps, LINT, always(steps=10_000_000_000), id="too many steps"),
    pytest.param(
        agreement.secrets_stay_secret,
        Invocation(("lint", "--launch", LOGIN)),
        first(always(out=SECRET.encode())),
        id="a password",
    ),
    pytest.param(
        agreement.secrets_stay_secret,
        Invocation(("convert", "--launch", LOGIN, "--from", "5.2", "--to", "7")),
        always(err=SECRET.encode()),
        id="a password in a message",
    ),
    pytest.param(
        agreement.format_changes_no_status,
        LINT,
        when(lambda each: each.has("--format"), always(status=0)),
        id="a format",
    ),
    pytest.param(
        agreement.runs_agree,
        LINT,
        counting(lambda number, outcome: outcome._replace(err=b"%d" % number)),
        id="other messages",
    ),
    pytest.param(
        agreement.standard_input_agrees, LINT, when(lambda each: each.has("-"), always(out=b"")), id="standard input"
    ),
    pytest.param(
        agreement.places_are_in_the_text,
        LINT,
        lambda _, outcome: outcome._replace(out=outcome.out.replace(b'"offset": ', b'"offset": 99')),
        id="a place outside",
    ),
    pytest.param(
        agreement.selected_alone,
        LINT,
        when(lambda each: each.has("--select"), always(status=0, out=b'{"diagnostics": []}')),
        id="a rule that needs another",
    ),
    pytest.param(
        changes.fixed_once,
        FIX,
        lambda given, outcome: outcome._replace(files={"init.m": given.files["init.m"] + b" "}),
        id="a fix that adds more each time",
    ),
    pytest.param(changes.fixes_cause_no_error, FIX, with_file("init.m", BROKEN_ENTRY), id="a fix that breaks"),
    pytest.param(
        changes.bytes_outside_stay,
        FIX,
        with_file("init.m", FILE.replace(b"SetOptions[", b"SetOptions[ ")),
        id="a space",
    ),
    pytest.param(changes.conversion_to_itself, CONVERT, always(out=FILE + b"\n"), id="a line end"),
    pytest.param(
        changes.conversions_cause_no_error,
        CONVERT,
        when(lambda each: each == CONVERT, always(out=BROKEN_ENTRY)),
        id="breaks",
    ),
    pytest.param(
        changes.there_and_back,
        CONVERT._replace(files={"init.m": RECIPE}),
        when(lambda each: each.command == "convert", always(out=RECIPE.replace(b"skye", b"other"))),
        id="another host",
    ),
    pytest.param(
        changes.extracted_again,
        Invocation(("extract", "init.m", "--version", "7"), {"init.m": RECIPE}),
        when(lambda each: "r.wl" in each.files, always(out=b"")),
        id="nothing is extracted again",
    ),
    pytest.param(
        changes.rendered_without_error,
        Invocation(("render", "kernels.toml", "--version", "7", "--as", "wl-all"), {"kernels.toml": SPECIFICATION}),
        when(lambda each: each.command == "render", always(out=FILE)),
        id="a rendered error",
    ),
    pytest.param(
        changes.rendered_into_twice,
        Invocation(
            ("render", "kernels.toml", "--version", "7", "--into", "init.m", "--in-place"),
            {"kernels.toml": SPECIFICATION, "init.m": FILE},
        ),
        lambda given, outcome: outcome._replace(files={**outcome.files, "init.m": given.files["init.m"] + b" "}),
        id="an insertion that repeats",
    ),
    pytest.param(
        changes.baseline_suppresses,
        LINT.adding("--write-baseline", "base.json"),
        with_file("base.json", b'{"format": 1, "findings": []}'),
        id="an empty baseline",
    ),
    pytest.param(
        changes.ignores_suppress,
        LINT.adding("--add-ignores", "known"),
        lambda given, outcome: outcome._replace(files={"init.m": given.files["init.m"] + b" "}),
        id="comments that repeat",
    ),
]


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
