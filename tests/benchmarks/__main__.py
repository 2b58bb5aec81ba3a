"""Measure the targets of start-up and scaling, and print them as a table for ARCHITECTURE.md.

With the path of another checkout of rkconf it also compares how long both take for the same commands.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

from rkconf.cli import workers
from tests.benchmarks import hostile, launches, scaling
from tests.benchmarks.diagnosis import diagnosis
from tests.benchmarks.result import Result
from tests.benchmarks.starts import SMALL, Command, paired, rkconf, starts, trees, verbs


def alone() -> float:
    """Return the milliseconds of one run on one small file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "init.m"
        path.write_bytes(SMALL)
        return paired(rkconf("lint", str(path)))[0]


def many_files() -> Iterator[Result]:
    count = 1000
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            (Path(folder) / f"{number}.m").write_bytes(SMALL)
        (together,) = paired(rkconf("lint", folder), runs=2)
    one_by_one = alone() * count
    numbers = f"{one_by_one / 1000:.0f} s, {together / 1000:.1f} s"
    yield Result("1,000 runs of one small file, to one run of 1,000", one_by_one / together, "at least 20", numbers)


def converting() -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "init.m"
        path.write_bytes(scaling.kernels(300).data)
        words = (("lint", "--version", "5.2"), ("convert", "--from", "5.2", "--to", "7"))
        lint, convert = paired(*(rkconf(*each, str(path)) for each in words), runs=5)
    yield Result("convert of 300 kernels, to lint of them", convert / lint, "2", f"{convert:.0f} ms, {lint:.0f} ms")


def sharing() -> Iterator[Result]:
    """Measure what workers cost and save: with two cores half of the time, so they pay from twice their cost on."""
    count = 1000
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            (Path(folder) / f"{number}.m").write_bytes(SMALL)
        alone, together = (elapsed(rkconf("lint", "--jobs", jobs, folder)) for jobs in ("1", "auto"))
    start = min(_elapsed(lambda: list(workers.in_order(str.upper, ["a", "b"], 2))) for _ in range(5))
    each = alone / count
    yield Result("small files from which on two workers pay", 2 * start / each, "-", f"{start:.3f} s, {each:.4f} s")
    what = f"1,000 small files with {workers.cores()} cores, to one"
    yield Result(what, together / alone, "below 1", f"{together:.1f} s, {alone:.1f} s")


def elapsed(command: Command) -> float:
    """Return the seconds that a program takes: the least of several runs."""
    return min(_elapsed(lambda: paired(command, runs=1)) for _ in range(3))


def _elapsed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


MEASURES = (
    *(starts, trees, verbs, converting, scaling.files, scaling.trees, scaling.causes),
    *(many_files, sharing, hostile.files, hostile.commands, diagnosis),
)


def main() -> None:
    # A program that compiles itself on every start is not what people run.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.stdout.write("| what | ratio | target | measured |\n| --- | --- | --- | --- |\n")
    before = [Path(word) for word in sys.argv[1:]]
    for measure in (*MEASURES, partial(checkouts, before)):
        for result in measure():
            sys.stdout.write(f"{result}\n")
            sys.stdout.flush()


def checkouts(before: list[Path]) -> Iterator[Result]:
    """Compare the checks of all measured commands, in one process, with those of another checkout of rkconf."""
    for checkout in before:
        ratios, here, there = launches.compared(checkout)
        what = f"all measured commands in one process, to {checkout.name}"
        yield Result(what, ratios, "1.0", f"{here:.1f} s, {there:.1f} s")


if __name__ == "__main__":
    main()
