"""Systems differ in permissions, locks, reserved names and streams; a failure after a write is reported as such."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rkconf import atomic
from rkconf.atomic import attributes, locks, names, properties, temporary
from rkconf.errors import WriteRefusedError
from tests.faulty_entry import FILE
from tests.test_writing import leftovers

has_attributes = pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Python has extended attributes only on Linux")
has_full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


@pytest.fixture
def init(tmp_path: Path) -> Path:
    path = tmp_path / "init.m"
    path.write_bytes(b"before")
    return path


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Let each test look for temporary files as a new run does."""
    temporary.sweep.cache_clear()
    yield
    temporary.sweep.cache_clear()


def refusing(
    number: int, *, only: Callable[..., bool] = lambda *_: True, call: Callable[..., object]
) -> Callable[..., object]:
    """Return a function that fails where ``only`` is true."""

    def refused(*arguments: object, **options: object) -> object:
        if only(*arguments):
            raise OSError(number, os.strerror(number))
        return call(*arguments, **options)

    return refused


class TestPermissions:
    @pytest.mark.parametrize("lost", ["owner", "group"])
    def test_a_file_whose_owner_or_group_would_change_is_refused(
        self, lost: str, init: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        status = init.stat()
        other = os.stat_result(
            (*status[:4], status.st_uid + (lost == "owner"), status.st_gid + (lost == "group"), *status[6:])
        )
        monkeypatch.setattr(os, "fchown", refusing(errno.EPERM, call=os.fchown))
        with pytest.raises(OSError, match=f"would lose its {lost}.*; run rkconf as the owner"):
            properties.keep(init, other, os.open(init, os.O_RDWR))

    @has_attributes
    @pytest.mark.parametrize("call", ["setxattr", "listxattr"])
    def test_a_file_whose_attributes_cannot_be_kept_is_refused(
        self, call: str, init: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        os.setxattr(init, "user.comment", b"kept")
        monkeypatch.setattr(
            os, call, refusing(errno.ENOTSUP, only=lambda file, *_: file != init, call=getattr(os, call))
        )
        with pytest.raises(
            WriteRefusedError, match=r"access control list, or its extended attributes.*; nothing was written"
        ):
            atomic.write(init, b"after")
        assert (init.read_bytes(), leftovers(init.parent)) == (b"before", [])

    @has_attributes
    def test_the_temporary_file_has_the_permissions_before_it_has_content(
        self, init: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        init.chmod(0o640)
        os.setxattr(init, "user.comment", b"kept")
        seen: list[tuple[int, bytes, int]] = []
        write = temporary.Temporary.write

        def writing(made: temporary.Temporary, data: bytes) -> None:
            status = made.path.stat()
            seen.append((status.st_mode & 0o777, os.getxattr(made.path, "user.comment"), status.st_size))
            write(made, data)

        monkeypatch.setattr(temporary.Temporary, "write", writing)
        atomic.write(init, b"after")
        assert seen == [(0o640, b"kept", 0)]

    def test_the_temporary_file_of_an_existing_file_is_private_from_the_first(
        self, init: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[int] = []
        monkeypatch.setattr(properties, "keep", lambda *given: seen.append(os.fstat(given[2]).st_mode & 0o777))
        atomic.write(init, b"after")
        assert seen == [0o600]

    def test_macos_copies_lists_and_attributes_with_its_own_function(
        self, init: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given: list[tuple[object, ...]] = []

        def copy(source: int, *others: object) -> int:
            given.append((os.read(source, 99), *others))
            return 0

        monkeypatch.delattr(os, "listxattr", raising=False)
        monkeypatch.setattr(attributes, "function", lambda name, _: copy if name == "fcopyfile" else None)
        attributes.copy(init, 77)
        assert given == [(b"before", 77, None, 0b101)]

    def test_macos_refuses_what_it_cannot_copy(self, init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr(os, "listxattr", raising=False)
        monkeypatch.setattr(attributes, "function", lambda *_: lambda *_: errno.EPERM)
        with pytest.raises(WriteRefusedError, match="access control list"):
            atomic.write(init, b"after")
        assert init.read_bytes() == b"before"


class TestWindows:
    @pytest.fixture(autouse=True)
    def _without_what_windows_lacks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(locks, "IS_SUPPORTED", False)
        monkeypatch.delattr(os, "fchown")
        monkeypatch.delattr(os, "O_DIRECTORY")

    def test_files_are_written(self, init: Path) -> None:
        assert atomic.replace(init, b"after", expected=b"before") is None
        assert atomic.create(init.with_name("new.m"), b"new") is None
        assert {path.name: path.read_bytes() for path in init.parent.iterdir()} == {"init.m": b"after", "new.m": b"new"}

    def test_a_temporary_file_is_closed_before_it_is_renamed(self, init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        closed: list[int] = []
        close = os.close

        def closing(descriptor: int) -> None:
            closed.append(descriptor)
            close(descriptor)

        monkeypatch.setattr(os, "close", closing)
        made = temporary.create(init.parent, 0o600)
        made.write(b"text")
        assert made.descriptor in closed
        made.discard()

    def test_temporary_files_of_runs_that_died_are_removed(self, init: Path) -> None:
        init.with_name(".rkconf-0123456789abcdef").touch()
        atomic.write(init, b"after")
        assert leftovers(init.parent) == []

    @pytest.mark.parametrize("name", ["CON", "nul.m", "aux/init.m", "com1.tar.gz", "lpt\u00b9", "con .m", "CONIN$"])
    def test_the_name_of_a_device_is_refused(self, name: str, init: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(names, "_IS_WINDOWS", True)
        with pytest.raises(WriteRefusedError, match=r"Windows reserves the name .*; choose another name; nothing"):
            atomic.write(init.with_name("x").parent / name, b"lost")

    @pytest.mark.parametrize("name", ["console.m", "com.m", "com10", "auxiliary", "a.con", "nul-", "lpt"])
    def test_other_names_are_not(self, name: str) -> None:
        assert not names.is_reserved(name)


class TestTemporaryFiles:
    def test_one_of_a_run_that_died_is_removed(self, init: Path) -> None:
        init.with_name(".rkconf-0123456789abcdef").write_bytes(b"half")
        atomic.write(init, b"after")
        assert leftovers(init.parent) == []

    def test_one_of_a_run_that_died_is_removed_though_nothing_changes(self, init: Path) -> None:
        init.with_name(".rkconf-0123456789abcdef").write_bytes(b"half")
        inode = init.stat().st_ino
        atomic.replace(init, b"before", expected=b"before")
        assert (leftovers(init.parent), init.stat().st_ino) == ([], inode)

    def test_one_of_a_run_that_still_writes_stays(self, init: Path) -> None:
        made = temporary.create(init.parent, 0o600)
        atomic.write(init, b"after")
        assert leftovers(init.parent) == [made.path.name]
        made.discard()

    def test_one_that_loses_its_name_before_it_is_locked_is_made_anew(
        self, init: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lock = locks.lock
        removed: list[str] = []

        def remove_first(descriptor: int) -> None:
            if not removed:
                removed.append(leftovers(init.parent)[0])
                init.with_name(removed[0]).unlink()
            lock(descriptor)

        monkeypatch.setattr(locks, "lock", remove_first)
        made = temporary.create(init.parent, 0o600)
        assert leftovers(init.parent) == [made.path.name]
        assert made.path.name != removed[0]
        made.discard()

    @pytest.mark.parametrize(
        "name", [".rkconf-notes", ".rkconf-0123456789abcdef.m", "rkconf-0123456789abcdef", ".rkconf.toml"]
    )
    def test_a_file_of_another_name_stays(self, name: str, init: Path) -> None:
        init.with_name(name).touch()
        atomic.write(init, b"after")
        assert init.with_name(name).exists()

    def test_a_pipe_or_a_link_of_this_name_neither_blocks_nor_is_followed(self, init: Path) -> None:
        os.mkfifo(init.with_name(".rkconf-0123456789abcdef"))
        init.with_name(".rkconf-1123456789abcdef").symlink_to(init)
        atomic.write(init, b"after")
        assert init.read_bytes() == b"after"


class TestAfterTheWrite:
    def test_a_previous_file_that_cannot_be_removed_is_reported_as_written(
        self, init: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Path, "unlink", refusing(errno.EIO, call=Path.unlink))
        message = atomic.write(init, b"after")
        assert message is not None
        assert message.startswith(f"{init}: written, but ")
        assert init.read_bytes() == b"after"

    def test_a_folder_that_cannot_be_flushed_is_reported_as_written(
        self, init: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        flushed: list[bool] = []

        def is_second(_: int) -> bool:
            flushed.append(True)
            return len(flushed) == 2

        monkeypatch.setattr(os, "fsync", refusing(errno.EIO, only=is_second, call=os.fsync))
        message = atomic.write(init, b"after")
        assert message is not None
        assert "written, but its folder could not be flushed" in message
        assert init.read_bytes() == b"after"


class TestStreams:
    def status(self, *words: str, out: int | None = None, err: int | None = None) -> int:
        command = [sys.executable, "-m", "rkconf", *words]
        return subprocess.run(command, check=False, stdout=out, stderr=err).returncode

    @pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
    def test_an_open_file_is_continued_not_replaced(self, name: str, init: Path, launch: tuple[str, ...]) -> None:
        inode = init.stat().st_ino
        with init.open("ab") as stream:
            assert self.status(*launch, "--output", f"json={name}", out=stream.fileno()) == 1
        assert init.read_bytes().startswith(b"before{")
        assert init.stat().st_ino == inode

    @has_full_device
    def test_a_device_that_takes_only_a_part_is_reported_so(self) -> None:
        with pytest.raises(WriteRefusedError, match="free some space; the output is incomplete"):
            atomic.write("/dev/full", b"text")

    def test_a_pipe_cannot_be_changed_in_place(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.m")
        with pytest.raises(WriteRefusedError, match="not an ordinary file; write the result to another file; nothing"):
            atomic.replace(tmp_path / "pipe.m", b"after", expected=b"before")

    @has_full_device
    def test_messages_that_cannot_be_written_change_no_status(self, tmp_path: Path) -> None:
        path = tmp_path / "bad.m"
        path.write_bytes(FILE)
        with Path("/dev/full").open("wb") as full:
            assert self.status("lint", "--fix-only", str(path), err=full.fileno()) == 0
        assert path.read_bytes() != FILE

    @pytest.fixture
    def launch(self) -> tuple[str, ...]:
        return ("lint", "--launch", "ssh \u201cskye\u201d math -mathlink")
