"""``rkconf new``: six questions, each answer checked, and a specification that lint accepts; or nothing at all."""

import json
import os
import signal
import sys
import tomllib
from codecs import getincrementaldecoder
from pathlib import Path

import pytest

from rkconf import spec
from rkconf.spec.questions import KEYS, QUESTIONS
from tests.conftest import Program

ANSWERS = ("skye", "skye.local", "me", "7", "macos", "tunnel")
SET = ("--set", "name=skye", "--set", "host=skye.local")


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(*answers: str) -> bytes:
    return "".join(f"{answer}\n" for answer in answers).encode()


def test_answers_from_a_pipe_are_written_with_the_schema(rkconf: Program) -> None:
    outcome = rkconf("new", stdin=lines(*ANSWERS))
    assert (outcome.status, outcome.out) == (0, "")
    text = Path("kernels.toml").read_text()
    assert text.startswith(f"{spec.DIRECTIVE}\n")
    assert tomllib.loads(text) == {
        "frontend": {"version": "7"},
        "kernels": [
            {
                "name": "skye",
                "host": "skye.local",
                "user": "me",
                "os": "macos",
                "connection": "tunnel",
                "ports": [31415, 31416],
            }
        ],
    }
    assert rkconf("lint", "kernels.toml").out.count("error") == 0
    assert rkconf("setup", "kernels.toml").status == 0


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param(("a", "h", "", "", "mac", ""), {"name": "a", "host": "h", "os": "macos"}, id="defaults"),
        pytest.param(("a", "h", "", "", "Ubuntu", "direct"), {"name": "a", "host": "h", "os": "linux"}, id="a synonym"),
        pytest.param(
            (" a b ", "2001:db8::1", "", "12.3", "./my math.sh", ""),
            {"name": "a b", "host": "2001:db8::1", "kernel": "./my math.sh"},
            id="spaces, an address and a path",
        ),
        pytest.param(
            ("a", "h", "", "5.2", "linux", "fixed-ports"),
            {"name": "a", "host": "h", "os": "linux", "connection": "fixed-ports", "ports": [31415, 31416]},
            id="fixed ports",
        ),
    ],
)
def test_answers_become_keys(answers: tuple[str, ...], expected: dict[str, object], rkconf: Program) -> None:
    outcome = rkconf("new", "-", stdin=lines(*answers))
    assert tomllib.loads(outcome.out)["kernels"] == [expected]
    assert not list(Path().iterdir())


@pytest.mark.parametrize("connection", ["direct", "fixed-ports", "tunnel"])
def test_a_new_kernel_neither_prompts_nor_uses_a_port_of_other_programs(connection: str, rkconf: Program) -> None:
    rkconf("new", stdin=lines("a", "h", "", "7", "linux", connection))
    Path("a.wl").write_text(rkconf("render", "kernels.toml").out)
    codes = {each["code"] for each in json.loads(rkconf("lint", "a.wl", "--format", "json").out)["diagnostics"]}
    assert codes <= {"RK613"}


def test_settings_are_answers_in_any_order(rkconf: Program) -> None:
    given = [f"{question.keys[0]}={answer}" for question, answer in zip(QUESTIONS, ANSWERS, strict=True)]
    words = [word for setting in reversed(given) for word in ("--set", setting)]
    assert rkconf("new", "-", *words).out == rkconf("new", "-", stdin=lines(*ANSWERS)).out
    assert rkconf("new", "-", *SET, "--set", "kernel=./math.sh").status == 0


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_the_end_of_the_input_leaves_nothing(number: int, rkconf: Program) -> None:
    outcome = rkconf("new", stdin=lines(*ANSWERS[:number]))
    assert (outcome.status, outcome.out) == (2, "")
    assert f"the input ends before answer {number + 1} ({' or '.join(QUESTIONS[number].keys)})" in outcome.err
    assert not list(Path().iterdir())


@pytest.mark.parametrize(
    ("at", "answer", "message"),
    [
        pytest.param(0, "", "an answer is needed", id="no name"),
        pytest.param(0, "Local", "is the kernel of the Front End's own machine", id="the local kernel"),
        pytest.param(1, "a b", "it contains a space", id="a host with a space"),
        pytest.param(1, "me@skye.local", "the login name has a separate key", id="a login instead of a host"),
        pytest.param(2, "me:secret", "a password must not be written here", id="a password"),
        pytest.param(3, "5.3", "5.2", id="a version that was never released"),
        pytest.param(4, "math", "a path such as ./math.sh", id="neither system nor path"),
        pytest.param(4, "windows", "how to start a kernel over ssh on Windows", id="Windows"),
        pytest.param(4, "~/math.sh", "`~` is not expanded here", id="a tilde"),
        pytest.param(5, "tunel", 'connection = "tunnel"', id="a misspelt network"),
    ],
)
def test_a_wrong_answer_is_refused_and_nothing_written(at: int, answer: str, message: str, rkconf: Program) -> None:
    outcome = rkconf("new", stdin=lines(*ANSWERS[:at], answer, *ANSWERS[at + 1 :]))
    assert (outcome.status, outcome.out, list(Path().iterdir())) == (2, "", [])
    assert f"answer {at + 1} (" in outcome.err
    assert message in outcome.err
    assert "secret" not in outcome.err
    key = QUESTIONS[at].keys[-1 if "/" in answer else 0]
    if answer and answer != "math":
        outcome = rkconf("new", *(word for word in SET if not word.startswith(f"{key}=")), "--set", f"{key}={answer}")
        assert (outcome.status, list(Path().iterdir())) == (2, [])


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        pytest.param(("k", "h", "", "99", "linux", ""), "version 99 is newer", id="a version that is too new"),
        pytest.param(("k", "h", "", "7", "Ubuntu", ""), "'Ubuntu' means os = \"linux\"", id="another name"),
        pytest.param(("k", "h", "", "7", "linuks", ""), "'linuks' means os = \"linux\"", id="a misspelt system"),
        pytest.param(("k", "h", "", "7", "linux", ""), "", id="none for the value itself"),
    ],
)
def test_a_value_that_is_not_the_answer_itself_is_reported(
    answers: tuple[str, ...], note: str, rkconf: Program
) -> None:
    outcome = rkconf("new", "-", stdin=lines(*answers))
    assert outcome.status == 0
    assert outcome.err.startswith(f"rkconf: {note}") if note else outcome.err == ""


