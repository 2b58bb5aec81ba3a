"""Reading and writing whole files, and every way in which that can fail."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from rkconf import files
from rkconf.errors import RkconfError, UnreadableInputError, WriteRefusedError

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_permission_bits = pytest.mark.skipif(AS_ROOT, reason="permission bits do not bind the administrator")


@pytest.fixture
def init(tmp_path: Path) -> Path:
    path = tmp_path / "init.m"
    path.write_bytes(b"before")
    return path


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".rkconf")]


@pytest.mark.parametrize(
    ("name", "there"),
    [
        pytest.param("init.m", (True, True, False), id="a file"),
        pytest.param("link.m", (True, True, False), id="a link to one"),
        pytest.param(".", (True, False, True), id="a folder"),
        pytest.param("nowhere.m", (False, False, False), id="nothing"),
        pytest.param("dangling.m", (False, False, False), id="a link to nothing"),
        pytest.param("init.m/inner.m", (False, False, False), id="a file in a file"),
        pytest.param("a\0b", (False, False, False), id="no path at all"),
    ],
)
def test_what_is_there(name: str, there: tuple[bool, bool, bool], init: Path) -> None:
    init.with_name("link.m").symlink_to("init.m")
    init.with_name("dangling.m").symlink_to("nowhere.m")
    path = f"{init.parent}/{name}"
    assert (files.is_there(path), files.is_file(path), files.is_folder(path)) == there


@pytest.mark.parametrize("look", [files.is_there, files.is_file, files.is_folder])
def test_the_contents_of_a_closed_folder_are_unknown(look: Callable[[Path], bool], closed: Path) -> None:
    with pytest.raises(UnreadableInputError, match=r"closed/a\.m: permission denied; check who may read"):
        look(closed / "a.m")


def test_read_gives_the_bytes_and_the_name_as_given(init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    init.write_bytes(b"\xff\x00\r\n")
    monkeypatch.chdir(init.parent)
    source = files.read("./init.m")
    assert (source.name, source.data) == ("./init.m", b"\xff\x00\r\n")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("missing.m", "no such file", id="missing"),
        pytest.param(".", "this is a folder", id="a folder"),
        pytest.param("init.m/inner.m", "a part of this path is a file", id="a file where a folder should be"),
        pytest.param("x" * 300, "name too long", id="a name too long"),
        pytest.param("a\0b", "cannot be a path", id="a null byte"),
        pytest.param("loop", "symbolic links", id="links in a circle"),
    ],
)
def test_an_unreadable_file_is_reported_in_one_line(init: Path, path: str, reason: str) -> None:
    (init.parent / "loop").symlink_to("loop")
    with pytest.raises(UnreadableInputError) as caught:
        files.read(f"{init.parent}/{path}")
    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"{init.parent}/{path}: ")
    assert "\n" not in str(caught.value)


@needs_permission_bits
def test_a_file_that_may_not_be_read(init: Path) -> None:
    init.chmod(0)
    with pytest.raises(UnreadableInputError, match="permission denied"):
        files.read(init)


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    files.write(tmp_path / "new.m", b"new")
    assert (tmp_path / "new.m").read_bytes() == b"new"
    assert (tmp_path / "new.m").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_mode_is_kept(init: Path, mode: int) -> None:
    init.chmod(mode)
    files.write(init, b"after", expected=b"before")
    assert init.read_bytes() == b"after"
    assert stat.S_IMODE(init.stat().st_mode) == mode
    assert leftovers(init.parent) == []


@pytest.mark.skipif(not AS_ROOT, reason="only the administrator can write for somebody else")
def test_the_owner_is_kept(init: Path) -> None:
    os.chown(init, 1234, 1234)
    files.write(init, b"after")
    assert (init.stat().st_uid, init.stat().st_gid) == (1234, 1234)


def test_a_symbolic_link_stays_one(init: Path) -> None:
    link = init.parent / "link.m"
    link.symlink_to("init.m")
    files.write(link, b"after", expected=b"before")
    assert link.is_symlink()
    assert init.read_bytes() == b"after"


def test_a_link_to_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    (tmp_path / "link.m").symlink_to("later.m")
    files.write(tmp_path / "link.m", b"after")
    assert (tmp_path / "later.m").read_bytes() == b"after"


def test_a_device_is_written_to_not_replaced() -> None:
    files.write(os.devnull, b"gone")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("now", [pytest.param(b"other", id="changed"), pytest.param(None, id="removed")])
def test_a_file_that_changed_meanwhile_is_left_alone(init: Path, now: bytes | None) -> None:
    if now is None:
        init.unlink()
    else:
        init.write_bytes(now)
    with pytest.raises(WriteRefusedError, match="changed since rkconf read it"):
        files.write(init, b"after", expected=b"before")
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
        files.write(f"{init.parent}/{path}", b"after")
    assert reason in str(caught.value)
    assert "nothing was written" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert leftovers(init.parent) == []
    assert init.read_bytes() == b"before"


@needs_permission_bits
def test_a_folder_that_may_not_be_written(init: Path) -> None:
    init.parent.chmod(0o500)
    with pytest.raises(WriteRefusedError, match="permission denied"):
        files.write(init, b"after")
    init.parent.chmod(0o700)
    assert init.read_bytes() == b"before"


def test_a_full_disk_leaves_the_old_file(init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RkconfError, match="No space left on device; nothing was written"):
        files.write(init, b"after")
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
        files.require_writable(f"{init.parent}/{path}")


@pytest.mark.parametrize("path", ["init.m", "new.m", "missing/folders/new.m", os.devnull])
def test_what_could_be_written_is_let_pass_and_left_alone(init: Path, path: str) -> None:
    files.require_writable(init.parent / path)
    assert [each.name for each in init.parent.iterdir()] == ["init.m"]


@needs_permission_bits
@pytest.mark.parametrize("path", ["new.m", "missing/new.m"])
def test_a_folder_that_may_not_be_written_is_refused_before_it_is_tried(init: Path, path: str) -> None:
    init.parent.chmod(0o500)
    with pytest.raises(WriteRefusedError, match="permission denied"):
        files.require_writable(init.parent / path)
    init.parent.chmod(0o700)
