"""The command line of ``rkconf doctor``: the choice of a kernel, the dry run, and the form of the report."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from rkconf.doctor import StepName
from rkconf.reporters import diagnosis_schema
from tests.conftest import SAMPLES, Program
from tests.test_next_steps import GOOD, MLOPEN

TUNNEL = str(SAMPLES / "kernels" / "tunnel.toml")
TEMPLATE = ("--parallel", "ssh `1` math -mathlink -LinkMode Connect `4` -LinkName `2` &")
DESCRIPTION = 'LaunchKernels["ssh://fred@node7:2222/opt/wolfram"]\n'
TWO = """\
[[kernels]]
name = "wrong"
host = "gate.local"
launch_command = "ssh -f gate.local math -mathlink -LinkMode Connect -LinkName `linkname`"

[[kernels]]
name = "good"
host = "skye.local"
kernel = "/opt/math"
connection = "direct"
"""
LOCAL = 'SetOptions[$FrontEnd, EvaluatorNames -> {"Local" -> {"AutoStartOnLaunch" -> True}}]\n'
# Every way in which Python starts a program or calls another machine raises such an event. To connect a datagram socket
# sends nothing: it asks the system for the own address on the way.
FORBIDDEN = """\
import socket, sys
FORBIDDEN = ("subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn", "os.system", "socket.connect", "socket.bind")
def refuse(event, arguments):
    is_question = event == "socket.connect" and arguments[0].type == socket.SOCK_DGRAM
    if event in FORBIDDEN and not is_question:
        raise SystemExit(f"{event}: {arguments}")
sys.addaudithook(refuse)
from rkconf.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

TWICE = ", ".join(['"k" -> {"RemoteMachine" -> True}'] * 2)
UNUSED_COMMAND = (SAMPLES / "frontend/clean.m").read_text().replace('"RemoteMachine" -> True, ', "")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    texts = {
        "described.m": DESCRIPTION,
        "local.m": LOCAL,
        "bare.m": '{"LoginScript" -> "ssh skye.local math"}\n',
        "empty.m": "(* no kernels *)\n",
        "unused.m": UNUSED_COMMAND,
        "key.m": 'SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {"LaunchCommand" -> "ssh b math -mathlink"}}]',
        "incomplete.m": 'SetOptions[$FrontEnd, EvaluatorNames->{"k" -> {"RemoteMachine" -> True}}]',
        "twice.m": f"SetOptions[$FrontEnd, EvaluatorNames->{{{TWICE}}}]",
        "locals.m": 'SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {}, "b" -> {}}]',
        "math.sh": "#!/bin/sh\nmath",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "two.toml").write_text(TWO)
    (tmp_path / "wrong.toml").write_text('[[kernels]]\nname = "a"\nhost = "b"\n')
    return tmp_path


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        pytest.param(("empty.m",), "no-entry", id="a file without kernels"),
        pytest.param(("bare.m",), "no-entry", id="options without an entry"),
        pytest.param(("local.m",), "local-entry", id="a local kernel"),
        pytest.param(("local.m", "Local"), "local-entry", id="a local kernel by its name"),
        pytest.param(("unused.m", "skye"), "RK009", id="a launch command of a local kernel"),
        pytest.param(("key.m",), "RK002", id="an error makes a kernel local"),
        pytest.param(("locals.m",), "local-entry", id="several local kernels"),
        pytest.param(("incomplete.m",), "RK006", id="a remote kernel without a command"),
        pytest.param(("twice.m", "k"), "RK006", id="two remote kernels of one name without a command"),
        pytest.param(("wrong.toml",), "RK006", id="a specification with an error"),
        pytest.param(("--launch", "ssh -f skye.local"), "RK411", id="a command that starts no kernel"),
    ],
)
@pytest.mark.usefixtures("files")
def test_the_text_alone_may_hold_the_cause(rkconf: Program, words: tuple[str, ...], cause: str) -> None:
    outcome = rkconf("doctor", *words, "--format", "json")
    diagnosis = json.loads(outcome.out)
    assert (outcome.status, diagnosis["outcome"], diagnosis["cause"]["id"]) == (1, "fails", cause)
    assert [step["name"] for step in diagnosis["steps"]] == list(StepName)
    assert [step["commands"] for step in diagnosis["steps"]] == [[]] * len(StepName)


