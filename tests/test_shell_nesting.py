"""Compound commands inside of compound commands: the real shells show which of them are valid."""

import shutil
import subprocess

import pytest

from rkconf.shell import clauses
from rkconf.shell.errors import ShellError
from rkconf.shell.facts import UnixShell
from rkconf.shell.parser import parse
from rkconf.shell.syntax_tree import CommandList, Compound, Group
from tests.launches import excerpt, reading, unix_shell

FORMS = (
    "case $a in L) @;; esac",
    "case $a in L) @;; (M|N) @;; *) @; esac",
    "case $a in\nL)\n@\n;;\nesac",
    "case $(a) in L) ( @) ;; esac",
    "if @; then @; fi",
    "if @\nthen @\nelif @\nthen b\nelse @\nfi",
    "if a; then @; fi > b",
    "if a; then ( @) fi",
    "if a; then { @; } else b; fi",
    "if a; then if @; then c; fi fi",
    "if echo if then; then @; fi",
    "for x in 1 2; do @; done",
    "for x\ndo @\ndone",
    "while @; do @; done",
    "until @\ndo @\ndone",
    "while a; do case x in y) @;; esac done",
    "{ @; }",
    "( @ )",
    "@ | @",
    "@ && @",
    "f() { @; }",
    "f() ( @ )",
    "f() case $a in x) @;; esac",
    "echo case in; @",
    "echo then case; @",
)
LEAF = "case $b in x) A=1;; esac"


def nested() -> list[str]:
    """Return each form in each form, around a command that is one itself."""
    return [outer.replace("@", inner).replace("@", LEAF) for outer in FORMS for inner in FORMS]


def read_all(commands: CommandList, shell: UnixShell) -> None:
    """Read the clauses of every compound command."""
    for command in (command for each in commands.lists for pipe in each.pipelines for command in pipe.commands):
        found = clauses.read(command, shell) if isinstance(command, Compound) else None
        for inside in (command.commands,) if isinstance(command, Group) else inner(found):
            read_all(inside, shell)


def inner(found: clauses.Clauses | None) -> list[CommandList]:
    match found:
        case clauses.If(branches):
            return [each for branch in branches for each in (branch.condition, branch.body) if each]
        case clauses.Case(_, branches):
            return [body for _, body in branches]
        case clauses.While(condition, body, _):
            return [condition, body]
        case clauses.For(_, _, body) | clauses.Body(body):
            return [body]
    return []


def is_valid(text: str, shell: UnixShell) -> bool:
    try:
        read_all(parse(excerpt(text), shell), shell)
    except ShellError:
        return False
    return True


@pytest.mark.parametrize("shell", ["dash", "bash", "mksh", "zsh"])
def test_nested_commands_are_valid(shell: str) -> None:
    # After `fi` and `done`, zsh wants a separator.
    texts = [text for text in nested() if shell != "zsh" or "fi fi" not in text]
    assert [text for text in texts if not is_valid(text, unix_shell(shell))] == []


@pytest.mark.live
@pytest.mark.parametrize("shell", ["dash", "bash", "mksh", "zsh"])
def test_the_real_shell_agrees(shell: str) -> None:
    program = shutil.which(shell)
    assert program
    texts = [text for text in nested() if shell != "zsh" or "fi fi" not in text]
    ended = subprocess.run([program, "-n"], input="\n".join(texts).encode(), capture_output=True, check=False)
    assert ended.stderr == b""


@pytest.mark.parametrize(
    ("shell", "text"),
    [
        pytest.param("dash", "case $a in L) case $b in x) A=1; esac;; esac; esac", id="a case that is not open"),
        pytest.param("bash", "if case $b in x) A=1;; esac; fi", id="a condition without then"),
        pytest.param("bash", "if a; then echo fi", id="a reserved word that is an argument"),
        pytest.param("zsh", "if a; then if b; then c; fi fi", id="no separator in zsh"),
        pytest.param("dash", "case $a in L) case $b in x) A=1;; esac;;", id="no end"),
    ],
)
def test_nested_commands_that_are_refused(shell: str, text: str) -> None:
    assert not is_valid(text, unix_shell(shell))


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        pytest.param("case L in L) case x in y) a;; x) b;; esac;; M) c;; esac; d", ["b", "d"], id="a case in a case"),
        pytest.param("case L in M) case x in x) a;; esac;; L) c;; esac; d", ["c", "d"], id="a later branch"),
        pytest.param(
            "if case x in x) true;; esac; then a; else b; fi", ["true", "a", "b"], id="a case as the condition"
        ),
        pytest.param("case L in L) f() case x in x) a;; esac;; esac; f", ["a"], id="a function in a case"),
        pytest.param("if true; then if true; then a; fi fi; b", ["true", "true", "a", "b"], id="two ends in a row"),
    ],
)
def test_the_programs_of_nested_commands(text: str, programs: list[str]) -> None:
    started = [each for each in reading("dash", text).executions if each.occurs.name != "NEVER"]
    assert [each.words[0].text for each in started if each.words[0].text != "f"] == programs
