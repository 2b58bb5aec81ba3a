"""Faults for each law of the fuzzer: a run, and a change of its outcome that the law reports."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.fuzz import agreement, answers, changes
from tests.fuzz.invocations import Invocation
from tests.fuzz.mutations import SECRET
from tests.fuzz.program import Crash, Outcome, Program

SPECIFICATION = b'[[kernels]]\nname = "skye"\nhost = "skye.local"\nkernel = "/usr/bin/math"\n'
LOGIN = f"ssh me:{SECRET}@skye.local"
FILE = b'SetOptions[$FrontEnd, EvaluatorNames->{"skye" -> {"RemoteMachine" -> True, "LoginScript" -> "ssh h math &"}}]'
CONVERT = Invocation(("convert", "init.m", "--to", "7", "--from", "7"), {"init.m": FILE})
LINT = Invocation(("lint", "init.m"), {"init.m": FILE})
FIX = Invocation(("lint", "init.m", "--fix", "--unsafe-fixes"), {"init.m": FILE})

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