@pytest.mark.usefixtures("files")
def test_a_file_without_kernels_has_the_advice_of_its_reader(rkconf: Program) -> None:
    outcome = rkconf("doctor", "bare.m")
    assert 'advice: write SetOptions[$FrontEnd, EvaluatorNames->{"name" -> {...}}]' in outcome.out
    assert "next: rkconf lint bare.m" in outcome.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param((TUNNEL, "--launch", GOOD), "needs one input", id="two inputs"),
        pytest.param(("--kernel-stand-in",), "needs a kernel", id="a program in the place of no kernel"),
        pytest.param((TUNNEL, "--environment", "math.sh"), "math.sh", id="another file than one of variables"),
        pytest.param((str(SAMPLES / "frontend" / "clean.m"),), "name one", id="several kernels"),
        pytest.param((str(SAMPLES / "frontend" / "clean.m"), "sky"), "known:", id="an unknown name"),
        pytest.param(("--launch", GOOD, "--local-shell", "cmd"), "cmd.exe", id="a command for Windows"),
        pytest.param(("--launch", '"C:\\ssh\\x.exe" skye.local math'), "for Windows", id="a program of Windows"),
        pytest.param(("math.sh",), "entry that starts it", id="a script"),
        pytest.param((TUNNEL, "--timeout", "soon"), "seconds", id="a limit that is no number"),
        pytest.param((TUNNEL, "--timeout", "0"), "seconds", id="no time at all"),
        pytest.param((TUNNEL, "--timeout", "inf"), "seconds", id="time without end"),
        pytest.param((TUNNEL, "--set", "nothing=1"), "linkname", id="an unknown placeholder"),
        pytest.param(TEMPLATE, "--set 1=HOST", id="a template without its host"),
        pytest.param(
            ("--launch", "`java` -jar `mathssh` a@`host` math"),
            "add --set java=VALUE --set mathssh=VALUE --set host=HOST",
            id="every value that is missing",
        ),
        pytest.param(
            ("described.m", "--version", "13", "--set", "1=a"), "no placeholders", id="a value for a description"
        ),
    ],
)
@pytest.mark.usefixtures("files")
def test_wrong_usage_is_one_line(rkconf: Program, words: tuple[str, ...], said: str) -> None:
    outcome = rkconf("doctor", *words)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert said in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((str(SAMPLES / "frontend" / "clean.m"), "sky"), id="an unknown name"),
        pytest.param((str(SAMPLES / "frontend" / "clean.m"),), id="several kernels"),
        pytest.param(("--launch", GOOD, "--local-shell", "cmd"), id="a command for Windows"),
        pytest.param(("math.sh",), id="a script"),
        pytest.param(TEMPLATE, id="a template without its host"),
    ],
)
@pytest.mark.usefixtures("files")
def test_what_cannot_be_tried_is_unknown_as_json(rkconf: Program, words: tuple[str, ...]) -> None:
    outcome = rkconf("doctor", *words, "--format", "json")
    diagnosis = json.loads(outcome.out)
    jsonschema.validate(diagnosis, diagnosis_schema.describe())
    assert (outcome.status, outcome.err) == (2, "")
    assert (diagnosis["outcome"], diagnosis["cause"]) == ("unknown", None)
    assert [step["name"] for step in diagnosis["steps"] if step["status"] == "unknown"] == ["entry"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((TUNNEL,), id="a specification"),
        pytest.param((str(SAMPLES / "frontend" / "clean.m"), "skye"), id="an entry of a file"),
        pytest.param(("--launch", GOOD, "--mlopen", MLOPEN), id="a single command"),
        pytest.param((*TEMPLATE, "--set", "1=node7"), id="a template"),
        pytest.param(("--parallel", f'RemoteMachine["node7", "{TEMPLATE[1]}"]', "--version", "7"), id="a call"),
        pytest.param(("two.toml", "good"), id="a kernel after one with an error"),
        pytest.param(("described.m", "--version", "13"), id="a description"),
        pytest.param((TUNNEL, "--kernel-stand-in"), id="with the built-in probe"),
    ],
)
def test_a_dry_run_starts_no_program_and_calls_no_machine(words: tuple[str, ...], files: Path) -> None:
    command = (sys.executable, "-c", FORBIDDEN, "doctor", *words, "--dry-run")
    done = subprocess.run(command, cwd=files, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert any(line.startswith("start ") for line in done.stdout.splitlines())


@pytest.mark.usefixtures("files")
def test_a_given_address_is_the_one_of_the_link(rkconf: Program) -> None:
    words = ("--launch", GOOD, "--mlopen", MLOPEN, "--set", "ipaddress=10.1.2.3", "--dry-run")
    [start] = [line for line in rkconf("doctor", *words).out.splitlines() if line.startswith("start ")]
    assert "49321@10.1.2.3,49322@10.1.2.3" in start


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_dry_run_stops_where_the_trial_stops(rkconf: Program, form: str) -> None:
    words = ("--launch", f"ssh -f {GOOD.removeprefix('ssh ')}", "--mlopen", MLOPEN, "--format", form)
    outcome = rkconf("doctor", *words, "--dry-run")
    assert outcome.status == 1
    assert "RK501" in outcome.out
    assert "planned" not in outcome.out
    assert not any(line.startswith("start ") for line in outcome.out.splitlines())


@pytest.mark.usefixtures("files")
def test_a_dry_run_reads_the_variables_too(rkconf: Program) -> None:
    outcome = rkconf("doctor", TUNNEL, "--environment", "math.sh", "--dry-run")
    assert (outcome.status, outcome.out) == (2, "")
    assert "math.sh" in outcome.err


def test_a_dry_run_prints_no_probe_where_only_the_launch_command_knows_the_machine(rkconf: Program) -> None:
    outcome = rkconf("doctor", "--launch", './reach "`linkname`"', "--mlopen", MLOPEN, "--dry-run")
    assert outcome.status == 0
    assert [line.split()[0] for line in outcome.out.splitlines()] == ["start"]


@pytest.mark.usefixtures("files")
def test_the_command_of_basic_options_in_a_specification_is_tried(rkconf: Program, files: Path) -> None:
    text = '[[kernels]]\nname = "skye"\nhost = "skye.local"\nuser = "fred"\noptions = "basic"\n'
    (files / "basic.toml").write_text(text)
    words = ("doctor", "basic.toml", "--version", "5.2", "--dry-run")
    assert "add --set java=VALUE --set mathssh=VALUE" in rkconf(*words).err
    outcome = rkconf(*words, "--set", "java=/usr/bin/java", "--set", "mathssh=/opt/mathssh.jar")
    assert outcome.status == 0
    assert '/usr/bin/java -jar "/opt/mathssh.jar" fred@skye.local math -mathlink' in outcome.out


def test_another_client_gets_no_options_of_openssh(rkconf: Program) -> None:
    command = GOOD.replace("ssh -o BatchMode=yes", "plink -batch")
    words = ("--launch", command, "--mlopen", MLOPEN, "--dry-run")
    outcome = rkconf("doctor", *words)
    assert outcome.status == 0
    assert "BatchMode" not in outcome.out
    assert "SOCKET" not in outcome.out


def test_an_address_chooses_one_of_several_kernels_of_a_host(rkconf: Program, files: Path) -> None:
    text = 'LaunchKernels[{KernelConfiguration["ssh://fred@node7:2222"], "ssh://node7"}]\n'
    (files / "two.m").write_text(text)
    words = ("--version", "14.1", "--dry-run")
    refused = rkconf("doctor", "two.m", "node7", *words)
    assert refused.status == 2
    assert "by its address: 'ssh://fred@node7:2222', 'ssh://node7'" in refused.err
    for address, said in (("ssh://fred@node7:2222", True), ("ssh://node7", False)):
        outcome = rkconf("doctor", "two.m", address, *words)
        assert (outcome.status, "2222 fred@node7" in outcome.out) == (0, said)


def test_a_report_without_a_folder_is_refused_before_the_trial(rkconf: Program, files: Path) -> None:
    outcome = rkconf("doctor", "--launch", f"touch tried; {GOOD}", "--output", "missing/report")
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "missing is not a folder" in outcome.err
    assert not (files / "tried").exists()


@pytest.mark.usefixtures("files")
def test_the_lines_of_a_capture_go_to_a_file(rkconf: Program, files: Path) -> None:
    printed = rkconf("doctor", "--print-capture").out
    outcome = rkconf("doctor", "--print-capture", "--output", "capture.wl")
    assert (outcome.status, outcome.out) == (0, "")
    assert (files / "capture.wl").read_text() == printed


def test_a_dry_run_is_also_json(rkconf: Program) -> None:
    planned = json.loads(rkconf("doctor", TUNNEL, "--dry-run", "--format", "json").out)["planned"]
    assert {each["name"] for each in planned} <= set(StepName)
    assert all(isinstance(word, str) for each in planned for word in each["command"])


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((TUNNEL, "--kernel-stand-in", "--dry-run"), id="before another option"),
        pytest.param((TUNNEL, "--dry-run", "--kernel-stand-in"), id="at the end"),
        pytest.param((TUNNEL, "--dry-run", "--kernel-stand-in", "./probe"), id="with a program"),
        pytest.param(("--kernel-stand-in=./probe", "--dry-run", TUNNEL), id="with a program after a sign"),
    ],
)
def test_the_program_that_replaces_the_kernel_is_optional(rkconf: Program, words: tuple[str, ...]) -> None:
    outcome = rkconf("doctor", *words)
    assert (outcome.status, outcome.err) == (0, "")
    assert ("./probe" in outcome.out) == any("./probe" in word for word in words)


