"""The folder of a setup: all files are written or none, and never over others."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from rkconf import atomic
from rkconf.errors import WriteRefusedError
from tests.conftest import SAMPLES, Outcome, Program

SPECIFICATION = SAMPLES / "kernels" / "tunnel.toml"
HOST = "remote.host.name"
WRITTEN = {"steps.txt", "ssh_config", f"{HOST}/math.sh", f"{HOST}/rkconf-links.m"}
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def put(rkconf: Program, folder: Path, *options: str) -> Outcome:
    return rkconf("setup", str(SPECIFICATION), "--version", "7", "--output", str(folder), *options)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def states(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return the properties that a write would change: the file itself, its mode, its time."""
    found = {name: (folder / name).stat() for name in WRITTEN}
    return {name: (each.st_ino, each.st_mode, each.st_mtime_ns) for name, each in found.items()}


@pytest.fixture
def folder(tmp_path: Path, rkconf: Program) -> Path:
    made = tmp_path / "deep" / "made"
    outcome = put(rkconf, made)
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err.splitlines() == [f"rkconf: wrote {made / name}" for name in order(outcome.err, made)]
    return made


def order(output: str, folder: Path) -> list[str]:
    """Return the reported names in their order, and check that they are complete."""
    names = [line.partition(f"{folder}/")[2].split()[0] for line in output.splitlines()]
    assert set(names) == WRITTEN
    return names


def test_a_folder_gets_the_same_texts_as_standard_output(folder: Path, rkconf: Program) -> None:
    printed = rkconf("setup", str(SPECIFICATION), "--version", "7").out
    assert contents(folder).keys() == WRITTEN
    assert all(data.decode() in printed for data in contents(folder).values())


def test_only_a_script_is_executable(folder: Path) -> None:
    assert {name for name in WRITTEN if os.access(folder / name, os.X_OK, effective_ids=False)} >= {f"{HOST}/math.sh"}
    modes = {name: (folder / name).stat().st_mode & stat.S_IXUSR for name in WRITTEN}
    assert {name for name, mode in modes.items() if mode} == {f"{HOST}/math.sh"}


def test_a_second_time_changes_nothing(folder: Path, rkconf: Program) -> None:
    before = states(folder)
    outcome = put(rkconf, folder)
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
    assert states(folder) == before


def test_a_missing_file_is_written_and_a_script_made_executable(folder: Path, rkconf: Program) -> None:
    (folder / "ssh_config").unlink()
    (folder / HOST / "math.sh").chmod(0o600)
    assert put(rkconf, folder).err == f"rkconf: wrote {folder / 'ssh_config'}\n"
    assert contents(folder).keys() == WRITTEN
    assert os.access(folder / HOST / "math.sh", os.X_OK)


def test_a_file_with_another_content_keeps_all_files_unchanged(folder: Path, rkconf: Program) -> None:
    (folder / "steps.txt").unlink()
    (folder / HOST / "rkconf-links.m").write_text("mine")
    before = contents(folder)
    outcome = put(rkconf, folder)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == (
        f"rkconf: {folder / HOST / 'rkconf-links.m'}: this file already exists with another content; "
        "use --force to replace it\n"
    )
    assert contents(folder) == before


def test_force_replaces_it_and_reports_that(folder: Path, rkconf: Program) -> None:
    (folder / HOST / "rkconf-links.m").write_text("mine")
    outcome = put(rkconf, folder, "--force")
    assert (outcome.status, outcome.err) == (0, f"rkconf: wrote {folder / HOST / 'rkconf-links.m'}\n")
    assert b"CreateFrontEndLink" in contents(folder)[f"{HOST}/rkconf-links.m"]
    assert contents(folder).keys() == WRITTEN


def as_a_file(folder: Path) -> None:
    folder.write_text("mine")


def below_a_file(folder: Path) -> None:
    folder.parent.rmdir()
    folder.parent.write_text("mine")


def with_a_folder_for_a_file(folder: Path) -> None:
    (folder / "steps.txt").mkdir(parents=True)


def with_a_file_for_a_folder(folder: Path) -> None:
    folder.mkdir()
    (folder / HOST).write_text("mine")


def with_a_link_to_another_file(folder: Path) -> None:
    folder.mkdir()
    (folder.parent / "elsewhere").write_text("mine")
    (folder / "steps.txt").symlink_to(folder.parent / "elsewhere")


def with_a_link_to_nowhere(folder: Path) -> None:
    folder.mkdir()
    (folder / "steps.txt").symlink_to(folder.parent / "nowhere")


def with_a_link_to_itself(folder: Path) -> None:
    folder.mkdir()
    (folder / "steps.txt").symlink_to(folder / "steps.txt")


@pytest.mark.parametrize(
    "prepare",
    [
        as_a_file,
        below_a_file,
        with_a_folder_for_a_file,
        with_a_file_for_a_folder,
        with_a_link_to_another_file,
        with_a_link_to_nowhere,
        with_a_link_to_itself,
    ],
    ids=lambda prepare: prepare.__name__.replace("_", " "),
)
def test_a_folder_that_cannot_be_made(prepare: object, rkconf: Program, tmp_path: Path) -> None:
    folder = tmp_path / "parent" / "made"
    folder.parent.mkdir()
    assert callable(prepare)
    prepare(folder)
    before = contents(tmp_path)
    outcome = put(rkconf, folder)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"rkconf: {folder}")
    assert outcome.err.count("\n") == 1
    assert contents(tmp_path) == before


