"""Measure how time and memory grow with the size of a file, and with the number of files."""

import gc
import subprocess
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time

from rkconf import inputs, linting, versions
from rkconf.command import Target
from rkconf.source import Source
from tests.benchmarks import launches
from tests.benchmarks.result import Result
from tests.benchmarks.starts import SMALL, python, rkconf

SAMPLE = Path(__file__).parents[2] / "samples" / "frontend" / "clean.m"
MEGABYTE = 1_000_000
_CELL = b"""\
Cell[BoxData[
 RowBox[{"x", "=", RowBox[{"Table", "[", RowBox[{"i", ",", RowBox[{"{", RowBox[{"i", ",", "10"}], "}"}]}], "]"}]}]],
 "Input"],
"""
_KERNEL_CELL = rb"""Cell[BoxData[
 RowBox[{"LaunchKernels", "[", RowBox[{"RemoteMachine", "[", RowBox[{"\"\<node1\>\"", ",", "2"}], "]"}], "]"}]],
 "Input"]
"""
_TEMPLATE = (
    b"ssh -x -f -o BatchMode=yes -l `3` `1` /usr/local/bin/wolfram -wstp -linkmode Connect `4`"
    b" -linkname '`2`' -subkernel -noinit >/dev/null 2>&1 &"
)
# A process counts the memory of the one that starts it, so a small one starts what is measured.
_MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_SAMPLED = 10
"""One of so many measured commands is enough to compare two ways to check it."""


