"""Files with kernels and single commands where a specification is taken: `extract`, `render` and `setup`."""

from pathlib import Path

import pytest

from rkconf import spec
from tests.conftest import Program
from tests.extractions import LINK, TUNNEL, entry

LAUNCH = f"ssh me@skye.local ./math.sh {LINK}"
MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP"
FILE = entry(LAUNCH)
PARALLEL = f"{TUNNEL} > /dev/null 2>&1 &"
COMMANDS = ("render", "setup")


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("init.m").write_text(FILE)
    Path("command.txt").write_text(LAUNCH + "\n")
    Path("copy.txt").write_text(FILE)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("given", [("init.m",), ("init.m", "x"), ("copy.txt", "--name", "x"), ("-",)], ids=" ".join)
def test_a_file_with_kernels_gives_the_same_as_its_specification(
    rkconf: Program, command: str, given: tuple[str, ...]
) -> None:
    Path("kernels.toml").write_text(rkconf("extract", "init.m").out)
    wanted = rkconf(command, "kernels.toml", "x").out.replace("setup kernels.toml --name x", "")
    stdin = FILE.encode() if given == ("-",) else b""
    outcome = rkconf(command, *given, stdin=stdin)
    assert outcome.status == 0
    # The trial at the end names the file itself.
    file = "FILE" if given == ("-",) else given[0]
    tried = [line.replace(f"doctor {file}", "doctor kernels.toml") for line in outcome.out.splitlines()]
    assert tried[3:] == wanted.splitlines()[3:]


@pytest.mark.parametrize("command", ["extract", "trace", *COMMANDS])
def test_a_place_names_the_kernel_in_its_line(rkconf: Program, command: str) -> None:
    Path("two.m").write_text(f"{FILE}\n{entry(LAUNCH.replace('skye', 'far')).replace('x', 'y')}")
    line = Path("two.m").read_text().partition("LoginScript")[0].count("\n") + 1
    outcome = rkconf(command, f"two.m:{line}:3")
    assert outcome.status == 0
    assert "skye.local" in outcome.out
    assert "far.local" not in outcome.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("extract", "init.m:99"), "line 99 has no named kernel", id="no kernel in the line"),
        pytest.param(("lint", "init.m:1"), "name the file init.m", id="a command for whole files"),
        pytest.param(("extract", "none.m:1"), "no such file", id="no file"),
    ],
)
def test_a_place_without_a_kernel(rkconf: Program, words: tuple[str, ...], message: str) -> None:
    outcome = rkconf(*words)
    assert outcome.status == 2
    assert message in outcome.err


@pytest.mark.parametrize("text", [LAUNCH, "@command.txt", "-"], ids=["text", "a file", "standard input"])
@pytest.mark.parametrize("command", ["extract", *COMMANDS])
def test_a_command_is_a_kernel_with_the_name_of_its_host(rkconf: Program, command: str, text: str) -> None:
    outcome = rkconf(command, "--launch", text, stdin=LAUNCH.encode())
    assert outcome.status == 0
    assert "skye.local" in outcome.out


def test_a_command_becomes_fields(rkconf: Program) -> None:
    outcome = rkconf("extract", "--launch", LAUNCH, "--mlopen", MLOPEN, "--name", "skye", "--version", "6")
    assert outcome.out.startswith(
        f"{spec.DIRECTIVE}\n\n"
        '[frontend]\nversion = "6"\n\n[[kernels]]\nname = "skye"\nhost = "skye.local"\nuser = "me"\n'
    )
    assert f'mlopen_arguments = "{MLOPEN}"' in outcome.out
    assert outcome.err == ""


def test_files_and_commands_together(rkconf: Program) -> None:
    outcome = rkconf("extract", "init.m", "--launch", LAUNCH)
    assert outcome.out.count("[[kernels]]") == 2


def test_a_template_needs_the_host_that_it_does_not_contain(rkconf: Program) -> None:
    assert "--name HOST" in rkconf("extract", "--parallel", PARALLEL).err
    assert 'host = "node7"' in rkconf("extract", "--parallel", PARALLEL, "--name", "node7").out
    assert "node7" in rkconf("render", "--parallel", PARALLEL, "--name", "node7").out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param((), "needs one input", id="nothing"),
        pytest.param(("init.m", "--launch", LAUNCH), "needs one input", id="a file and a command"),
        pytest.param(("--mlopen", MLOPEN), "--launch", id="one end of the link"),
        pytest.param(("init.m", "nobody"), "no kernel named 'nobody'", id="an unknown name"),
        pytest.param(("local.m",), "no kernels on other machines", id="no kernel"),
        pytest.param(("--launch", LAUNCH, "--name", "a", "--name", "b"), "once", id="two names for a command"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_inputs_that_cannot_be_used(rkconf: Program, command: str, given: tuple[str, ...], said: str) -> None:
    Path("local.m").write_text('SetOptions[$FrontEnd, EvaluatorNames->{"Local" -> {"AutoStartOnLaunch" -> True}}]')
    outcome = rkconf(command, *given)
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.err


@pytest.mark.parametrize(
    ("text", "options", "is_assumed"),
    [
        pytest.param(FILE, (), True, id="nothing names one"),
        pytest.param(FILE, ("--version", "7"), False, id="the option names one"),
        pytest.param(f'SetOptions[$FrontEnd, VersionsLaunched->{{"7.0"}}]\n{FILE}', (), False, id="the file names one"),
    ],
)
def test_an_assumed_version_is_reported(
    rkconf: Program, text: str, options: tuple[str, ...], *, is_assumed: bool
) -> None:
    outcome = rkconf("extract", "-", *options, stdin=text.encode())
    assert ("is assumed; specify" in outcome.err) is is_assumed


def test_a_version_that_the_functions_of_a_file_need_is_reported(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "a.wl"
    path.write_text('LaunchKernels[KernelConfiguration["ssh://h"]]\n')
    assert "its functions and flags exist from" in rkconf("extract", str(path)).err
    assert "exist from" not in rkconf("extract", str(path), "--version", "14.1").err


def test_the_settings_name_a_version(rkconf: Program) -> None:
    Path("rkconf.toml").write_text('version = "7"')
    assert "assumed" not in rkconf("extract", "init.m").err


def test_an_error_in_a_command_is_reported_in_its_specification(rkconf: Program) -> None:
    outcome = rkconf("render", "--launch", "ssh skye.local math")
    assert (outcome.status, outcome.out) == (1, "")
    assert "<specification of launch>:" in outcome.err
    assert "repair what `rkconf lint` reports" in outcome.err


def test_an_error_in_a_file_is_reported_with_the_commands_that_show_it(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "a b.m"
    path.write_text('LaunchKernels[RemoteMachine["h", "ssh `1` /opt/math"]]\n')
    outcome = rkconf("setup", str(path))
    assert (outcome.status, outcome.out) == (1, "")
    assert f"`rkconf lint '{path}'`" in outcome.err
