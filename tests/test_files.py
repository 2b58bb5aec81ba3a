"""Reading whole files, and every way in which that can fail."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rkconf import files
from rkconf.errors import UnreadableInputError

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_permission_bits = pytest.mark.skipif(AS_ROOT, reason="permission bits do not bind the administrator")


@pytest.fixture
def init(tmp_path: Path) -> Path:
    path = tmp_path / "init.m"
    path.write_bytes(b"before")
    return path


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
