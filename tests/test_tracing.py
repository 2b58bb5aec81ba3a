"""``rkconf trace``: every reader's part, exactly; and whether the kernel is reached."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES, Golden, Program

LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
CONNECT = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
KERNEL = "/Applications/Mathematica 7.app/Contents/MacOS/MathKernel"
DIRECT = f"ssh -o BatchMode=yes user@skye.local \"'{KERNEL}'\" {CONNECT}"
GATE = f'ssh gate.example.org \'ssh me@skye.local "bash -lc \\"env LANG=C nice ./math.sh {CONNECT}\\""\''
UNKNOWN = f"test -d $HOME/lab && ssh $LAB_HOST '$LAB/math {CONNECT}'"
DETACHED = f"ssh skye.local 'cd lab; setsid -f ./math.sh {CONNECT} > /dev/null 2>&1'"
BASH = ("--local-shell", "bash", "--remote-shell", "bash")
PARALLEL = f'ssh `1` \\"{KERNEL}\\" -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit >& /dev/null &'


def trace(rkconf: Program, *words: str) -> Any:  # noqa: ANN401 - JSON
    outcome = rkconf("trace", *words, "--format", "json")
    assert outcome.status == 0, outcome.err
    return json.loads(outcome.out)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("direct", ("--launch", DIRECT, "--mlopen", LISTEN), id="a path with a blank, quoted twice"),
        pytest.param("parallel", ("--parallel", PARALLEL), id="shells that differ"),
        pytest.param("script", ("--launch", "./reach.sh `linkname`"), id="a script that nobody knows"),
        pytest.param("gate", ("--launch", GATE, *BASH), id="a gate, and a shell in a shell"),
        pytest.param("never", ("--launch", f"false && {DIRECT}", *BASH), id="a command that never runs"),
        pytest.param("unknown", ("--launch", UNKNOWN, *BASH), id="what only the machine knows"),
        pytest.param("detached", ("--launch", DETACHED, *BASH), id="a kernel that goes on without its command"),
        pytest.param("sample", (str(SAMPLES / "frontend" / "clean.m"), "skye"), id="a kernel of a file"),
    ],
)
def test_the_text_shows_one_step_a_paragraph(
    rkconf: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch, name: str, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(SAMPLES)
    words = tuple(word.replace(f"{SAMPLES}/", "") for word in words)
    outcome = rkconf("trace", *words)
    assert outcome.status == 0, outcome.err
    golden(SAMPLES / "traces" / f"{name}.txt", outcome.out)


def test_the_steps_are_in_the_order_of_the_journey(rkconf: Program) -> None:
    readers = [step["reader"] for step in trace(rkconf, "--launch", DIRECT)["steps"]]
    assert readers == ["front-end", "local-shell", "ssh", "remote-shell", "kernel", "link"]


def test_readers_repeat_as_often_as_the_command_does(rkconf: Program) -> None:
    steps = trace(rkconf, "--launch", GATE, *BASH)["steps"]
    assert [(step["reader"], step["machine"], step["shell"]) for step in steps] == [
        ("front-end", 0, None),
        ("local-shell", 0, "bash"),
        ("ssh", 0, None),
        ("remote-shell", 1, "bash"),
        ("ssh", 1, None),
        ("remote-shell", 2, "bash"),
        ("shell", 2, "bash"),
        ("program", 2, None),
        ("kernel", 2, None),
        ("link", 2, None),
    ]
    assert [word["value"] for word in steps[7]["words"]][:2] == ["./math.sh", "-mathlink"]


def test_what_only_the_machine_knows_is_marked_at_its_place(rkconf: Program) -> None:
    found = trace(rkconf, "--launch", UNKNOWN.replace("ssh $LAB_HOST", "ssh me@skye.local"), *BASH)
    [piece] = next(step for step in found["steps"] if step["reader"] == "remote-shell")["unknown"]
    launch = UNKNOWN.replace("ssh $LAB_HOST", "ssh me@skye.local")
    assert (piece["text"], launch[piece["start"] : piece["end"]]) == ("$LAB", "$LAB")
    assert found["outcome"] == "unknown"


def test_an_argument_that_only_the_machine_knows_is_shown_as_it_is_written(rkconf: Program) -> None:
    launch = "ssh skye.local './math.sh -mathlink -LinkMode Connect -LinkName $PORT@10.0.0.5'"
    found = trace(rkconf, "--launch", launch, *BASH)
    assert found["kernel"]["argv"][-1] == found["kernel"]["link"]["name"] == "$PORT@10.0.0.5"
    assert "name $PORT@10.0.0.5" in rkconf("trace", "--launch", launch, *BASH).out


def test_nothing_is_shown_after_a_program_that_never_starts(rkconf: Program) -> None:
    found = trace(rkconf, "--launch", f"false && {DIRECT}", *BASH)
    assert [step["reader"] for step in found["steps"]] == ["front-end", "local-shell"]
    assert (found["kernel"], found["outcome"]) == (None, "fails")


@pytest.mark.parametrize(
    ("launch", "line"),
    [
        pytest.param(f"false && {DIRECT}", "note     ssh never starts: false fails", id="never"),
        pytest.param(UNKNOWN, "note     ssh may not start: whether test succeeds depends on the machine", id="perhaps"),
        pytest.param(UNKNOWN, "3. ssh logs in to $LAB_HOST and sends the command", id="a host that is not known"),
        pytest.param(GATE, "6. The login shell on skye.local (bash) starts", id="the login shell of a machine"),
        pytest.param(GATE, "7. The inner shell (bash) starts", id="a shell in a shell"),
        pytest.param(GATE, "8. env and nice run", id="programs that pass words on"),
        pytest.param("ssh skye.local (", "2. The local shell (bash) rejects the command", id="refused"),
        pytest.param("for i in *; do ssh $i; done", "2. The local shell (bash) reads", id="not followed"),
    ],
)
def test_the_text_contains(rkconf: Program, launch: str, line: str) -> None:
    assert line in [each.strip() for each in rkconf("trace", "--launch", launch, *BASH).out.splitlines()]


def test_the_kernel_gets_exactly_these_arguments(rkconf: Program) -> None:
    kernel = trace(rkconf, "--launch", DIRECT, "--set", "linkname=1@a,2@b", "--set", "ipaddress=a")["kernel"]
    assert kernel == {
        "argv": [
            KERNEL,
            *("-mathlink", "-LinkMode", "Connect", "-LinkProtocol", "TCPIP"),
            *("-LinkName", "1@a,2@b", "-LinkHost", "a"),
        ],
        "link": {"name": "1@a,2@b", "host": "a", "mode": "Connect", "protocol": "TCPIP", "options": []},
    }


def test_every_word_knows_where_it_is_written(rkconf: Program) -> None:
    remote = next(step for step in trace(rkconf, "--launch", DIRECT)["steps"] if step["reader"] == "remote-shell")
    places = {word["value"]: DIRECT[word["start"] : word["end"]] for word in remote["words"]}
    assert KERNEL in places[KERNEL]
    assert places["-mathlink"] == "-mathlink"
    assert places["Connect"] == "Connect"


def test_each_reader_lists_what_it_removes_and_inserts(rkconf: Program) -> None:
    steps = {step["reader"]: step for step in trace(rkconf, "--launch", DIRECT)["steps"]}
    assert [change["text"] for change in steps["local-shell"]["removed"]] == ['"', '"']
    assert [change["text"] for change in steps["remote-shell"]["removed"]] == ["'", "'"]
    assert [change["text"] for change in steps["front-end"]["expanded"]] == ["`linkname`", "`ipaddress`"]


def test_one_shell_has_its_name(rkconf: Program) -> None:
    steps = trace(rkconf, "--launch", DIRECT, "--local-shell", "dash")["steps"]
    assert [step["shell"] for step in steps if step["reader"] == "local-shell"] == ["dash"]


def test_shells_that_differ_are_alternatives(rkconf: Program) -> None:
    found = trace(rkconf, "--parallel", PARALLEL)
    assert [(each["steps"][1]["shells"], each["outcome"]) for each in found["alternatives"]] == [
        (["dash"], "fails"),
        (["bash"], "runs"),
    ]


@pytest.mark.parametrize(
    ("words", "outcome", "why"),
    [
        pytest.param(("--launch", DIRECT, "--mlopen", LISTEN), "runs", "no known obstacle", id="it runs"),
        pytest.param(
            ("--launch", DIRECT.replace("\"'", '"').replace("'\"", '"')), "fails", "splits the path", id="it fails"
        ),
        pytest.param(("--launch", "./reach.sh `linkname`"), "unknown", "reach.sh", id="a script"),
        pytest.param(("--launch", f"PASSWORD=secret {DIRECT}"), "runs", "", id="a secret in sight does not stop it"),
        pytest.param(
            ("--launch", DIRECT.replace("user@", "user:secret@")),
            "unknown",
            "part of the login name",
            id="a password in the login",
        ),
    ],
)
def test_the_outcome(rkconf: Program, words: tuple[str, ...], outcome: str, why: str) -> None:
    found = trace(rkconf, *words)
    assert (found["outcome"], why in found["why"]) == (outcome, True), found["why"]


def test_a_specification_is_followed_as_it_would_be_rendered(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "kernels.toml"
    path.write_text('[[kernels]]\nname = "skye"\nhost = "skye.local"\nkernel = "/A b/math"\n')
    assert trace(rkconf, str(path))["kernel"]["argv"][0] == "/A b/math"


def test_a_specification_that_cannot_work_is_refused_as_render_refuses_it(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "kernels.toml"
    path.write_text('[[kernels]]\nname = "skye"\nhost = "skye local"\nkernel = "./math.sh"\n')
    for words in (("trace", str(path)), ("trace", str(path), "--diagram"), ("render", str(path), "--version", "7")):
        outcome = rkconf(*words)
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err.startswith(f"{path}:3:8: error RK013 impossible-specification: host cannot be used: ")


@pytest.mark.parametrize("form", [(), ("--diagram",)])
def test_a_group_is_named_in_the_title_and_its_host_in_the_command(
    rkconf: Program, tmp_path: Path, form: tuple[str, ...]
) -> None:
    path = tmp_path / "j.toml"
    path.write_text('[[parallel]]\nname = "g1"\nhost = "node1"\nkernel = "./math.sh"\n')
    outcome = rkconf("trace", str(path), "g1", *form)
    assert outcome.out.startswith(f"'g1' in {path}, for Mathematica 7\n")
    assert ("node1" in outcome.out, "node.example.org" in outcome.out) == (True, False)


@pytest.mark.parametrize("place", ["{0}:2", "{0}:2:5"], ids=["the line", "line and column"])
def test_the_place_that_lint_prints_names_the_kernel(rkconf: Program, tmp_path: Path, place: str) -> None:
    path = tmp_path / "init.m"
    entry = '"{0}"->{{"RemoteMachine"->True, "LoginScript"->"ssh h math -mathlink"}}'
    path.write_text(f"SetOptions[$FrontEnd, EvaluatorNames->{{{entry.format('a')},\n{entry.format('b')}}}]\n")
    assert rkconf("trace", place.format(path)).out.startswith(f"'b' in {path}, ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["frontend/clean.m"], "name one: 'skye', 'harbour'", id="several kernels"),
        pytest.param(["frontend/clean.m", "Skye"], "known: 'skye', 'harbour'", id="no such kernel"),
        pytest.param(["--mlopen", LISTEN, "frontend/clean.m"], "trace needs one input", id="two inputs"),
        pytest.param(
            ["--launch", DIRECT, "--set", "linknme=1"], "unknown placeholder", id="a placeholder that is none"
        ),
        pytest.param(["--launch", DIRECT, "--set", "linkname"], "write NAME=VALUE", id="a placeholder without value"),
    ],
)
def test_a_mistake_is_one_line(
    rkconf: Program, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.chdir(SAMPLES)
    outcome = rkconf("trace", *words)
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)
    assert message in outcome.err
