"""Laws of every run: an answer, a documented status, untouched files, and a bounded number of steps."""

import json
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from xml.etree import ElementTree as ET

import jsonschema

from rkconf import spec
from rkconf.resources import directory
from rkconf.source import Source
from tests.forms import GITLAB, SARIF
from tests.fuzz.trial import Fault, Trial

STATUSES = frozenset({0, 1, 2})
"""The exit statuses that docs/cli.md documents."""
_WRITES = ("--in-place", "--fix", "--fix-only", "--output", "--write-baseline", "--add-ignores", "--svg")
_READS_ONLY = ("--diff", "--check", "--show-files")
_INTERNAL = (b"Traceback (most recent", b"this is a bug in rkconf", b"internal error", b": two edits change")


def no_traceback(trial: Trial) -> Iterator[Fault]:
    """Report an exception, and a run without an end."""
    crash = trial.outcome.crash
    if crash:
        yield Fault(f"{crash.name} in {crash.place}", crash.text)


def documented_status(trial: Trial) -> Iterator[Fault]:
    """Report another status than the documented ones, a failure without a message, and an error of rkconf itself."""
    outcome = trial.outcome
    if outcome.crash:
        return
    if outcome.status not in STATUSES:
        yield Fault(f"{trial.invocation.command} {outcome.status}")
    if outcome.status == 2 and not outcome.err and trial.invocation.words[:1] != ():
        yield Fault(f"{trial.invocation.command} gives no reason")
    for text in _INTERNAL:
        if text in outcome.err:
            yield Fault(f"{trial.invocation.command}: {text.decode()}", outcome.err.decode())


def other_files(trial: Trial) -> Iterator[Fault]:
    """Report a file that changed, appeared or vanished although no option names it."""
    given, outcome = trial.invocation, trial.outcome
    before, after = given.files, outcome.files
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    allowed = {name for name in changed if _is_output(name, trial)}
    if given.has("--in-place", "--fix", "--fix-only", "--add-ignores") and not given.has(*_READS_ONLY):
        allowed |= {name for name in changed if name in before and name in after}
    if not given.has(*_WRITES):
        allowed = set()
    for name in sorted(changed - allowed):
        yield Fault(f"{given.command} {'changes' if name in before else 'creates'} a file", name)


def _is_output(name: str, trial: Trial) -> bool:
    named = trial.invocation.values("--output", "--write-baseline", "--svg")
    return any(name in {word, word.rpartition("=")[2]} or name.startswith(f"{word}/") for word in named)


def valid_formats(trial: Trial) -> Iterator[Fault]:
    """Report an output for programs that does not have its form."""
    for form, data in _outputs(trial):
        try:
            _FORMS[form](data)
        except (ValueError, ET.ParseError, jsonschema.ValidationError, AssertionError) as error:
            yield Fault(f"{trial.invocation.command} {form}", f"{str(error)[:2000]}\n{data[:3000]!r}")


def _outputs(trial: Trial) -> Iterator[tuple[str, bytes]]:
    """Yield the outputs for programs, with their formats."""
    if trial.is_done and not trial.invocation.has("--help"):
        yield from _OUTPUTS.get(trial.invocation.command, _answers)(trial)


def _answers(trial: Trial) -> Iterator[tuple[str, bytes]]:
    if "json" in {trial.invocation.value("--format"), trial.invocation.value("--as")} and trial.outcome.out:
        yield "any json", trial.outcome.out


def _specifications(trial: Trial) -> Iterator[tuple[str, bytes]]:
    output = trial.invocation.value("--output", "-")
    yield "specification", trial.outcome.out if output == "-" else trial.outcome.files[output]


def _traces(trial: Trial) -> Iterator[tuple[str, bytes]]:
    yield from _answers(trial)
    picture = trial.invocation.value("--svg")
    if picture and trial.outcome.status == 0:
        yield "svg", trial.outcome.out if picture == "-" else trial.outcome.files[picture]


def _reports(trial: Trial) -> Iterator[tuple[str, bytes]]:
    given, outcome = trial.invocation, trial.outcome
    if given.has("--fix", "--fix-only", "--diff", "--add-ignores", "--show-files"):
        return
    for word in given.values("--output"):
        form, _, path = word.partition("=")
        if path in outcome.files and form in _FORMS:
            yield form, outcome.files[path]
    form = given.value("--format", "full")
    if form in _FORMS and not given.has("--output") and not (given.has("--statistics") and not outcome.out):
        yield form, outcome.out


_OUTPUTS = {"lint": _reports, "extract": _specifications, "trace": _traces}


@cache
def _validator(form: str) -> "jsonschema.Draft202012Validator":
    if form == "gitlab":
        return jsonschema.Draft202012Validator(GITLAB)
    if form == "sarif":
        return jsonschema.Draft202012Validator(SARIF)
    schema = json.loads((directory("schemas") / "report.schema.json").read_text(encoding="utf-8"))
    one = {"$defs": schema["$defs"], "$ref": "#/$defs/ReportedDiagnostic"}
    return jsonschema.Draft202012Validator(one if form == "jsonl" else schema)


def _json(form: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        _validator(form).validate(json.loads(data))

    return check


def _jsonl(data: bytes) -> None:
    for line in data.splitlines():
        _validator("jsonl").validate(json.loads(line))


def _github(data: bytes) -> None:
    kinds = ("::error ", "::warning ", "::notice ")
    wrong = [line for line in data.decode().split("\n")[:-1] if not line.startswith(kinds)]
    assert not wrong, wrong


def _specification(data: bytes) -> None:
    tomllib.loads(data.decode())
    problems = spec.load(Source("kernels.toml", data)).problems
    # A version whose Front End is not documented is accepted, with a note.
    wrong = [each for each in problems if each.rule != "not-understood"]
    assert not wrong, wrong


_FORMS: dict[str, Callable[[bytes], object]] = {
    "json": _json("json"),
    "jsonl": _jsonl,
    "sarif": _json("sarif"),
    "gitlab": _json("gitlab"),
    "github": _github,
    "junit": ET.fromstring,
    "svg": ET.fromstring,
    "any json": json.loads,
    "specification": _specification,
}

_STEPS = 2_000_000
_STEPS_PER_BYTE = 2_000


def bounded_steps(trial: Trial) -> Iterator[Fault]:
    """Report more function calls than the size of the input explains; they are counted in some runs only."""
    size, steps = trial.invocation.size, trial.outcome.steps
    if steps > _STEPS + _STEPS_PER_BYTE * size:
        yield Fault(trial.invocation.command, f"{steps:,} function calls for {size:,} bytes")
