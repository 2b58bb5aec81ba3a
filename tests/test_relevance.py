"""A file without any word of rkconf's is passed over, and only such a file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkconf.relevance import WORDS, may_hold_kernels
from rkconf.source import Source
from rkconf.syntax import scan
from tests.conftest import SAMPLES, Program

PACKAGE = (
    b'BeginPackage["Fit`"]\nfit::usage = "fit[data] fits";\nfit[x_] := Module[{a = 1}, a + x[[1]]]\nEndPackage[]\n'
)
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
        assert scan(source).regions == ()


@pytest.mark.parametrize("word", WORDS, ids=bytes.decode)
def test_a_file_with_one_of_the_words_is_read(word: bytes) -> None:
    assert may_hold_kernels(Source("a.m", PACKAGE + word))


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


def test_only_a_file_that_is_named_is_counted(tmp_path: Path, rkconf: Program) -> None:
    (tmp_path / "fit.m").write_bytes(PACKAGE)
    (tmp_path / "init.m").write_bytes((SAMPLES / "frontend" / "clean.m").read_bytes())
    assert rkconf("lint", str(tmp_path)).out.rstrip().endswith("in 1 file.")
    assert rkconf("lint", str(tmp_path / "fit.m"), str(tmp_path / "init.m")).out.rstrip().endswith("in 2 files.")
