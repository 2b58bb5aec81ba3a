"""Run rkconf in this process, in a scratch folder, with its standard streams in memory."""

import cProfile
import io
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, NamedTuple
from unittest import mock

from tests.fuzz.invocations import Invocation

SECONDS_WITHOUT_AN_END: Final = 20
"""Processor time after which a run counts as endless; ordinary ones need a thousandth of it."""


class Crash(NamedTuple):
    """An exception that left rkconf: its type, the innermost function of rkconf, and the traceback."""

    name: str
    place: str
    text: str


class Outcome(NamedTuple):
    """The result of a run: exit status, both streams, the files afterwards, and the function calls if counted."""

    status: int
    out: bytes
    err: bytes
    files: Mapping[str, bytes]
    crash: Crash | None = None
    steps: int = 0


class EndlessError(BaseException):
    """Stops a run that does not end; no ``except Exception`` catches it."""


class Program:
    """The program in a scratch folder; it counts its runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.runs = 0

    def __call__(self, invocation: Invocation, *, counted: bool = False) -> Outcome:
        """Run an invocation in an empty folder with its files."""
        self.runs += 1
        _fill(self._folder, invocation.files)
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2)]
        profile = cProfile.Profile() if counted else None
        with _streams(invocation.stdin, *streams), _interrupted():
            status, crash = _run(invocation.words, profile)
        steps = sum(entry.callcount for entry in profile.getstats()) if profile else 0
        out, err = map(_content, streams)
        return Outcome(status, out, err, dict(_files(self._folder)), crash, steps)


@contextmanager
def program() -> Iterator[Program]:
    """Yield the program in a temporary folder, which is the working folder until the end."""
    before = Path.cwd()
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    with tempfile.TemporaryDirectory() as folder:
        environment |= {"LANG": "C.UTF-8", "COLUMNS": "100", "XDG_CACHE_HOME": str(Path(folder, "cache"))}
        place = Path(folder, "place")
        place.mkdir()
        os.chdir(place)
        try:
            with mock.patch.dict(os.environ, environment, clear=True):
                yield Program(place)
        finally:
            os.chdir(before)


def _run(words: tuple[str, ...], profile: cProfile.Profile | None) -> tuple[int, Crash | None]:
    from rkconf.cli import main

    try:
        status = profile.runcall(main, words) if profile else main(words)
    except (Exception, SystemExit, EndlessError) as error:  # noqa: BLE001 - whatever it is, it is a finding
        return -1, _crash(error)
    if status == 128 + signal.SIGINT:
        raise KeyboardInterrupt
    return status, None


def _crash(error: BaseException) -> Crash:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}rkconf{os.sep}" in frame.filename] or frames
    parts = Path(ours[-1].filename).with_suffix("").parts
    place = "/".join(parts[-2:]) + f":{ours[-1].name}"
    # An endless run is stopped anywhere.
    name = type(error).__name__
    return Crash(name, "" if isinstance(error, EndlessError) else place, "".join(traceback.format_exception(error)))


@contextmanager
def _streams(stdin: bytes, stdout: io.TextIOWrapper, stderr: io.TextIOWrapper) -> Iterator[None]:
    given = io.TextIOWrapper(io.BytesIO(stdin), "utf-8", newline="\n")
    with mock.patch.multiple(sys, stdin=given, stdout=stdout, stderr=stderr):
        yield


@contextmanager
def _interrupted() -> Iterator[None]:
    """Stop a run after a processor time that is a thousand times the usual one."""

    def stop(_: int, __: FrameType | None) -> None:
        raise EndlessError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_WITHOUT_AN_END)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _content(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)  # noqa: PTH108 - this is done for every run
    for name, data in files.items():
        if "/" in name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        with open(name, "wb") as file:  # noqa: PTH123 - as above
            file.write(data)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for place, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path.read_bytes()