def options(size: int) -> Source:
    """Return a Front End file of at least this size: one real option list after the other."""
    head, _, tail = SAMPLE.read_bytes().partition(b"NotebooksMenu->")
    filling = b"NotebooksMenu->" + tail.partition(b",\nPreferencesSettings")[0] + b",\n"
    return Source("large.m", head + filling * (size // len(filling)) + b"NotebooksMenu->" + tail)


def kernels(count: int) -> Source:
    """Return a Front End file with so many kernels and nothing else; each is on its own host."""
    entry = b'"kernel %d"' + SMALL.partition(b'"skye"')[2].rpartition(b"}\n]")[0].replace(b"skye", b"skye%d")
    entries = b",\n".join(entry % (number, number) for number in range(count))
    return Source("kernels.m", b"SetOptions[$FrontEnd, EvaluatorNames->{%s}]\n" % entries)


def calls(count: int) -> Source:
    """Return a file with so many calls for parallel kernels, each with its own host and the same template."""
    call = b'LaunchKernels[RemoteMachine["node%d", "' + _TEMPLATE + b'", 4]];\n'
    return Source("calls.m", b"".join(call % number for number in range(count)))


def settings(count: int) -> Source:
    """Return a file with so many statements that set an entry through `CurrentValue`, each with its own host."""
    value = SMALL.partition(b'"skye" -> ')[2].rpartition(b"}\n]")[0].replace(b"skye", b"skye%d")
    statement = b'CurrentValue[$FrontEnd, {EvaluatorNames, "kernel %d"}] = ' + value + b";\n"
    return Source("settings.m", b"".join(statement % (number, number) for number in range(count)))


def notebook(size: int) -> Source:
    """Return a notebook of at least this size: cells of boxes, and one cell with kernels."""
    return Source("large.nb", b"Notebook[{\n" + _CELL * (size // len(_CELL)) + _KERNEL_CELL + b"}]\n")


def check(source: Source) -> None:
    checked = inputs.read(source)
    linting.check(checked, linting.Assumptions().target(checked))


def seconds(*sources: Source) -> list[float]:
    """Return the processor time of a check of each source: the least of three, taken in turns."""
    times = [[_processor_time(partial(check, source)) for source in sources] for _ in range(3)]
    return [min(each) for each in zip(*times, strict=True)]


def _processor_time(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def peak(source: Source) -> float:
    """Return the peak memory of a check, the file's own bytes included, in megabytes."""
    # Python keeps the memory of freed tuples for new ones, which would not be counted; a collection returns it.
    gc.collect()
    tracemalloc.start()
    check(Source(source.name, bytes(bytearray(source.data))))
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return highest / MEGABYTE


def files() -> Iterator[Result]:
    """Compare large files with small ones of the same kind: by their bytes, or by their kernels."""
    check(Source("small.m", SAMPLE.read_bytes()))
    yield from _grown("options", options(MEGABYTE), options(20 * MEGABYTE))
    yield from _grown("kernels", kernels(300), kernels(3000))
    yield from _grown("calls for parallel kernels", calls(800), calls(8000))
    yield from _grown("statements with CurrentValue", settings(300), settings(3000))
    yield from _grown("boxes of a notebook", notebook(MEGABYTE // 5), notebook(2 * MEGABYTE))


def _grown(what: str, small: Source, big: Source) -> Iterator[Result]:
    sizes = [len(each.data) / MEGABYTE for each in (small, big)]
    few, many = (time / size for time, size in zip(seconds(small, big), sizes, strict=True))
    sized = f"{sizes[1]:.1f} MB of {what}"
    yield Result(f"time per MB of {sized}, to {sizes[0]:.1f} MB", many / few, "1.3", f"{many:.2f} s, {few:.2f} s")
    least, most = peak(small), peak(big)
    each = (most - least) / (sizes[1] - sizes[0])
    parts = f"{most:.1f} MB: {least - each * sizes[0]:.1f} MB, and {each:.2f} for each MB"
    yield Result(f"peak memory of {sized}, to the file", most / sizes[1], "6", parts)


def trees() -> Iterator[Result]:
    """Compare the memory of a run over very many files with that over a tenth of them."""
    few, many = 10_000, 100_000
    with tempfile.TemporaryDirectory() as folder:
        _write_packages(Path(folder), range(few))
        small = _resident(folder)
        _write_packages(Path(folder), range(few, many))
        big = _resident(folder)
    what = f"peak memory for {many:,} small files, to {few:,}"
    yield Result(what, big / small, "1.3", f"{big:.0f} MB, {small:.0f} MB")


def _write_packages(root: Path, numbers: range) -> None:
    for number in numbers:
        folder = root / f"package{number // 1000}"
        folder.mkdir(exist_ok=True)
        (folder / f"file{number}.m").write_text(f"f{number}[x_] := x + {number}\n")


def _resident(folder: str) -> float:
    """Return the peak memory of a check of a folder by one process, in megabytes."""
    command = python("-c", _MEASURED, *rkconf("lint", "--jobs", "1", folder))
    kilobytes = float(subprocess.run(command, capture_output=True, check=True).stdout)
    return kilobytes / 1024


def causes() -> Iterator[Result]:
    """Compare a check of measured commands, most of them faulty, with one that does not search for causes."""
    checked = [_input(*command) for command in launches.commands()[::_SAMPLED]]
    for selection in (None, linting.WITHOUT_CAUSES):
        _check_all(checked[:_SAMPLED], selection)
    searched = _processor_time(lambda: _check_all(checked, None))
    plain = _processor_time(lambda: _check_all(checked, linting.WITHOUT_CAUSES))
    what = f"{len(checked)} measured commands, to a check without the search for causes"
    yield Result(what, searched / plain, "1.5", f"{searched:.1f} s, {plain:.1f} s")


def _input(kind: str, command: str, mlopen: str | None, local: str, remote: str) -> tuple[inputs.Input, Target]:
    version = versions.parse("5.2")
    texts = {"parallel": command} if kind == "parallel" else {"launch": command, "mlopen": mlopen}
    (checked,) = inputs.bare({name: text.encode() for name, text in texts.items() if text is not None})
    return checked, Target(version, version, (local,), (remote,))


def _check_all(every: list[tuple[inputs.Input, Target]], selection: linting.Selection | None) -> None:
    for checked, target in every:
        linting.check(checked, target, selection)
