"""Writes are whole: after a kill or a failure at any system call, a target has its old bytes or its new ones."""

import os
import shutil
import signal
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from rkconf import cli
from tests import answers
from tests.conftest import SAMPLES
from tests.faulty_entry import FILE
from tests.live.disturbances import Call, calls, disturbed, missing, recorded
from tests.live.machines import require
from tests.live.warm_runs import Ended, Runs
from tests.manual import commands_of

pytestmark = pytest.mark.live

TUNNEL = str(SAMPLES / "kernels" / "tunnel.toml")
FRONT_END = (SAMPLES / "conversions" / "tunnel" / "5.2.m").read_bytes()
AS_ROOT = os.geteuid() == 0
NOTHING = "nothing was written"
OLD = b"the previous content"
# user::rw- user:65534:r-- group::--- mask::r-- other::---, as setfacl stores it
_ENTRIES = (
    (0x01, 6, 0xFFFFFFFF),
    (0x02, 4, 65534),
    (0x04, 0, 0xFFFFFFFF),
    (0x10, 4, 0xFFFFFFFF),
    (0x20, 0, 0xFFFFFFFF),
)
ACCESS_CONTROL_LIST = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in _ENTRIES)


class Case(NamedTuple):
    """A command that writes, in a folder with ``init.m`` and ``bad.m``."""

    words: tuple[str, ...]
    targets: tuple[str, ...]
    present: bytes | None = None
    """The content of the target before; None if it does not exist."""


WRITERS = {"--output", "--in-place", "--svg", "--write-baseline", "--fix"}
"""The options of a command with which it writes a file."""
SETUP = tuple(
    f"made/{name}"
    for name in ("steps.txt", "ssh_config", "remote.host.name/math.sh", "remote.host.name/rkconf-links.m")
)
# The pipes of Python's multiprocessing, which never fail, are also system calls on files.
WITH_WORKERS = "lint --fix with workers"
CASES = {
    "lint --fix": Case(("lint", "--fix", "bad.m"), ("bad.m",), FILE),
    "lint --fix-only": Case(("lint", "--fix-only", "bad.m"), ("bad.m",), FILE),
    WITH_WORKERS: Case(("lint", "--fix", "--jobs", "2", "bad.m"), ("bad.m",), FILE),
    "lint --add-ignores": Case(("lint", "--add-ignores", "known", "bad.m"), ("bad.m",), FILE),
    "a new baseline": Case(("lint", "bad.m", "--write-baseline", "known.json"), ("known.json",)),
    "a baseline": Case(
        ("lint", "bad.m", "--write-baseline", "known.json"), ("known.json",), b'{"format": 1, "findings": []}'
    ),
    "a new report": Case(("lint", "bad.m", "--output", "json=report"), ("report",)),
    "a report": Case(("lint", "bad.m", "--output", "json=report"), ("report",), OLD),
    "render --in-place": Case(
        ("render", TUNNEL, "--version", "7", "--into", "init.m", "--in-place"), ("init.m",), FRONT_END
    ),
    "render --output": Case(("render", TUNNEL, "--version", "7", "--output", "out"), ("out",)),
    "convert --in-place": Case(
        ("convert", "init.m", "--from", "5.2", "--to", "7", "--in-place"), ("init.m",), FRONT_END
    ),
    "convert --output": Case(("convert", "init.m", "--from", "5.2", "--to", "7", "--output", "out"), ("out",), OLD),
    "extract --output": Case(("extract", "init.m", "--output", "out"), ("out",)),
    "trace --svg": Case(("trace", TUNNEL, "--version", "7", "--svg", "out"), ("out",), OLD),
    "new": Case(("new", "kernels.toml", *answers.given()), ("kernels.toml",)),
    "doctor --output": Case(("doctor", "--dry-run", TUNNEL, "--version", "7", "--output", "out"), ("out",), OLD),
    "setup": Case(("setup", TUNNEL, "--version", "7", "--output", "made"), SETUP),
    "setup --force": Case(("setup", TUNNEL, "--version", "7", "--output", "made", "--force"), SETUP, OLD),
}


PLACES = [pytest.param(case, id=name) for name, case in CASES.items()]


class Properties(NamedTuple):
    """The properties of a file that a write must keep."""

    mode: int
    owner: int
    group: int
    attributes: frozenset[tuple[str, bytes]]

    @property
    def permissions(self) -> tuple[object, ...]:
        """The properties that decide about access."""
        return self.mode, self.owner, self.group, dict(self.attributes).get("system.posix_acl_access")


def properties(path: Path) -> Properties:
    status = path.stat()
    attributes = frozenset((name, os.getxattr(path, name)) for name in os.listxattr(path))
    return Properties(status.st_mode, status.st_uid, status.st_gid, attributes)


def protect(path: Path) -> None:
    """Give a file permissions that a new one does not have."""
    if AS_ROOT:
        os.chown(path, 1234, 1235)
    path.chmod(0o600)
    os.setxattr(path, "user.comment", b"kept")
    os.setxattr(path, "system.posix_acl_access", ACCESS_CONTROL_LIST)