@pytest.mark.skipif(AS_ROOT, reason="permission bits do not bind the administrator")
def test_a_folder_without_write_permission(rkconf: Program, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    outcome = put(rkconf, tmp_path / "made")
    tmp_path.chmod(0o700)
    assert (outcome.status, outcome.out) == (2, "")
    assert "permission denied; check who may read and write it; nothing was written" in outcome.err
    assert list(tmp_path.iterdir()) == []


def to_be_replaced(folder: Path) -> dict[str, bytes]:
    """Give every file another content."""
    for name in WRITTEN:
        (folder / name).write_text("mine")
    return contents(folder)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_read_only_file_keeps_all_files_unchanged(name: str, folder: Path, rkconf: Program) -> None:
    before = to_be_replaced(folder)
    (folder / name).chmod(0o444)
    outcome = put(rkconf, folder, "--force")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == (
        f"rkconf: {folder / name}: permission denied; check who may read and write it; nothing was written\n"
    )
    assert contents(folder) == before


@pytest.mark.skipif(AS_ROOT, reason="permission bits do not bind the administrator")
def test_an_inner_folder_without_write_permission_keeps_all_files_unchanged(folder: Path, rkconf: Program) -> None:
    before = to_be_replaced(folder)
    (folder / HOST).chmod(0o500)
    outcome = put(rkconf, folder, "--force")
    (folder / HOST).chmod(0o700)
    assert outcome.status == 2
    assert "permission denied; check who may read and write it; nothing was written" in outcome.err
    assert contents(folder) == before


def failing(monkeypatch: pytest.MonkeyPatch, *, writes: int) -> None:
    """Make every write fail after some writes, as on a full disk."""
    left = iter(range(writes))

    def limit(write: Callable[..., str | None]) -> Callable[..., str | None]:
        def limited(path: Path, data: bytes, **options: object) -> str | None:
            if next(left, None) is None:
                message = "the disk: No space left on device; nothing was written"
                raise WriteRefusedError(message)
            return write(path, data, **options)

        return limited

    for name in ("create", "replace"):
        monkeypatch.setattr(atomic, name, limit(getattr(atomic, name)))


@pytest.mark.parametrize("written", range(len(WRITTEN)))
def test_files_that_were_written_before_a_failure_are_removed(
    written: int, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, writes=written)
    outcome = put(rkconf, tmp_path / "deep" / "made")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == "rkconf: the disk: No space left on device; nothing was written\n"
    assert list(tmp_path.iterdir()) == []


def test_files_that_were_replaced_before_a_failure_are_restored(
    folder: Path, rkconf: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = to_be_replaced(folder)
    (folder / HOST / "math.sh").chmod(0o600)
    chmod = Path.chmod

    def refuse_to_make_executable(path: Path, mode: int) -> None:
        if mode & stat.S_IXUSR:
            raise PermissionError(1, "Operation not permitted")
        chmod(path, mode)

    monkeypatch.setattr(Path, "chmod", refuse_to_make_executable)
    outcome = put(rkconf, folder, "--force")
    assert outcome.err.startswith(f"rkconf: {folder / HOST / 'math.sh'}: permission denied; ")
    assert outcome.err.endswith("; nothing was written\n")
    assert contents(folder) == before


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_file_that_appears_after_the_look_is_not_replaced(
    name: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, require_writable = tmp_path / "made", atomic.require_writable

    def look(path: Path) -> None:
        require_writable(path)
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text("mine")

    monkeypatch.setattr(atomic, "require_writable", look)
    outcome = put(rkconf, made, "--force")
    assert outcome.status == 2
    assert "appeared meanwhile; run rkconf again; nothing was written" in outcome.err
    assert contents(made) == {name: b"mine"}


def test_files_that_cannot_be_restored_are_named(
    folder: Path, rkconf: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_be_replaced(folder)
    failing(monkeypatch, writes=1)
    outcome = put(rkconf, folder, "--force")
    assert outcome.status == 2
    changed = [name for name, data in contents(folder).items() if data != b"mine"]
    assert changed == ["steps.txt"]
    assert outcome.err == (
        "rkconf: the disk: No space left on device; nothing was written there; these files could not be restored: "
        f"{folder / 'steps.txt'}\n"
    )


def test_a_link_to_a_folder_is_followed(rkconf: Program, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "made").symlink_to(tmp_path / "real")
    assert put(rkconf, tmp_path / "made").status == 0
    assert contents(tmp_path / "real").keys() == WRITTEN


@pytest.mark.parametrize("options", [(), ("--force",)])
@pytest.mark.parametrize("target", ["nothing", "here"], ids=["a missing target", "a cycle"])
@pytest.mark.parametrize("name", ["here", "here/steps.txt"])
def test_a_link_without_a_target_is_reported_as_such(
    name: str, target: str, options: tuple[str, ...], rkconf: Program, tmp_path: Path
) -> None:
    link = tmp_path / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(link if target == "here" else target)
    outcome = put(rkconf, tmp_path / "here", *options)
    assert outcome.status == 2
    assert "symbolic link" in outcome.err
    assert "run rkconf again" not in outcome.err
    assert outcome.err.endswith("; nothing was written\n")
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == [link]
