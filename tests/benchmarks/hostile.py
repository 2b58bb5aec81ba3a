"""Texts that have made parsers slow."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from rkconf.limits import LONGEST_COMMAND
from tests.benchmarks.result import Result

# 100 kB each of what has made parsers slow.
HOSTILE = {
    "opening braces": b"SetOptions[$FrontEnd, EvaluatorNames->" + b"{" * 100_000,
    "nested lists": b"SetOptions[$FrontEnd, EvaluatorNames->" + b"{" * 50_000 + b"}" * 50_000 + b"]",
    "comment openings": b"(*" * 50_000,
    "quotes": b'"' * 100_001,
    "backslashes": b'"' + b"\\" * 100_000,
    "dollar signs": b"SetOptions[" + b"$FrontEnd`" * 10_000,
    "one long line": b"SetOptions[$FrontEnd, EvaluatorNames->{" + b'"a"->{"b"->1},' * 7_000 + b"}]",
    "tabs": b"SetOptions[$FrontEnd, EvaluatorNames->{" + b"\t" * 100_000 + b'"a"->1}]',
}
COMMANDS = {
    "quotes": '"' * 100_001,
    "backticks": "`a" * 50_000,
    "ampersands": "a & " * 25_000,
    "parentheses": "(" * 100_000,
    "words": "ssh h " + "-o a=b " * 14_000,
    "backslashes": "\\" * 100_000,
    "braces": "{a," * 33_000,
    "variables": "${a%" * 25_000,
}


def files() -> Iterator[Result]:
    """Yield the time of the worst file, and of the worst command, of 100 kB."""
    cases: list[tuple[str, bytes, list[str]]] = [(f"file of {what}", data, []) for what, data in HOSTILE.items()]
    cases += [(f"command of {what}", text.encode(), ["--launch"]) for what, text in COMMANDS.items()]
    yield _worst("seconds for the worst of 100 kB", cases)


def commands() -> Iterator[Result]:
    """Yield the time of the worst command that is followed to its end."""
    cases = [(f"command of {what}", text[:LONGEST_COMMAND].encode(), ["--launch"]) for what, text in COMMANDS.items()]
    yield _worst(f"seconds for the worst command of {LONGEST_COMMAND:,} characters", cases)


def _worst(what: str, cases: list[tuple[str, bytes, list[str]]]) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile"
        taken = [(_checked(path, data, options), name) for name, data, options in cases]
    seconds, name = max(taken)
    return Result(what, seconds, "2", name)


def _checked(path: Path, data: bytes, options: list[str]) -> float:
    """Return the seconds that a check takes; a traceback ends everything."""
    path.write_bytes(data)
    words = [*options, f"@{path}" if options else str(path)]
    start = perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "rkconf", "lint", *words, "--format", "concise"], capture_output=True, check=False
    )
    assert b"Traceback" not in run.stderr, run.stderr.decode()
    return perf_counter() - start
