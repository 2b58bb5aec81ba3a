"""Signals: the same exit status at every moment, no traceback, and no process or file that is left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf.interruption import Handing
from tests.faulty_entry import FILE
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="signals of Unix")

SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
COUNT = 40

AT_AN_EVENT = """
import os, sys

left = int(os.environ["EVENT"])

def send(event, arguments):
    global left
    if "rkconf.cli" in sys.modules:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), int(os.environ["SIGNAL"]))

sys.addaudithook(send)
"""
"""Every run sends itself a signal at an event, such as an import or the opening of a file."""

WAITS_LATER = """
import os, sys, time
from pathlib import Path

def wait(event, arguments):
    if event == "open" and str(arguments[0]).endswith("9.m") and os.getpid() != os.getsid(0):
        Path(f"reading-{os.getpid()}").touch()
        while True:
            time.sleep(0.01)

sys.addaudithook(wait)
"""
"""Every worker stops at some file, for ever; their parent leads the session."""


@pytest.fixture(autouse=True)
def unignored() -> Iterator[None]:
    """Start programs that ignore no signal, though the tests may run in the background or with `nohup`."""
    ignored = [number for number in SIGNALS if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder of files with findings, and a folder for code that every run executes first."""
    (tmp_path / "code").mkdir()
    (tmp_path / "files").mkdir()
    for number in range(COUNT):
        (tmp_path / "files" / f"{number}.m").write_bytes(FILE)
    return tmp_path / "files"


def command(files: Path, code: str, **variables: object) -> tuple[list[str], dict[str, str]]:
    """Return the command that fixes all files after some code, and its environment."""
    (files.parent / "code" / "sitecustomize.py").write_text(code)
    path = os.pathsep.join(filter(None, (str(files.parent / "code"), os.environ.get("PYTHONPATH"))))
    given = {name: str(value) for name, value in variables.items()}
    return [sys.executable, "-m", "rkconf", "lint", "--fix"], {**os.environ, "PYTHONPATH": path, **given}


def contents(files: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in files.iterdir() if not path.name.startswith("reading-")}


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("event", [1, 2, 5, 60, 200, 500, 900, 1200])
def test_the_status_is_the_same_at_every_moment(event: int, number: signal.Signals, files: Path) -> None:
    words, environment = command(files, AT_AN_EVENT, EVENT=event, SIGNAL=int(number))
    run = subprocess.run([*words, "0.m"], cwd=files, env=environment, check=False, capture_output=True)
    assert (run.returncode, run.stderr) == (SIGNALS[number], b"")
    assert len(contents(files)) == COUNT


def test_a_signal_that_the_program_was_started_to_ignore_stays_ignored(files: Path) -> None:
    words, environment = command(files, AT_AN_EVENT, EVENT=500, SIGNAL=int(signal.SIGHUP))
    shell = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *words, "0.m"]
    run = subprocess.run(shell, cwd=files, env=environment, check=False, capture_output=True)
    assert run.returncode == 0
    assert b"fixed" in run.stderr


DEFERRED = """
import os, signal
from rkconf import interruption

interruption.install()
with interruption.deferred():
    with interruption.deferred():
        os.kill(os.getpid(), signal.SIGTERM)
        print("inner", flush=True)
    print("outer", flush=True)
print("after", flush=True)
"""


def test_a_write_is_completed_before_the_process_ends() -> None:
    run = subprocess.run([sys.executable, "-c", DEFERRED], check=False, capture_output=True)
    assert (run.returncode, run.stdout.split()) == (143, [b"inner", b"outer"])


def test_a_second_signal_does_not_interrupt_the_end_of_a_section() -> None:
    section, ended = Handing(), []
    section.obeyed_by(lambda: ended.append(section.received))
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
        section.receive(number)
    assert (ended, section.received) == ([signal.SIGTERM], signal.SIGTERM)


@pytest.mark.parametrize(
    ("number", "status"), [*SIGNALS.items(), (signal.SIGKILL, -9)], ids=["INT", "TERM", "HUP", "KILL"]
)
@pytest.mark.parametrize("is_to_all", [False, True], ids=["to the parent", "to all"])
def test_workers_end_with_their_parent_and_nothing_is_written_after_it(
    number: signal.Signals, status: int, *, is_to_all: bool, files: Path
) -> None:
    words, environment = command(files, WAITS_LATER)
    alive, end = os.pipe()
    with subprocess.Popen(
        [*words, "--jobs", "2"],
        cwd=files,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        pass_fds=[end],
        start_new_session=True,
    ) as run:
        os.close(end)
        wait_until(lambda: len(list(files.glob("reading-*"))) == 2, run)
        (os.killpg if is_to_all else os.kill)(run.pid, number)
        assert run.wait() == status
        before = contents(files)
        # Every process of the run has the writing end: reading ends when all of them have ended.
        assert os.read(alive, 1) == b""
        os.close(alive)
        assert run.stderr
        assert run.stderr.read() == b""
    assert contents(files) == before
    assert FILE in before.values()
    assert set(map(len, before.values())) <= {len(FILE), len(FILE) + 1}


_SIGNALLED_AT_THE_END = """
import atexit, os, sys
from rkconf.__main__ import main

atexit.register(os.kill, os.getpid(), int(sys.argv[1]))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize(("words", "status"), [(("--version",), 0), (("none",), 2)], ids=["success", "wrong usage"])
@pytest.mark.parametrize("number", SIGNALS)
def test_a_complete_run_keeps_its_status(number: signal.Signals, words: tuple[str, ...], status: int) -> None:
    run = subprocess.run(
        (sys.executable, "-c", _SIGNALLED_AT_THE_END, str(int(number)), *words),
        capture_output=True,
        check=False,
    )
    assert run.returncode == status
