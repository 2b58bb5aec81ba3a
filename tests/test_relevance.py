"""A file without any word of rkconf's is passed over, and only such a file."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkconf.relevance import WORDS, WORDS_BY_PART, may_hold_kernels
from rkconf.source import Source
from rkconf.syntax import scan
from tests.conftest import SAMPLES, Program

PACKAGE = (
    b'BeginPackage["Fit`"]\nfit::usage = "fit[data] fits";\nfit[x_] := Module[{a = 1}, a + x[[1]]]\nEndPackage[]\n'
)
FILES = 20
PIECES = [
    *WORDS,
    b"SetOptions[",
    b"$FrontEndSession",
    b"$Front",
    b"End",
    b"Evaluator",
    b"Names",
    b"->",
    b'"',
    b"`",
    b"\\[",
    b"[",
    b"]",
    b"{",
    b"}",
    b"=",
    b" ",
    b"\n",
    b"(*",
    b"*)",
    b"x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_a_file_that_is_passed_over_has_nothing_to_read(pieces: list[bytes]) -> None:
    source = Source("a.m", b"".join(pieces))
    if not may_hold_kernels(source):
        assert not scan(source).regions


@pytest.mark.parametrize("word", WORDS, ids=bytes.decode)
def test_a_file_with_one_of_the_words_is_read(word: bytes) -> None:
    assert may_hold_kernels(Source("a.m", PACKAGE + word))


@pytest.mark.parametrize("part", WORDS_BY_PART, ids=bytes.decode)
def test_a_file_with_a_part_of_the_words_alone_is_passed_over(part: bytes) -> None:
    assert all(part in word for word in WORDS_BY_PART[part])
    assert may_hold_kernels(Source("a.m", PACKAGE + part)) is (part in WORDS)


@pytest.mark.parametrize("path", sorted((SAMPLES / "frontend").glob("*.m")), ids=lambda path: path.stem)
def test_a_front_end_file_is_read(path: Path) -> None:
    assert may_hold_kernels(Source(path.name, path.read_bytes()))


def test_a_specification_is_always_read() -> None:
    assert may_hold_kernels(Source("kernels.toml", b""))


@pytest.mark.parametrize("text", [pytest.param(PACKAGE, id="sound"), pytest.param(PACKAGE + b"}]", id="broken")])
def test_a_folder_of_packages_gets_no_finding(text: bytes, tmp_path: Path, rkconf: Program) -> None:
    (tmp_path / "fit.m").write_bytes(text)
    run = rkconf("lint", str(tmp_path), "--format", "jsonl")
    assert (run.status, run.out, run.err) == (0, "", "")


def test_a_known_finding_of_a_file_without_kernels_is_outdated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rkconf: Program
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("init.m").write_bytes((SAMPLES / "frontend" / "workbench.m").read_bytes())
    rkconf("lint", "--write-baseline", "known.json")
    Path("init.m").write_bytes(PACKAGE)
    assert "init.m" in rkconf("lint", "--baseline", "known.json").err
    rkconf("lint", "--write-baseline", "known.json")
    assert "init.m" not in Path("known.json").read_text()


def test_no_file_of_a_package_is_kept_in_memory(tmp_path: Path, rkconf: Program) -> None:
    few, many = (peak(packages(tmp_path / str(number), number), rkconf) for number in (20, 120))
    # The settings of each folder are kept, but less than the path of each file would take.
    assert (many - few) / (100 * FILES) < len(str(tmp_path))


def packages(folder: Path, number: int) -> Path:
    """Write files into each of some folders."""
    for each in range(number):
        (folder / f"package{each}").mkdir(parents=True)
        for file in range(FILES):
            (folder / f"package{each}" / f"file{file}.m").write_bytes(PACKAGE)
    return folder


def peak(folder: Path, rkconf: Program) -> int:
    """Return the most bytes that a check of a folder needs at a time, when all modules are loaded."""
    rkconf("lint", str(folder))
    tracemalloc.start()
    rkconf("lint", str(folder))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_only_a_file_that_is_named_is_counted(tmp_path: Path, rkconf: Program) -> None:
    (tmp_path / "fit.m").write_bytes(PACKAGE)
    (tmp_path / "init.m").write_bytes((SAMPLES / "frontend" / "clean.m").read_bytes())
    assert rkconf("lint", str(tmp_path)).out.rstrip().endswith("in 1 file.")
    assert rkconf("lint", str(tmp_path / "fit.m"), str(tmp_path / "init.m")).out.rstrip().endswith("in 2 files.")
