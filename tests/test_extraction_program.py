"""`rkconf extract`: one file, several files, and errors."""

from pathlib import Path

import pytest

from rkconf import spec
from rkconf.source import Source
from tests.conftest import Program
from tests.extractions import FIXED, KERNELS, LINK, MACHINE, OTHER, TUNNEL, entry, parallel


def test_guesses_are_printed_on_standard_error(rkconf: Program) -> None:
    outcome = rkconf(
        "extract", "-", "--stdin-filename", "p.m", "--version", "7", stdin=f"Do[{MACHINE}, {{n}}]".encode()
    )
    assert (outcome.status, outcome.out.count("[[parallel]]")) == (0, 1)
    assert outcome.err == "rkconf: p.m:1:4: count = 1 is a guess: an iterator of Do is computed\n"


def test_the_command_line(rkconf: Program) -> None:
    text = entry("ssh -o BatchMode=yes skye.local ./math.sh " + LINK)
    outcome = rkconf("extract", "-", "--version", "6", stdin=text.encode())
    assert outcome.status == 0
    assert outcome.out == (
        f"{spec.DIRECTIVE}\n\n"
        '[frontend]\nversion = "6"\n\n[[kernels]]\nname = "x"\nhost = "skye.local"\nkernel = "./math.sh"\n'
    )


class TestSeveralFiles:
    """One specification from several files."""

    @pytest.fixture(autouse=True)
    def _files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        launched = 'SetOptions[$FrontEnd, VersionsLaunched->{{"{}"}}]'
        texts = {
            "here.m": FIXED,
            "same.m": FIXED,
            "other.m": OTHER,
            "node.m": parallel(f"{TUNNEL} > /dev/null 2>&1 &"),
            "five.m": launched.format("5.2"),
            "seven.m": launched.format("7.0"),
        }
        for name, text in texts.items():
            (tmp_path / name).write_text(text)

    def test_kernels_and_parallel_kernels_together(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "node.m", "--version", "7")
        assert (outcome.status, outcome.err) == (0, "")
        assert (outcome.out.count("[[kernels]]"), outcome.out.count("[[parallel]]")) == (1, 1)

    def test_equal_kernels_of_two_files_appear_once(self, rkconf: Program) -> None:
        assert rkconf("extract", "here.m", "same.m", "here.m").out == rkconf("extract", "here.m").out

    def test_another_kernel_of_the_same_name_gets_a_number(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "other.m", "same.m", "--version", "7")
        loaded = spec.load(Source("kernels.toml", outcome.raw))
        assert loaded.specification
        assert [kernel.name for kernel in loaded.specification.kernels] == ["x", "x (2)"]
        column = OTHER.index('"x"') + 1
        assert outcome.status == 0
        assert outcome.err.startswith(f"rkconf: other.m:1:{column}: this 'x' is renamed 'x (2)'")

    def test_a_name_is_searched_in_all_files(self, rkconf: Program) -> None:
        assert rkconf("extract", "here.m", "node.m", "--name", "node1").out.count("[[") == 1
        missing = rkconf("extract", "here.m", "node.m", "--name", "y", "--version", "7")
        assert (missing.status, missing.err) == (
            2,
            "rkconf: here.m, node.m: no kernel named 'y'; known: 'x', 'node1'\n",
        )

    def test_files_of_different_versions_need_the_option(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "five.m", "seven.m")
        assert (outcome.status, outcome.out) == (2, "")
        assert "different versions (five.m 5.2, seven.m 7)" in outcome.err
        assert rkconf("extract", "five.m", "seven.m", "--version", "6").out.endswith('[frontend]\nversion = "6"\n')

    def test_standard_input_is_read_once(self, rkconf: Program) -> None:
        assert rkconf("extract", "-", "here.m", stdin=OTHER.encode()).out.count("[[kernels]]") == 2
        assert "can be read only once" in rkconf("extract", "-", "-").err

    def test_nothing_is_printed_if_a_file_cannot_be_read(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "missing.m")
        assert (outcome.status, outcome.out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        pytest.param(["missing.m"], "", "missing.m: no such file", id="a missing file"),
        pytest.param(["-", "--name", "y"], entry("x"), "no kernel named 'y'; known: 'x'", id="an unknown name"),
        pytest.param([str(KERNELS / "direct.toml")], "", "this is already a specification", id="a specification"),
    ],
)
def test_errors(arguments: list[str], stdin: str, message: str, rkconf: Program) -> None:
    outcome = rkconf("extract", *arguments, stdin=stdin.encode())
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err