def test_a_password_is_masked_in_the_commands(rkconf: Program) -> None:
    outcome = rkconf("doctor", "--launch", f"sshpass -p hunter2 {GOOD}", "--dry-run")
    assert outcome.status == 0
    assert "hunter2" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    "words", [("wrong.toml", "--output", "wrong.toml"), ("--launch", "@math.sh", "--output", "math.sh")]
)
def test_the_report_replaces_no_input(rkconf: Program, words: tuple[str, ...], files: Path) -> None:
    before = (files / words[-1]).read_text()
    outcome = rkconf("doctor", *words)
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)
    assert (files / words[-1]).read_text() == before


def test_the_report_goes_to_a_file(rkconf: Program, files: Path) -> None:
    outcome = rkconf("doctor", "empty.m", "--output", "report.txt")
    assert (outcome.status, outcome.out) == (1, "")
    assert "It fails" in (files / "report.txt").read_text()


@pytest.mark.parametrize("name", ["a`b", "a\nb"])
def test_the_home_in_a_command_may_have_any_name(rkconf: Program, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("HOME", f"/{name}")
    command = "ssh gate \"ssh -i '$HOME/key' skye.local math -mathlink -LinkMode Connect -LinkName `linkname`\""
    outcome = rkconf("doctor", "--version", "7", "--launch", command, "--dry-run")
    assert (outcome.status, outcome.err) == (0, "")
    assert "/key" in outcome.out
