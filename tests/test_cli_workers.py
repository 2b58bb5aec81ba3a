"""Many files: the same bytes whoever checks them, progress on a terminal, and no process left to wonder about."""

import io
import os
import signal
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from rkconf.cli import workers
from rkconf.cli.pool import Pool
from rkconf.errors import UsageError, WorkerLostError
from tests.conftest import Program
from tests.faulty_entry import FILE
from tests.test_interruption import unignored
from tests.waiting import wait_until

__all__ = ["unignored"]

COUNT = 60


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder: some files with findings, some without, some that cannot be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rkconf.toml").write_text('[severity]\nRK407 = "warning"\n[ignore]\n"2*.m" = ["RK102"]\n')
    for number in range(COUNT):
        data = FILE.replace(b"skye", f"skye{number}".encode()) if number % 3 else b"f[x_] := x\n"
        (tmp_path / f"{number}.m").write_bytes(b"\0" if number % 20 == 7 else data)
    return tmp_path


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("form", ["concise", "json"])
@pytest.mark.parametrize("jobs", ["2", "7", "auto"])
def test_the_same_bytes_whatever_the_number_of_workers(rkconf: Program, jobs: str, form: str) -> None:
    alone = rkconf("lint", "--jobs", "1", "--format", form)
    together = rkconf("lint", "--jobs", jobs, "--format", form)
    assert (alone.status, alone.err.count("\n")) == (2, 3)
    assert (together.status, together.raw, together.err) == (alone.status, alone.raw, alone.err)
    assert "59.m" in alone.out


@pytest.mark.usefixtures("files")
def test_files_are_repaired_by_workers_as_by_one_process(rkconf: Program) -> None:
    alone = rkconf("lint", "--jobs", "1", "--fix", "--diff")
    assert "+++ 59.m" in alone.out
    assert rkconf("lint", "--jobs", "3", "--fix", "--diff").raw == alone.raw


def test_workers_without_a_file_are_not_started(rkconf: Program) -> None:
    assert rkconf("lint", "--launch", "ssh h math", "--jobs", "7").status == 1


@pytest.mark.parametrize("jobs", ["0", "-1", "1.5", "many", "\u0664"])
def test_a_number_of_workers_that_makes_no_sense_is_one_line(rkconf: Program, jobs: str) -> None:
    outcome = rkconf("lint", f"--jobs={jobs}")
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)
    assert "give a number from 1 to 9999, or auto" in outcome.err


def double(text: str) -> str:
    return text * 2


def who(_: str) -> int:
    return os.getpid()


def die(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_results_come_in_the_order_of_the_files() -> None:
    names = [str(number) for number in range(200)]
    assert list(workers.in_order(double, names, 4)) == [name * 2 for name in names]


def ticking(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the clock of the workers go on by so many seconds whenever somebody looks at it."""
    clock = count()
    monkeypatch.setattr(workers, "monotonic", lambda: next(clock) * seconds)
    monkeypatch.setattr(workers, "cores", lambda: 2)


def test_quick_files_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    ticking(monkeypatch, 0.0001)
    assert set(workers.in_order(who, ["a"] * 1000, None)) == {os.getpid()}


def test_the_last_few_slow_files_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    ticking(monkeypatch, 0.01)
    assert set(workers.in_order(who, ["a"] * 25, None)) == {os.getpid()}


def test_many_slow_files_are_begun_alone_and_shared_then(monkeypatch: pytest.MonkeyPatch) -> None:
    ticking(monkeypatch, 0.1)
    done_by = list(workers.in_order(who, ["a"] * 100, None))
    assert set(done_by[:2]) == {os.getpid()}
    assert os.getpid() not in done_by[2:]


def test_one_core_shares_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ticking(monkeypatch, 0.1)
    monkeypatch.setattr(workers, "cores", lambda: 1)
    assert set(workers.in_order(who, ["a"] * 100, None)) == {os.getpid()}


def test_a_system_without_the_means_does_all_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("multiprocessing.context.BaseContext.Pipe", refuse)
    assert list(workers.in_order(who, ["a"] * 5, 3)) == [os.getpid()] * 5


def test_a_worker_that_is_killed_is_one_line() -> None:
    with pytest.raises(WorkerLostError, match="try --jobs 1"):
        list(workers.in_order(die, ["a"] * 4, 2))


def fail(text: str) -> None:
    raise UsageError(text)


def test_an_error_of_a_worker_is_raised_by_its_parent() -> None:
    with pytest.raises(UsageError, match="a") as caught:
        list(workers.in_order(fail, ["a"] * 4, 2))
    assert "in fail" in caught.value.__notes__[0]


def test_processes_can_be_started_anew_where_a_fork_is_unsafe() -> None:
    with closing(Pool(os.path.basename, 2, "spawn")) as pool:
        assert list(pool.in_order([["a/b", "c"], ["d/e"], ["f/g"]])) == ["b", "c", "e", "g"]


def blocked(_: str) -> set[str]:
    return {signal.Signals(number).name for number in signal.pthread_sigmask(signal.SIG_BLOCK, ())}


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals of Unix")
def test_a_worker_never_sees_the_signals_of_a_terminal() -> None:
    """A terminal sends them to all processes; the parent ends by them, and the workers with it."""
    with closing(Pool(blocked, 1, "fork")) as pool:
        assert list(pool.in_order([["a"]])) == [{"SIGINT", "SIGHUP"}]
    assert blocked("here") == set()


WAITS = """
import os, sys, time
from pathlib import Path

def wait(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".m") and os.getpid() != os.getsid(0):
        Path(f"reading-{os.getpid()}").touch()
        while not Path("interrupted").exists():
            time.sleep(0.01)

sys.addaudithook(wait)
"""
"""Every worker that reads a file waits until the interrupt has been sent; their parent leads the session."""


def test_an_interrupt_ends_all_workers_without_a_message(files: Path) -> None:
    (files / "sitecustomize.py").write_text(WAITS)
    path = os.pathsep.join(filter(None, (str(files), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "rkconf", "lint", "--jobs", "2"]
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True, env=environment) as run:
        wait_until(lambda: len(list(files.glob("reading-*"))) == 2, run)
        os.killpg(run.pid, signal.SIGINT)
        (files / "interrupted").touch()
        out, err = run.communicate()
    assert (run.returncode, out, err) == (130, b"", b"")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestProgress:
    def told(self, monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: float) -> str:
        ticking(monkeypatch, seconds)
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(workers.with_progress(["a", "b", "c"], 3)) == ["a", "b", "c"]
        return stream.getvalue()

    def test_a_terminal_shows_progress_after_a_second_and_is_cleared_at_the_end(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = self.told(monkeypatch, Terminal(), 0.6)
        assert told.split("\r\x1b[K") == ["", "2 of 3 files", "3 of 3 files", ""]

    def test_a_quick_run_shows_no_progress(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.told(monkeypatch, Terminal(), 0.1) == ""

    def test_a_file_gets_no_progress(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.told(monkeypatch, io.StringIO(), 2) == ""

    def test_a_terminal_that_cannot_erase_gets_no_progress(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "dumb")
        assert self.told(monkeypatch, Terminal(), 2) == ""
