"""Fixtures for every test: the program itself, goldens, and the real files that only some machines have."""

import errno
import io
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import hypothesis
import pytest

if TYPE_CHECKING:
    from tests.scratch_homes import ScratchHome

# No property depends on how busy the machine is. Where CI is set, Hypothesis also takes the same inputs on every run.
hypothesis.settings.register_profile("untimed", parent=hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("untimed")

CHECKOUT = Path(__file__).parents[1]
SAMPLES = CHECKOUT / "samples"

# Only what programs need to run at all; no test sees the colours, proxies or folders of the machine that it runs on.
_KEPT = {"PATH", "HOME", "TMPDIR", "SYSTEMROOT", "PYTHONPATH", "COVERAGE_PROCESS_START"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what rkconf prints now into the goldens in samples/")


def pytest_configure(config: pytest.Config) -> None:
    """With ``--accept``, make the data of the tables of facts first: everything else is made with them.

    A shell in the background ignores SIGINT for its programs, and tcsh then reads the lines of ``-c`` differently.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--accept") and not hasattr(config, "workerinput"):
        from tests import fact_tables

        fact_tables.write()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how often lint's verdict and reality agree, where the tests launched kernels (``tests/live``)."""
    matrix: Counter[tuple[bool, bool]] = Counter()
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, rows in report.user_properties:
            if name == "confusion" and report.when == "call":
                matrix.update({(error, works): number for error, works, number in rows})
    if matrix:
        terminalreporter.section("what lint says of a launch command, and what becomes of it")
        terminalreporter.line(f"{'':12}{'works':>8}{'fails':>8}")
        for title, error in (("no error", False), ("error", True)):
            terminalreporter.line(f"{title:12}{matrix[error, True]:8}{matrix[error, False]:8}")


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder in the working folder that may not be entered: the administrator is refused by hand."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "closed"
    (folder / "inner").mkdir(parents=True)
    for path in (folder / "a.m", folder / "inner" / "a.m", folder / "inner" / "kernels.toml"):
        path.touch()
    folder.chmod(0)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        _refuse_entrance(folder, monkeypatch)
    yield Path("closed")
    folder.chmod(0o700)


def _refuse_entrance(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look, access, scan = os.stat, os.access, os.scandir

    def refuse(path: str | Path | int, *, within: bool) -> None:
        if isinstance(path, int):
            return
        place = folder.parent / path
        if folder in place.parents or (place == folder and not within):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    def looked(path: str | Path | int, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
        refuse(path, within=True)
        return look(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)

    def scanned(path: str = ".") -> object:
        refuse(path, within=False)
        return scan(path)

    monkeypatch.setattr(os, "stat", looked)
    monkeypatch.setattr(os, "scandir", scanned)
    monkeypatch.setattr(os, "access", lambda path, mode: folder.parent / path != folder and access(path, mode))


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder instead of the user's cache: tests share it, and leave the real one alone."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    for name in os.environ.keys() - _KEPT:
        if not name.startswith(("PYTEST_", "COV_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@dataclass(frozen=True)
class Outcome:
    """The result of a run of rkconf."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode(errors="surrogateescape")


class Program(Protocol):
    """Run rkconf in this process: ``rkconf("lint", "-", stdin=b"...")``."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Outcome: ...


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder of a test; it is empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def rkconf(monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program; its standard streams are bytes in memory and no terminal."""

    def run(*arguments: str, stdin: bytes = b"") -> Outcome:
        from rkconf.cli import main

        streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8", newline="\n"))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            status = main(arguments)
        raw, err = (_bytes(stream) for stream in streams.values())
        return Outcome(status, raw, err.decode())

    return run


def _bytes(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


Golden = Callable[[Path, str | bytes], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return a check that a file holds exactly what was made now; ``--accept`` writes the file instead."""

    def check(path: Path, actual: str | bytes) -> None:
        data = actual.encode() if isinstance(actual, str) else actual
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.exists(), f"{path.name} is missing; `pytest --accept` writes it"
        assert data.decode(errors="replace") == path.read_bytes().decode(errors="replace")

    return check


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def shared() -> Path:
    """Return the folder of real files beside the checkout; skip where it is absent."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the real files are not on this machine")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> "ScratchHome":
    """Return a machine with one key without a passphrase, and free ports."""
    # Imported here because few tests need it.
    from tests.scratch_homes import ScratchHome

    return ScratchHome.build(tmp_path)
