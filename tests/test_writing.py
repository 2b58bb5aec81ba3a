"""Writing whole files: completely or not at all, never over another text, and with the same permissions."""

import errno
import os
import stat
from pathlib import Path

import pytest

from rkconf import atomic
from rkconf.atomic import renames
from rkconf.atomic.temporary import Temporary
from rkconf.errors import RkconfError, WriteRefusedError

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_permission_bits = pytest.mark.skipif(AS_ROOT, reason="permission bits do not bind the administrator")


@pytest.fixture
def init(tmp_path: Path) -> Path:
    path = tmp_path / "init.m"
    path.write_bytes(b"before")
    return path


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".rkconf")]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    atomic.write(tmp_path / "new.m", b"new")
    assert (tmp_path / "new.m").read_bytes() == b"new"
    assert (tmp_path / "new.m").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_temporary_file_that_cannot_be_removed_is_named(init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a folder to which files can only be added (`chattr +a`)."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(renames, "exchange", refuse)
    monkeypatch.setattr(Temporary, "discard", refuse)
    with pytest.raises(WriteRefusedError) as refused:
        atomic.replace(init, b"new", expected=init.read_bytes())
    (left,) = (path for path in init.parent.iterdir() if path != init)
    assert str(refused.value).endswith(
        f"; nothing was written, but {left} could not be removed (Operation not permitted); remove it"
    )


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_mode_is_kept(init: Path, mode: int) -> None:
    init.chmod(mode)
    atomic.replace(init, b"after", expected=b"before")
    assert init.read_bytes() == b"after"
    assert stat.S_IMODE(init.stat().st_mode) == mode
    assert leftovers(init.parent) == []


@pytest.mark.skipif(not AS_ROOT, reason="only the administrator can write for somebody else")
def test_the_owner_is_kept(init: Path) -> None:
    os.chown(init, 1234, 1234)
    atomic.write(init, b"after")
    assert (init.stat().st_uid, init.stat().st_gid) == (1234, 1234)


def test_a_symbolic_link_stays_one(init: Path) -> None:
    link = init.parent / "link.m"
    link.symlink_to("init.m")
    atomic.replace(link, b"after", expected=b"before")
    assert link.is_symlink()
    assert init.read_bytes() == b"after"


def test_a_link_to_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    (tmp_path / "link.m").symlink_to("later.m")
    atomic.write(tmp_path / "link.m", b"after")
    assert (tmp_path / "later.m").read_bytes() == b"after"


def test_a_device_is_written_to_not_replaced() -> None:
    atomic.write(os.devnull, b"gone")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("now", [pytest.param(b"other", id="changed"), pytest.param(None, id="removed")])
def test_a_file_that_changed_meanwhile_is_left_alone(init: Path, now: bytes | None) -> None:
    if now is None:
        init.unlink()
    else:
        init.write_bytes(now)
    with pytest.raises(WriteRefusedError, match="changed since rkconf read it"):
        atomic.replace(init, b"after", expected=b"before")
    assert (init.read_bytes() if init.exists() else None) == now
    assert leftovers(init.parent) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("", "this is a folder", id="a folder"),
        pytest.param("missing/init.m", "no such file or folder", id="a folder that is not there"),
        pytest.param("init.m/inner.m", "a part of this path is a file", id="a file where a folder should be"),
        pytest.param("x" * 300, "name too long", id="a name too long"),
        pytest.param("a\0b", "cannot be a path", id="a null byte"),
    ],
)
def test_an_unwritable_file_is_reported_in_one_line(init: Path, path: str, reason: str) -> None:
    with pytest.raises(WriteRefusedError) as caught:
        atomic.write(f"{init.parent}/{path}", b"after")
    assert reason in str(caught.value)
    assert "nothing was written" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert leftovers(init.parent) == []
    assert init.read_bytes() == b"before"


@needs_permission_bits
def test_a_folder_that_may_not_be_written(init: Path) -> None:
    init.parent.chmod(0o500)
    with pytest.raises(WriteRefusedError, match="permission denied"):
        atomic.write(init, b"after")
    init.parent.chmod(0o700)
    assert init.read_bytes() == b"before"


def test_a_full_disk_leaves_the_old_file(init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RkconfError, match="No space left on device; free some space; nothing was written"):
        atomic.write(init, b"after")
    assert init.read_bytes() == b"before"
    assert leftovers(init.parent) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("", "this is a folder", id="a folder"),
        pytest.param("kept.m", "permission denied", id="a file that nobody may write"),
        pytest.param("init.m/inner.m", "a part of this path is a file", id="a file where a folder should be"),
        pytest.param("a\0b", "cannot be a path", id="a null byte"),
    ],
)
def test_what_could_not_be_written_is_refused_before_it_is_tried(init: Path, path: str, reason: str) -> None:
    (init.parent / "kept.m").touch(0o444)
    with pytest.raises(WriteRefusedError, match=f"{reason}.*; nothing was written"):
        atomic.require_writable(f"{init.parent}/{path}")


@pytest.mark.parametrize("path", ["init.m", "new.m", "missing/folders/new.m", os.devnull])
def test_what_could_be_written_is_let_pass_and_left_alone(init: Path, path: str) -> None:
    atomic.require_writable(init.parent / path)
    assert [each.name for each in init.parent.iterdir()] == ["init.m"]


@needs_permission_bits
@pytest.mark.parametrize("path", ["new.m", "missing/new.m"])
def test_a_folder_that_may_not_be_written_is_refused_before_it_is_tried(init: Path, path: str) -> None:
    init.parent.chmod(0o500)
    with pytest.raises(WriteRefusedError, match="permission denied"):
        atomic.require_writable(init.parent / path)
    init.parent.chmod(0o700)
