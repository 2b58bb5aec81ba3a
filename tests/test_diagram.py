"""``rkconf trace --diagram`` and ``--svg``: the pictures, and errors of the command line."""

from pathlib import Path

import pytest

from rkconf.command import remote_choices
from tests.conftest import SAMPLES, Golden, Program
from tests.networks import (
    CHAIN,
    DIRECT,
    FIXED,
    KERNELS,
    LISTEN,
    PARALLEL,
    PAST,
    PROXY,
    TEMPLATE,
    TUNNELLED,
)


@pytest.mark.parametrize(
    ("name", "version", "words"),
    [
        pytest.param("direct", "7", ["direct.toml"], id="ports without fixed numbers"),
        pytest.param("fixed-ports", "7", ["fixed-ports.toml"], id="two fixed ports"),
        pytest.param("fixed-ports-5.2", "5.2", ["fixed-ports.toml"], id="only the main link"),
        pytest.param("tunnel", "7", ["tunnel.toml"], id="six ports inside ssh"),
        pytest.param("gate", "7", ["many.toml", 'spaces "and" quotes'], id="a jump host"),
        pytest.param("parallel-tunnel", "7", ["many.toml", "node2.example.org"], id="parallel kernels inside ssh"),
        pytest.param("script", "7", ["many.toml", "verbatim"], id="an unknown script"),
        pytest.param("proxy", "5.2", ["--launch", PROXY, "--mlopen", FIXED], id="a proxy command"),
        pytest.param("chain", "7", ["--launch", CHAIN, "--mlopen", TUNNELLED], id="a tunnel inside a tunnel"),
        pytest.param("past", "7", ["--launch", PAST, "--mlopen", LISTEN], id="links that bypass a jump host"),
        pytest.param("examples", "7", ["--parallel", TEMPLATE], id="a template with examples for host and user"),
    ],
)
def test_pictures(
    name: str, version: str, words: list[str], rkconf: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(KERNELS)
    for suffix, form in (("txt", ["--diagram"]), ("svg", ["--svg", "-"])):
        outcome = rkconf("trace", *words, "--version", version, "--remote-shell", "bash", *form)
        assert (outcome.status, outcome.err) == (0, "")
        golden(SAMPLES / "diagrams" / f"{name}.{suffix}", outcome.raw)


@pytest.mark.parametrize(
    ("words", "examples"),
    [
        pytest.param(["--parallel", TEMPLATE], "user for `3` and node.example.org for `1` (", id="nothing given"),
        pytest.param(["--parallel", TEMPLATE, "--set", "1=node1"], "user for `3` (", id="the machine given"),
        pytest.param(["--parallel", TEMPLATE, "--set", "1=node1", "--set", "3=anna"], "", id="everything given"),
        pytest.param(["--parallel", PARALLEL, "--set", "1=node1"], "", id="ports out of the link name"),
        pytest.param(["--launch", DIRECT], "", id="no placeholder for the machine"),
        pytest.param(["--launch", DIRECT.replace("me@", "`username`@")], "user for `username` (", id="the login"),
    ],
)
def test_example_values_are_named(words: list[str], examples: str, rkconf: Program) -> None:
    printed = " ".join(rkconf("trace", *words, "--remote-shell", "bash", "--diagram").out.split())
    assert printed.partition("Example values: ")[2].startswith(examples)
    assert ("Example values: " in printed) is bool(examples)


def test_a_given_port_replaces_its_placeholder(rkconf: Program) -> None:
    given = ("--set", "2=4001@10.0.0.5,4002@10.0.0.5", "--remote-shell", "bash")
    outcome = rkconf("trace", "--parallel", PARALLEL, *given, "--diagram")
    assert "4001 sshd <- kernel" in outcome.out
    assert "master 4002" not in outcome.out
    assert "10.0.0.5 4002" in outcome.out


def test_the_text_fits_on_a_plain_terminal(rkconf: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(KERNELS)
    outcome = rkconf("trace", "tunnel.toml", "--version", "7", "--diagram")
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_shells_with_different_verdicts_share_a_picture(rkconf: Program) -> None:
    words = ("--launch", DIRECT.replace("./math.sh", "math"), "--mlopen", LISTEN)
    outcome = rkconf("trace", *words, "--version", "5.2", "--diagram")
    assert outcome.out.count("┌─ skye.local ") == 1
    printed = " ".join(outcome.out.split())
    *others, last = (shell for shell in remote_choices() if shell != "fish")
    assert f"the login shell is {', '.join(others)} or {last}, it should run: " in printed
    assert "the login shell is fish, it fails: this shell runs its builtin `math`" in printed


def test_a_shell_that_starts_nothing_has_a_separate_picture_after_the_others(rkconf: Program) -> None:
    words = ("--parallel", "ssh me@`1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit >& /dev/null &")
    outcome = rkconf("trace", *words, "--version", "6", "--remote-shell", "bash", "--diagram")
    drawn, nothing = outcome.out.split("\n\n<parallel>")[0], outcome.out.partition("nothing to draw")[2]
    assert "If the local shell is bash and the login shell is bash, it should run: " in drawn
    assert "If the local shell is dash, it fails: " in nothing


def test_a_secret_is_masked_in_a_picture(rkconf: Program) -> None:
    outcome = rkconf("trace", "--launch", DIRECT.replace("me@", "me:sesame@"), "--diagram")
    assert "sesame" not in outcome.out
    assert "me:•••••• " in outcome.out


def test_the_svg_is_written_to_a_file_and_the_text_to_standard_output(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "network.svg"
    alone = rkconf("trace", "--launch", DIRECT, "--svg", str(path))
    assert (alone.status, alone.out, alone.err) == (0, "", "")
    both = rkconf("trace", "--launch", DIRECT, "--svg", str(path), "--diagram")
    assert both.out.startswith("<launch>, for Mathematica 7\n\n ┌")
    assert path.read_text().startswith("<svg ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(
            ["--diagram", "--format", "json"], "cannot be combined with --format json", id="a picture as JSON"
        ),
        pytest.param(
            ["--svg", "x.svg", "--format", "json"], "cannot be combined with --format json", id="an SVG as JSON"
        ),
        pytest.param(["--diagram", "--svg", "-"], "both write to standard output", id="two pictures in one place"),
        pytest.param(["--svg", "missing/x.svg"], "no such file or folder", id="a missing folder"),
    ],
)
def test_an_error_is_one_line(words: list[str], message: str, rkconf: Program) -> None:
    outcome = rkconf("trace", "--launch", DIRECT, *words)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert message in outcome.err
