"""`rkconf convert`: its output, its checks, its files and its refusals."""

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.conversions import CONVERSIONS


def test_the_command_line_writes_nothing_where_something_is_lost(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "p.m"
    text = '{RemoteMachine["a", 2]}'
    path.write_text(text)
    lost = rkconf("convert", str(path), "--from", "7", "--to", "6", "--in-place")
    assert (lost.status, lost.out, path.read_text()) == (1, "", text)
    assert f"{path}:1:2: lost: RemoteMachine cannot be converted to LaunchSlave" in lost.err
    warned = rkconf("convert", str(path), "--from", "7", "--to", "6", "--on-loss", "warn")
    assert (warned.status, warned.out) == (0, text)


def test_the_command_line_shows_checks_and_writes(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "init.m"
    path.write_bytes((CONVERSIONS / "frontend" / "5.2.m").read_bytes())
    flags = ("convert", str(path), "--from", "5.2", "--to", "7")
    wanted = (CONVERSIONS / "frontend" / "7.m").read_bytes()
    assert rkconf(*flags).raw == wanted
    difference = rkconf(*flags, "--diff")
    assert difference.status == 1
    assert "-L 127.0.0.1:31417:127.0.0.1:31417" in difference.out
    assert rkconf(*flags, "--in-place").status == 0
    assert path.read_bytes() == wanted


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--to", "7"], "convert needs one input", id="nothing"),
        pytest.param(["x.m"], "--to", id="no version"),
        pytest.param(["x.m", "--to", "9"], "no such file", id="a missing file"),
        pytest.param(["--launch", "x", "--to", "7.1"], "unknown version '7.1'", id="an unknown version"),
        pytest.param(["--launch", "x", "--to", "7", "--in-place"], "--in-place needs a file", id="no file to write"),
        pytest.param(
            ["x.m", "--to", "7", "--in-place", "--output", "y.m"], "--output cannot be combined", id="two places"
        ),
    ],
)
def test_what_cannot_be_converted(arguments: list[str], said: str, rkconf: Program) -> None:
    outcome = rkconf("convert", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.err


def test_slaves_imply_the_version_that_they_were_written_for(rkconf: Program) -> None:
    text = b'Needs["Parallel`"]\nLaunchSlave["node1", "ssh `1` -l `3` math -mathlink `4` -linkname `2` &"]\n'
    outcome = rkconf("convert", "-", "--stdin-filename", "slaves.m", "--to", "7", stdin=text)
    assert outcome.out.startswith('Needs["SubKernels`RemoteKernels`"]\nLaunchKernels[RemoteMachine["node1"')


def test_standard_input_is_read_by_the_name_that_it_is_given(rkconf: Program) -> None:
    text = (CONVERSIONS / "specification" / "5.2.toml").read_bytes()
    outcome = rkconf("convert", "-", "--stdin-filename", "kernels.toml", "--to", "6", stdin=text)
    assert outcome.raw == (CONVERSIONS / "specification" / "6.toml").read_bytes()


def test_a_specification_that_is_wrong_already(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "kernels.toml"
    path.write_text('[[kernels]]\nname = "x"\nhost = "a b"\nkernel = "math"\n')
    outcome = rkconf("convert", str(path), "--to", "7")
    assert (outcome.status, outcome.out) == (1, "")
    assert f"{path}:3:8: error RK013 impossible-specification" in outcome.err


@pytest.mark.parametrize(
    ("words", "text", "note"),
    [
        pytest.param(["convert", "--to", "7"], 'LaunchKernels[RemoteMachine["h"]]', "nothing changes", id="convert"),
        pytest.param(["extract", "--version", "7"], "x = 1", "no kernels on other machines", id="extract"),
    ],
)
def test_a_run_without_effect_has_a_note(rkconf: Program, words: list[str], text: str, note: str) -> None:
    outcome = rkconf(*words, "-", "--stdin-filename", "init.m", stdin=text.encode())
    assert outcome.status == 0
    assert note in outcome.err


def test_a_specification_without_kernels_is_not_converted(rkconf: Program) -> None:
    text = b'[frontend]\nversion = "7"\n'
    outcome = rkconf("convert", "-", "--stdin-filename", "kernels.toml", "--to", "6", stdin=text)
    assert (outcome.status, outcome.out) == (2, "")


@pytest.mark.parametrize("place", [(), ("--diff",)], ids=["the converted text", "the difference"])
def test_the_problem_of_an_address_without_quotes_has_no_password(rkconf: Program, place: tuple[str, ...]) -> None:
    text = b"LaunchKernels[ssh://fred:hunter2@node7]"
    flags = ("--stdin-filename", "init.m", "--from", "12.3", "--to", "12", *place)
    outcome = rkconf("convert", "-", *flags, stdin=text)
    assert "ssh://fred:" in outcome.err
    assert "hunter" not in outcome.err


def test_an_address_with_a_slash_alone_names_no_kernel(rkconf: Program) -> None:
    outcome = rkconf("extract", "-", "--stdin-filename", "init.m", stdin=b'LaunchKernels["ssh://node1/?4"]')
    assert outcome.status == 0
    assert 'host = "node1"' in outcome.out
    assert 'kernel = "/"' not in outcome.out


@pytest.mark.parametrize(("host", "severity"), [("1.2.3.300", "error"), ("1.2.3.4.5", "warning")])
def test_an_address_with_more_numbers_may_be_a_name_of_the_configuration(
    rkconf: Program, host: str, severity: str
) -> None:
    outcome = rkconf("lint", "--launch", f"ssh {host} math -mathlink", "--select", "RK413", "--format", "concise")
    assert f": {severity} RK413 " in outcome.out
