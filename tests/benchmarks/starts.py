"""Measure what a user waits for before anything is checked, and what other programs need for the like."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage

from tests.benchmarks.result import Result

SAMPLES = Path(__file__).parents[2] / "samples"
# The smallest file that somebody would check: one kernel.
SMALL = rb"""SetOptions[$FrontEnd,
VersionsLaunched->{"7.0.1"},
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True},
  "skye" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" ->
    False, "MLOpenArguments" ->
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract",
    "LoginScript" ->
    "ssh -o BatchMode=yes user@skye.local ./math.sh -mathlink -LinkMode \
Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"}}
]
"""
_YAML = "---\nkernels:\n  - name: skye\n    host: skye.local\n    user: user\n"
_WORDS = "EvaluatorNames|VersionsLaunched|FrontEnd|RemoteMachine|LaunchSlave|RemoteCommand|rkconf:"
_PACKAGES, _FUNCTIONS = 2000, 120
# On a busy machine few runs are undisturbed, and the least of 15 varies by a tenth.
_RUNS = 40

Command = tuple[str, ...]


def python(*words: str) -> Command:
    return (sys.executable, *words)


def rkconf(*words: str) -> Command:
    return python("-m", "rkconf", *words)


def paired(*commands: Command, runs: int = _RUNS) -> list[float]:
    """Return the processor time of each command in milliseconds: the least of several runs, taken in turns."""
    times = [[_once(command) for command in commands] for _ in range(runs)]
    return [min(each) for each in zip(*times, strict=True)]


def _once(command: Command) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def _compared(what: str, target: str, command: Command, other: Command, runs: int = _RUNS) -> Result:
    ours, theirs = paired(command, other, runs=runs)
    return Result(what, ours / theirs, target, f"{ours:.0f} ms, {theirs:.0f} ms")


def starts() -> Iterator[Result]:
    """Compare the first moments of a run with Python's own, and with those of another linter."""
    nothing = python("-c", "pass")
    with tempfile.TemporaryDirectory() as folder:
        path, yaml = Path(folder) / "init.m", Path(folder) / "kernels.yaml"
        path.write_bytes(SMALL)
        yaml.write_text(_YAML)
        yield _compared("lint of one small file, to `python -c pass`", "12", rkconf("lint", str(path)), nothing)
        yield _compared("`rkconf --version`, to `python -c pass`", "2", rkconf("--version"), nothing)
        if find_spec("yamllint"):
            other = python("-m", "yamllint", str(yaml))
            yield _compared("lint of one small file, to yamllint of one", "1.5", rkconf("lint", str(path)), other)


def trees() -> Iterator[Result]:
    """Compare a tree of ordinary packages with a search for rkconf's words in it."""
    grep = shutil.which("grep")
    if not grep:
        return
    with tempfile.TemporaryDirectory() as folder:
        _write_packages(Path(folder))
        search = (grep, "-rlE", _WORDS, folder)
        what = f"lint of {_PACKAGES} ordinary packages, to `grep -rlE` for rkconf's words"
        yield _compared(what, "10", rkconf("lint", folder), search, runs=5)


def _write_packages(root: Path) -> None:
    random = Random(1)  # noqa: S311 - numbers for a file
    for number in range(_PACKAGES):
        folder = root / f"package{number // 40}" / "Kernel"
        folder.mkdir(parents=True, exist_ok=True)
        functions = (
            f'f{each}[x_, y_List] := Module[{{a = {random.random()}, b}}, b = Map[# + {each} &, y]; "text {each}"]\n'
            for each in range(_FUNCTIONS)
        )
        (folder / f"file{number}.m").write_text(f'BeginPackage["P{number}`"]\n{"".join(functions)}EndPackage[]\n')


def verbs() -> Iterator[Result]:
    """Compare the other commands with lint of the same input."""
    specification, file = str(SAMPLES / "kernels" / "direct.toml"), str(SAMPLES / "frontend" / "clean.m")
    for verb, words, given in (
        ("render", ("--version", "7"), specification),
        ("setup", ("--version", "7"), specification),
        ("trace", ("--version", "7"), specification),
        ("extract", (), file),
    ):
        yield _compared(f"{verb}, to lint of the same file", "1.5", rkconf(verb, *words, given), rkconf("lint", given))
