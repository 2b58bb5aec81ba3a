"""Other programs that write at the same time: their text is never lost, and rkconf reports that it wrote nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rkconf import atomic
from rkconf.atomic import renames, temporary
from rkconf.errors import WriteRefusedError
from tests.test_writing import leftovers

Meanwhile = Callable[[Path], None]


@pytest.fixture
def init(tmp_path: Path) -> Path:
    path = tmp_path / "init.m"
    path.write_bytes(b"before")
    return path


def without_rename_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS, Windows and old file systems."""
    monkeypatch.setattr(renames, "function", lambda *_: None)


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on FAT."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    without_rename_flags(monkeypatch)
    monkeypatch.setattr(os, "link", refuse)


def as_it_is(_: pytest.MonkeyPatch) -> None:
    """As on this system."""


SYSTEMS = [
    pytest.param(each, id=each.__name__.replace("_", " ")) for each in (as_it_is, without_rename_flags, without_links)
]


def while_writing(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """Let another program act when the temporary file is written, after all checks in advance."""
    write = temporary.Temporary.write

    def writing(made: temporary.Temporary, data: bytes) -> None:
        meanwhile()
        write(made, data)

    monkeypatch.setattr(temporary.Temporary, "write", writing)


def before_the_exchange(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """Let another program act at the last moment, after the last check of a rename."""
    exchange, actions = renames.exchange, [meanwhile]

    def exchanging(one: Path, other: Path) -> bool:
        if actions:
            actions.pop()()
        return exchange(one, other)

    monkeypatch.setattr(renames, "exchange", exchanging)


MOMENTS = [
    pytest.param(while_writing, id="while the temporary file is written"),
    pytest.param(before_the_exchange, id="before the exchange"),
]


def in_place(path: Path) -> None:
    path.write_bytes(b"other")


def by_a_rename(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"other")
    other.replace(path)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("write", [atomic.create, atomic.write])
def test_a_file_that_appears_is_not_replaced(
    write: Callable[[Path, bytes], object],
    system: Callable[[pytest.MonkeyPatch], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system(monkeypatch)
    while_writing(monkeypatch, lambda: in_place(tmp_path / "new.m"))
    with pytest.raises(WriteRefusedError, match=r"appeared meanwhile; run rkconf again; nothing was written"):
        write(tmp_path / "new.m", b"after")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"new.m": b"other"}


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_new_file_is_written_on_every_system(
    system: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(monkeypatch)
    assert atomic.create(tmp_path / "new.m", b"new") is None
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"new.m": b"new"}


def test_a_file_that_exists_is_not_created(init: Path) -> None:
    with pytest.raises(WriteRefusedError, match="nothing was written"):
        atomic.create(init, b"after")
    assert init.read_bytes() == b"before"


@pytest.mark.parametrize("system", SYSTEMS[:2])
@pytest.mark.parametrize("change", [in_place, by_a_rename], ids=["in place", "by a rename"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_text_of_another_program_stays(
    moment: Callable[[pytest.MonkeyPatch, Callable[[], object]], None],
    change: Meanwhile,
    system: Callable[[pytest.MonkeyPatch], None],
    init: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system(monkeypatch)
    moment(monkeypatch, lambda: change(init))
    with pytest.raises(WriteRefusedError, match="changed since rkconf read it; run rkconf again; nothing was written"):
        atomic.replace(init, b"after", expected=b"before")
    assert {path.name: path.read_bytes() for path in init.parent.iterdir()} == {"init.m": b"other"}


@pytest.mark.parametrize("system", SYSTEMS[:2])
def test_a_file_that_disappears_is_not_written_again(
    system: Callable[[pytest.MonkeyPatch], None], init: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(monkeypatch)
    while_writing(monkeypatch, init.unlink)
    with pytest.raises(WriteRefusedError, match="nothing was written"):
        atomic.replace(init, b"after", expected=b"before")
    assert list(init.parent.iterdir()) == []


def test_permissions_that_change_meanwhile_are_not_undone(init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    init.chmod(0o644)
    before_the_exchange(monkeypatch, lambda: init.chmod(0o600))
    with pytest.raises(WriteRefusedError, match="nothing was written"):
        atomic.replace(init, b"after", expected=b"before")
    assert (init.read_bytes(), init.stat().st_mode & 0o777) == (b"before", 0o600)


def test_a_link_that_replaces_the_file_meanwhile_is_not_followed(init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = init.with_name("secret")
    secret.write_bytes(b"before")

    def replace_by_a_link() -> None:
        init.unlink()
        init.symlink_to(secret)

    before_the_exchange(monkeypatch, replace_by_a_link)
    with pytest.raises(WriteRefusedError, match="nothing was written"):
        atomic.replace(init, b"after", expected=b"before")
    assert (secret.read_bytes(), init.is_symlink(), leftovers(init.parent)) == (b"before", True, [])


def test_the_only_copy_of_a_text_is_never_removed(init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system exchanges two names, and refuses to exchange them back."""
    exchange, left = renames.exchange, [True]

    def once(one: Path, other: Path) -> bool:
        if not left:
            raise OSError(5, "Input/output error")
        left.pop()
        init.write_bytes(b"other")
        return exchange(one, other)

    monkeypatch.setattr(renames, "exchange", once)
    with pytest.raises(WriteRefusedError, match=r"written, but another program had changed it .* compare both now"):
        atomic.replace(init, b"after", expected=b"before")
    assert [init.with_name(name).read_bytes() for name in leftovers(init.parent)] == [b"other"]
