"""The three ways in which a word is written, and what cannot be written at all."""

import shlex

import pytest

from rkconf.shell.cmd import interpreter as cmd
from rkconf.shell.facts import WindowsShell, load
from rkconf.shell.quoting import UNIX, Quoting, UnquotableError, for_system, word_for_remote_shell
from rkconf.source import Source

WINDOWS = for_system("windows")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("/usr/local/bin/math", "/usr/local/bin/math", id="nothing special"),
        pytest.param("/A b/math", "\"'/A b/math'\"", id="a blank"),
        pytest.param("/A;b*(c)/math", "\"'/A;b*(c)/math'\"", id="what inner single quotes hold"),
        pytest.param("=ls", "\"'=ls'\"", id="an equals sign in front, which zsh expands"),
        pytest.param("/$HOME", "'/\\$HOME'", id="a dollar sign"),
        pytest.param("/A b!", "'/A\\ b\\!'", id="an exclamation mark, which csh looks up"),
        pytest.param("it's", "'it\\'\"'\"'s'", id="an apostrophe"),
        pytest.param("C:\\math", "'C:\\\\math'", id="a backslash"),
        pytest.param("/é", "\"'/é'\"", id="a letter beyond ASCII"),
        pytest.param("", "\"''\"", id="nothing at all"),
    ],
)
def test_a_word_for_both_shells(text: str, written: str) -> None:
    assert UNIX.word_for_both_shells(text) == written
    assert shlex.split(" ".join(shlex.split(written))) == [text]
    assert shlex.split(written) == [word_for_remote_shell(text)]


def test_a_plain_word_may_wear_the_double_quotes_that_people_write() -> None:
    assert UNIX.quoted_word_for_both_shells("./math.sh") == '"./math.sh"'
    assert UNIX.quoted_word_for_both_shells("/A b") == "\"'/A b'\""


@pytest.mark.parametrize("text", ["plain", "a b", "it's", "$x", ""])
def test_a_word_for_the_local_shell(text: str) -> None:
    assert shlex.split(UNIX.word(text)) == [text]


def for_cmd(command: str) -> list[str]:
    """Return the words that a program gets of a command behind ``cmd.exe /C``, as rkconf reads it."""
    shell = load()["cmd"]
    assert isinstance(shell, WindowsShell)
    (started,) = cmd.evaluate(Source("", command.encode()).excerpt(), shell).executions
    return [word.text for word in started.words]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("/usr/local/bin/math", "/usr/local/bin/math", id="nothing special"),
        pytest.param("/A b/math", "\"'/A b/math'\"", id="a blank"),
        pytest.param("/A&b|(c)/math", "\"'/A&b|(c)/math'\"", id="operators of cmd.exe, in quotes"),
        pytest.param("it's", '"it\\\'s"', id="an apostrophe is for the other shell"),
        pytest.param("C:\\math\\", '"C:\\\\math\\\\\\\\"', id="backslashes before a quote count twice"),
        pytest.param('a"b', '^"a\\\\\\^"b^"', id="a quote, with a caret before each that cmd.exe sees"),
        pytest.param("100%/x", '"100"%"/x"', id="a percent sign"),
        pytest.param("%PATH%", '""%"PATH"%""', id="the name of a variable, with quotes inside it"),
    ],
)
def test_a_word_through_cmd(text: str, written: str) -> None:
    assert WINDOWS.word_for_both_shells(text) == written
    (_, arrived) = for_cmd(WINDOWS.command(["ssh", written]))
    assert shlex.split(arrived) == [text]


@pytest.mark.parametrize("text", ["plain", "a b", 'say "a & b"', "%PATH%", "C:\\a b\\", "^", "", 'x\\"%y%\\'])
def test_a_word_for_the_program_that_cmd_starts(text: str) -> None:
    assert for_cmd(WINDOWS.command(["ssh", WINDOWS.word(text)])) == ["ssh", text]


def test_cmd_is_given_a_whole_command_in_one_more_pair_of_quotes() -> None:
    assert WINDOWS.command([WINDOWS.program("`java`"), "-jar"]) == '""`java`" -jar"'
    assert UNIX.command([UNIX.program("`java`"), "-jar"]) == "`java` -jar"


@pytest.mark.parametrize("text", ["a`b", "a\nb", "a\rb", "a\0b"])
@pytest.mark.parametrize("quoting", [pytest.param(UNIX, id="Unix"), pytest.param(WINDOWS, id="Windows")])
def test_what_no_quoting_carries(quoting: Quoting, text: str) -> None:
    for quote in (quoting.word, quoting.word_for_both_shells, quoting.quoted_word_for_both_shells):
        with pytest.raises(UnquotableError):
            quote(text)
