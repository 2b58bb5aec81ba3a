"""Run the fuzzer: ``python -m tests.fuzz --seconds 60 --seed 1``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import monotonic
from zlib import crc32

from tests.fuzz import invocations, laws, shrinking
from tests.fuzz.generation import invocation as generated
from tests.fuzz.invocations import Invocation
from tests.fuzz.laws import BrokenLaw
from tests.fuzz.program import Program, program
from tests.fuzz.resources import CORPUS

_SECONDS_BETWEEN_REPORTS = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the fuzzer, report each fault once, and return 1 if there are any."""
    options = _options().parse_args(arguments)
    options.corpus = options.corpus.absolute()
    if options.replay:
        paths = [path.absolute() for path in options.replay]
        with program() as run:
            return max(_replayed(run, path) for path in paths)
    with program() as run:
        return _Search(run, options).done()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Search for inputs that break rkconf.")
    parser.add_argument("--seed", type=int, default=1, help="the inputs depend on this number only (default: 1)")
    parser.add_argument("--seconds", type=float, help="stop after this time (default: 60, or never with --runs)")
    parser.add_argument("--runs", type=int, help="stop after this number of inputs")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="begin with input N (default: 0)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder for inputs that break a law")
    parser.add_argument("--replay", type=Path, nargs="+", metavar="FILE", help="check only these inputs of a corpus")
    return parser


def _replayed(run: Program, path: Path) -> int:
    """Check one input of a corpus, and return 1 if it breaks a law."""
    found = laws.broken(run, invocations.read(path))
    for each in found:
        _say(f"{path.name}: {each.key}\n{each.fault.detail}")
    if not found:
        _say(f"{path.name}: no law is broken")
    return int(bool(found))


class _Search:
    """The runs of one seed, and the faults that they found."""

    def __init__(self, run: Program, options: argparse.Namespace) -> None:
        self._run, self._options = run, options
        self._begun = self._reported = monotonic()
        self._faults: dict[str, int] = {}
        self._number: int = options.first

    def done(self) -> int:
        """Run until the time or the number of inputs is reached."""
        _say(f"seed {self._options.seed}")
        try:
            while not self._is_over():
                self._check(self._number)
                self._number += 1
                self._report_progress()
        except KeyboardInterrupt:
            _say("interrupted")
        self._report()
        return int(bool(self._faults))

    def _is_over(self) -> bool:
        runs = self._options.runs
        seconds = self._options.seconds or (None if runs else 60.0)
        is_late = seconds is not None and monotonic() - self._begun > seconds
        return is_late or (runs is not None and self._number - self._options.first >= runs)

    def _check(self, number: int) -> None:
        tried = generated(self._options.seed, number)
        sample = Random(f"laws {self._options.seed}/{number}")  # noqa: S311 - a repeatable choice
        for found in laws.broken(self._run, tried, sample):
            if found.key not in self._faults:
                self._keep(found, tried, number)
            self._faults[found.key] = self._faults.get(found.key, 0) + 1

    def _keep(self, found: BrokenLaw, tried: Invocation, number: int) -> None:
        """Make the input of a fault smaller, write it to the corpus, and print it."""
        small = shrinking.shrunk(tried, lambda smaller: laws.breaks(self._run, smaller, found))
        text = small.written(found.key)
        path = self._options.corpus / f"{found.name.replace(' ', '-')}-{crc32(text.encode()):08x}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        _say(f"\ninput {number} of seed {self._options.seed}: {found.key}\n{found.fault.detail}")
        _say(f"{text}written to {path}")

    def _report_progress(self) -> None:
        if monotonic() - self._reported > _SECONDS_BETWEEN_REPORTS:
            self._reported = monotonic()
            self._report()

    def _report(self) -> None:
        inputs = self._number - self._options.first
        seconds = monotonic() - self._begun
        _say(f"{inputs:,} inputs, {self._run.runs:,} runs, {len(self._faults)} faults, {seconds:.0f} s")


def _say(text: str) -> None:
    sys.stdout.write(f"{text.encode(errors='backslashreplace').decode()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