class Place:
    """A folder in which a case is run again and again."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case = case
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder anew: only the files before the run."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        (self.folder / "bad.m").write_bytes(FILE)
        (self.folder / "init.m").write_bytes(FRONT_END)
        if self.case.present is not None:
            path = self.folder / self.case.targets[0]
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(self.case.present)
            protect(path)

    def contents(self) -> tuple[bytes | None, ...]:
        paths = [self.folder / name for name in self.case.targets]
        return tuple(path.read_bytes() if path.exists() else None for path in paths)

    def properties(self) -> tuple[Properties | None, ...]:
        paths = [self.folder / name for name in self.case.targets]
        return tuple(properties(path) if path.exists() else None for path in paths)

    def strays(self) -> list[Path]:
        return sorted(self.folder.rglob(".rkconf-*"))


class Undisturbed(NamedTuple):
    """A run to compare with: its status, the targets before and after it, and its system calls after the pause."""

    status: int
    before: tuple[bytes | None, ...]
    after: tuple[bytes | None, ...]
    allowed: tuple[Properties, ...]
    """The properties of each target before, or of a new one after."""
    calls: tuple[Call, ...]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    require(missing())
    folder = tmp_path_factory.mktemp("warm")
    (folder / "bad.m").write_bytes(FILE)
    (folder / "init.m").write_bytes(FRONT_END)
    made = Runs([case.words for case in CASES.values()], folder)
    yield made
    made.stop()


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return Place(request.param, tmp_path / "place")


def undisturbed(place: Place, runs: Runs, log: Path) -> Undisturbed:
    place.prepare()
    before, properties = place.contents(), place.properties()
    process = runs.start(place.case.words, place.folder)
    assert process
    with recorded(process, log):
        ended = runs.finish()
    assert place.strays() == []
    assert None not in place.contents()
    allowed = tuple(old or new for old, new in zip(properties, place.properties(), strict=True))
    assert None not in allowed
    return Undisturbed(ended.status, before, place.contents(), tuple(filter(None, allowed)), tuple(calls(log)))


def disturb(place: Place, runs: Runs, call: Call, error: str | None = None) -> Ended:
    place.prepare()
    process = runs.start(place.case.words, place.folder)
    assert process
    with disturbed(process, call, error):
        return runs.finish()


def test_every_command_that_writes_has_a_case() -> None:
    given = {name: {*each.format_help().split()} for name, each in commands_of(cli.program()).items()}
    writers = {name for name, words in given.items() if not WRITERS.isdisjoint(words)}
    # Only `new` takes the file as an argument.
    assert writers | {"new"} == {case.words[0] for case in CASES.values()}


def test_a_run_that_is_killed_leaves_the_old_file_or_the_new_one(place: Place, runs: Runs, tmp_path: Path) -> None:
    expected = undisturbed(place, runs, tmp_path / "log")
    seen = set()
    for call in expected.calls:
        assert disturb(place, runs, call).status == -signal.SIGKILL, call
        each = zip(place.contents(), expected.before, expected.after, strict=True)
        assert all(now in {old, new} for now, old, new in each), call
        seen.add(place.contents() == expected.after)
        assert_permissions(place, expected, call)
        runs.start(place.case.words, place.folder)
        runs.finish()
        assert (place.strays(), place.contents()) == ([], expected.after), call
    assert seen == {True, False}


def assert_permissions(place: Place, expected: Undisturbed, call: Call) -> None:
    """Require the same properties of every target, and temporary files that nobody else can read."""
    for now, allowed in zip(place.properties(), expected.allowed, strict=True):
        assert now in {None, allowed}, call
    for stray in map(properties, place.strays()):
        assert stray.mode & 0o077 == 0 or stray.permissions in {each.permissions for each in expected.allowed}, call


@pytest.mark.parametrize("place", [case for case in PLACES if case.id != WITH_WORKERS], indirect=True)
@pytest.mark.parametrize("error", ["EIO", "EACCES", "ENOSYS"])
def test_a_call_that_fails_leaves_a_whole_file_and_a_true_message(
    error: str, place: Place, runs: Runs, tmp_path: Path
) -> None:
    expected = undisturbed(place, runs, tmp_path / "log")
    for call in failing(expected):
        fails_at(call, error, place, runs, expected)


def failing(expected: Undisturbed) -> list[Call]:
    """Return the system calls that can fail because of a file or a disk."""
    return [call for call in expected.calls if call.is_about_files]


def fails_at(call: Call, error: str, place: Place, runs: Runs, expected: Undisturbed) -> None:
    """Let a call fail, and require a whole file and a true message."""
    ended = disturb(place, runs, call, error)
    assert "Traceback" not in ended.err, (call, ended.err)
    assert place.contents() in {expected.before, expected.after}, (call, ended)
    is_written = place.contents() == expected.after
    assert is_told(ended, expected.status, is_written=is_written), (call, ended, is_written)
    assert_permissions(place, expected, call)


def is_told(ended: Ended, usual: int, *, is_written: bool) -> bool:
    """Whether the status and the message are those of a write, or of a refusal."""
    if not is_written:
        return ended.status == 2 and NOTHING in ended.err
    is_output_lost = ended.status == 2 and "cannot write the output" in ended.err
    return NOTHING not in ended.err and (ended.status == usual or is_output_lost)