def test_a_tunnel_needs_a_version_that_has_one(rkconf: Program) -> None:
    outcome = rkconf("new", stdin=lines("a", "h", "", "12.3", "linux", "tunnel"))
    assert outcome.status == 2
    assert "answer 6 (connection)" in outcome.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("--set", "hostname=h"), "did you mean host?", id="a synonym of a key"),
        pytest.param(("--set", "name"), "--set needs KEY=VALUE", id="no value"),
        pytest.param((*SET, "--set", "name=b"), "--set name can be given only once", id="twice"),
        pytest.param(SET, "--set os=... or --set kernel=...", id="a missing answer"),
        pytest.param(("--set", "secret:pw@h"), "--set needs KEY=VALUE", id="a password instead of a setting"),
    ],
)
def test_a_setting_that_is_refused(words: tuple[str, ...], message: str, rkconf: Program) -> None:
    outcome = rkconf("new", *words)
    assert (outcome.status, outcome.out, list(Path().iterdir())) == (2, "", [])
    assert message in outcome.err
    assert "pw" not in outcome.err


@pytest.mark.parametrize("kind", ["a file", "a folder", "a link to nothing"])
def test_no_file_is_replaced(kind: str, rkconf: Program) -> None:
    path = Path("kernels.toml")
    if kind == "a folder":
        path.mkdir()
    elif kind == "a file":
        path.touch()
    else:
        path.symlink_to("missing")
    outcome = rkconf("new", stdin=b"")
    assert outcome.status == 2
    assert "kernels.toml: this file exists" in outcome.err
    assert [each.name for each in Path().iterdir()] == ["kernels.toml"]


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        pytest.param(b"\xff\n", "the text must be UTF-8", id="bytes that are not UTF-8"),
        pytest.param(b"a" * 20_000, "bytes or more", id="a very long line"),
        pytest.param(b"a\x1bb\n", "it contains U+001B", id="a control character"),
    ],
)
def test_an_answer_that_cannot_be_read(stdin: bytes, message: str, rkconf: Program) -> None:
    outcome = rkconf("new", stdin=stdin)
    assert (outcome.status, list(Path().iterdir())) == (2, [])
    assert message in outcome.err


def test_every_key_has_one_question() -> None:
    assert len(set(KEYS)) == len(KEYS)
    assert len(QUESTIONS) == 6


class Terminal:
    """A run of ``rkconf new`` on a pseudo-terminal."""

    def __init__(self) -> None:
        import pty

        self.process, self._descriptor = pty.fork()
        if not self.process:
            # The tests may run in the background, which ignores this signal.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.execv(sys.executable, [sys.executable, "-m", "rkconf", "new"])  # noqa: S606 - a program of the test
        self.shown = ""
        self._decoder = getincrementaldecoder("utf-8")()
        self._from = 0

    def wait_for(self, text: str) -> None:
        """Wait for a text after those that were waited for before."""
        while (found := self.shown.find(text, self._from)) < 0:
            self._show(os.read(self._descriptor, 1000))
        self._from = found + len(text)

    def _show(self, data: bytes) -> None:
        # A character may come in two parts.
        self.shown += self._decoder.decode(data)

    def type(self, text: str) -> None:
        os.write(self._descriptor, text.encode())

    def status(self) -> int:
        """Return the exit status, after everything that is still shown."""
        try:
            while shown := os.read(self._descriptor, 1000):
                self._show(shown)
        except OSError:
            pass  # Linux reports the end of a terminal as an error
        _, status = os.waitpid(self.process, 0)
        os.close(self._descriptor)
        return os.waitstatus_to_exitcode(status)


on_unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="terminals of Unix")


@on_unix
def test_a_terminal_shows_each_question_and_repeats_one_after_a_wrong_answer() -> None:
    terminal = Terminal()
    for question, answer in zip(QUESTIONS, ANSWERS, strict=True):
        terminal.wait_for(question.text)
        if question.keys == ("host",):
            terminal.type("a b\n")
            terminal.wait_for("it contains a space")
            terminal.wait_for(question.text)
        terminal.type(f"{answer}\n")
    assert terminal.status() == 0
    assert "wrote kernels.toml" in terminal.shown
    assert 'host = "skye.local"' in Path("kernels.toml").read_text()


@on_unix
@pytest.mark.parametrize(("typed", "status"), [("\x03", 130), ("\x04", 2)], ids=["Ctrl-C", "Ctrl-D"])
def test_a_key_that_ends_the_questions_leaves_nothing(typed: str, status: int) -> None:
    terminal = Terminal()
    terminal.wait_for(QUESTIONS[0].text)
    terminal.type("skye\n")
    terminal.wait_for(QUESTIONS[1].text)
    terminal.type(typed)
    assert terminal.status() == status
    assert not list(Path().iterdir())
    assert "Traceback" not in terminal.shown
