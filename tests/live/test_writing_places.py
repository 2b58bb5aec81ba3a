"""Writes for other users and groups, to a full disk, a read-only one, and over the border of a file system."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import CHECKOUT
from tests.faulty_entry import FILE
from tests.live.disturbances import Call, disturbed
from tests.live.disturbances import missing as missing_tracer
from tests.live.machines import require
from tests.live.test_writing import ACCESS_CONTROL_LIST
from tests.live.warm_runs import Runs

pytestmark = pytest.mark.live

ALICE, BOB, LAB, OTHERS = 51234, 51235, 51300, 51301
FIX = ("lint", "--fix-only", "bad.m")
FORKED = """
import os, sys
from rkconf.__main__ import main
from rkconf.fixes import fix
from rkconf import atomic, linting, rules
user, *groups = map(int, sys.argv[1].split(","))
main(["lint", "--fix-only", "--diff", "bad.m"])
os.setgroups(groups)
os.setgid(groups[0])
os.setuid(user)
os._exit(main(sys.argv[2:]))
"""
"""Run rkconf as another user, who may not be able to read the program: everything is imported before."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that other users may enter and write, unlike those of pytest."""
    if os.geteuid() != 0:
        pytest.skip("only the administrator can write for somebody else")
    made = Path(tempfile.mkdtemp(prefix="rkconf-writing-"))
    made.chmod(0o777)
    (made / "bad.m").write_bytes(FILE)
    yield made
    shutil.rmtree(made)


class Ended(NamedTuple):
    status: int
    err: str


def fix_as(user: int, *groups: int, folder: Path) -> Ended:
    """Fix the file as a user whose first group is the usual one."""
    names = ",".join(map(str, (user, *groups)))
    command = [sys.executable, "-c", FORKED, names, *FIX]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    run = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    return Ended(run.returncode, run.stderr)


def state(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_uid, status.st_gid, status.st_mode & 0o7777


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def give(path: Path, user: int, group: int, mode: int) -> None:
    os.chown(path, user, group)
    path.chmod(mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_an_owner_keeps_a_group_that_is_not_the_usual_one(mode: int, folder: Path) -> None:
    give(folder / "bad.m", BOB, LAB, mode)
    assert fix_as(BOB, OTHERS, LAB, folder=folder).status == 0
    assert (folder / "bad.m").read_bytes() != FILE
    assert state(folder / "bad.m") == (BOB, LAB, mode)


def test_the_administrator_changes_neither_owner_nor_group(folder: Path) -> None:
    give(folder / "bad.m", ALICE, LAB, 0o640)
    assert fix_as(0, 0, folder=folder).status == 0
    assert (folder / "bad.m").read_bytes() != FILE
    assert state(folder / "bad.m") == (ALICE, LAB, 0o640)


@pytest.mark.parametrize(
    ("owner", "group", "lost"),
    [
        pytest.param(ALICE, LAB, "owner", id="the file of a colleague"),
        pytest.param(BOB, 51999, "group", id="a group that the owner has left"),
    ],
)
def test_a_file_that_would_get_another_owner_or_group_is_refused(
    owner: int, group: int, lost: str, folder: Path
) -> None:
    give(folder / "bad.m", owner, group, 0o664)
    ended = fix_as(BOB, OTHERS, LAB, folder=folder)
    assert ended.status == 2
    assert f"would lose its {lost}" in ended.err
    assert "nothing was written" in ended.err
    assert (folder / "bad.m").read_bytes() == FILE
    assert state(folder / "bad.m") == (owner, group, 0o664)
    assert names(folder) == ["bad.m"]


def test_a_list_that_the_folder_gives_to_new_files_lets_nobody_in(folder: Path) -> None:
    (folder / "bad.m").chmod(0o640)
    os.setxattr(folder, "system.posix_acl_default", ACCESS_CONTROL_LIST)
    (folder / "new.m").touch()
    assert "system.posix_acl_access" in os.listxattr(folder / "new.m")
    assert fix_as(0, 0, folder=folder).status == 0
    assert (folder / "bad.m").read_bytes() != FILE
    assert "system.posix_acl_access" not in os.listxattr(folder / "bad.m")
    assert state(folder / "bad.m") == (0, 0, 0o640)


@contextmanager
def mounted(*words: str, place: Path) -> Iterator[None]:
    run = subprocess.run(["/usr/bin/mount", *words, str(place)], check=False, capture_output=True, text=True)
    if run.returncode:
        pytest.skip(f"cannot mount here: {run.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["/usr/bin/umount", str(place)], check=True)


def fill(path: Path) -> None:
    """Write a file until the disk is full."""
    with suppress(OSError), path.open("wb", buffering=0) as rest:
        while True:
            rest.write(b"x" * 4096)


@pytest.mark.parametrize("free", [0, 4096])
def test_a_full_disk_leaves_the_old_file(free: int, folder: Path) -> None:
    place = folder / "disk"
    place.mkdir()
    with mounted("-t", "tmpfs", "-o", "size=64k", "tmpfs", place=place):
        (place / "bad.m").write_bytes(FILE + b"\n" * 5000)
        before = (place / "bad.m").read_bytes()
        fill(place / "rest")
        os.truncate(place / "rest", (place / "rest").stat().st_size - free)
        ended = fix_as(0, 0, folder=place)
        assert (ended.status, (place / "bad.m").read_bytes(), names(place)) == (2, before, ["bad.m", "rest"])
        assert "No space left on device; free some space; nothing was written" in ended.err


def test_a_read_only_disk_is_reported(folder: Path) -> None:
    place = folder / "disk"
    place.mkdir()
    with mounted("-t", "tmpfs", "tmpfs", place=place):
        (place / "bad.m").write_bytes(FILE)
        subprocess.run(["/usr/bin/mount", "-o", "remount,ro", str(place)], check=True)
        ended = fix_as(0, 0, folder=place)
        assert (ended.status, (place / "bad.m").read_bytes()) == (2, FILE)
        assert "choose another folder, or mount it for writing; nothing was written" in ended.err


def test_a_file_that_is_a_mount_point_is_reported(folder: Path) -> None:
    (folder / "source.m").write_bytes(FILE)
    with mounted("--bind", str(folder / "source.m"), place=folder / "bad.m"):
        ended = fix_as(0, 0, folder=folder)
    assert ended.status == 2
    assert "nothing was written" in ended.err
    assert (folder / "source.m").read_bytes() == FILE
    assert names(folder) == ["bad.m", "source.m"]


@pytest.mark.parametrize("call", ["renameat2", "rename"])
def test_a_rename_over_the_border_of_a_file_system_leaves_a_whole_file(call: str, tmp_path: Path) -> None:
    require(missing_tracer())
    (tmp_path / "bad.m").write_bytes(FILE)
    runs = Runs([(*FIX, "--diff")], tmp_path)
    process = runs.start(FIX, tmp_path)
    assert process
    with disturbed(process, Call("renameat2,rename" if call == "rename" else call, 1), "EXDEV"):
        ended = runs.finish()
    runs.stop()
    is_written = (tmp_path / "bad.m").read_bytes() != FILE
    assert (is_written, ended.status) == ((False, 2) if call == "rename" else (True, 0))
    assert ("nothing was written" in ended.err) is not is_written
    assert [name for name in names(tmp_path) if name.startswith(".rkconf")] == []
