"""How each shell cuts a text into words (tests/live asks the shells themselves)."""

import pytest

from rkconf.shell.words import Kind
from tests.launches import reading, words

EVERY = ("dash", "bash", "zsh", "mksh", "tcsh", "fish")


@pytest.mark.parametrize("shell", EVERY)
@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        pytest.param("a b", ["a", "b"], id="two words"),
        pytest.param(" \ta   b ", ["a", "b"], id="blanks"),
        pytest.param("a 'b c'", ["a", "b c"], id="single quotes"),
        pytest.param('a "b c"', ["a", "b c"], id="double quotes"),
        pytest.param(r"a b\ c", ["a", "b c"], id="a backslash"),
        pytest.param("a 'b'\"c\"d", ["a", "bcd"], id="quotes in a word"),
        pytest.param("a '' \"\"", ["a", "", ""], id="empty words"),
        pytest.param(r"a \'b\' \"c\"", ["a", "'b'", '"c"'], id="escaped quotes"),
        pytest.param("a # b", ["a"], id="a comment"),
        pytest.param("a '#b'", ["a", "#b"], id="a quoted hash"),
        pytest.param("a b > c", ["a", "b"], id="a redirection"),
    ],
)
def test_what_all_shells_agree_on(shell: str, text: str, arguments: list[str]) -> None:
    assert words(shell, text) == [arguments]


@pytest.mark.parametrize(
    ("shell", "text", "arguments"),
    [
        pytest.param("bash", r"$'a\tb\x41\101\u00e9\q'", "a\tbAA\u00e9\\q", id="a dollar and single quotes in bash"),
        pytest.param("mksh", r"$'\q'", "q", id="an unknown escape in mksh"),
        pytest.param("dash", "$'a'", "$a", id="a dollar and single quotes in dash"),
        pytest.param("tcsh", "\"$'a'\"", "a", id="the same in double quotes in tcsh"),
        pytest.param("fish", r"a\nb", "a\nb", id="a letter escape in fish"),
        pytest.param("fish", "a&b", "a&b", id="an ampersand in a word of fish"),
        pytest.param("tcsh", "a#b", "a", id="a comment in a word of tcsh"),
        pytest.param("dash", "{a,b}", "{a,b}", id="braces in dash"),
        pytest.param("dash", "a\\", "a\\", id="a trailing backslash in dash"),
        pytest.param("zsh", "a\\", "a", id="a trailing backslash in zsh"),
        pytest.param("tcsh", r'"a\b"', "a\\b", id="a backslash in double quotes in tcsh"),
        pytest.param("bash", "--a=~", "--a=~", id="a tilde behind an equals sign in bash"),
        pytest.param("mksh", "--a=~", "--a=/home", id="a tilde behind an equals sign in mksh"),
        pytest.param("bash", "A=b:~/c", "A=b:/home/c", id="a tilde in what looks like an assignment"),
        pytest.param("dash", "~/a", "/home/a", id="a tilde"),
        pytest.param("dash", "$HOME$", "/home$", id="a variable and a dollar"),
    ],
)
def test_where_shells_differ(shell: str, text: str, arguments: str) -> None:
    assert words(shell, f"x {text}", HOME="/home") == [["x", arguments]]


@pytest.mark.parametrize(
    ("shell", "text", "rule"),
    [
        pytest.param("dash", "a 'b", "unbalanced-quote", id="a single quote"),
        pytest.param("dash", 'a "b', "unbalanced-quote", id="a double quote"),
        pytest.param("dash", "a `b", "unbalanced-quote", id="a backtick"),
        pytest.param("dash", "a $(b", "unbalanced-quote", id="a parenthesis"),
        pytest.param("dash", "a ${b", "syntax-error", id="a brace"),
        pytest.param("tcsh", "a b\\", "unbalanced-quote", id="a trailing backslash in tcsh"),
        pytest.param("tcsh", "a !b", "csh-incompatible", id="history in tcsh"),
        pytest.param("tcsh", "a 'b\nc'", "unbalanced-quote", id="a line break between quotes in tcsh"),
        pytest.param("tcsh", "a $,", "csh-incompatible", id="a lone dollar in tcsh"),
        pytest.param("tcsh", "a $b:1", "csh-incompatible", id="a colon behind a variable in tcsh"),
        pytest.param("tcsh", "a {b", "syntax-error", id="a lone brace in tcsh"),
        pytest.param("fish", "a ${b}", "syntax-error", id="a braced variable in fish"),
        pytest.param("fish", "a b}", "syntax-error", id="a lone brace in fish"),
        pytest.param("dash", "a ${b/c/d}", "syntax-error", id="a replacement in dash"),
        pytest.param("dash", "(", "syntax-error", id="an open parenthesis"),
        pytest.param("dash", "a ;; b", "syntax-error", id="two semicolons"),
        pytest.param("bash", "((a))", "syntax-error", id="arithmetic as a command"),
        pytest.param("dash", "a >& b", "csh-redirection", id="a redirection of csh"),
        pytest.param("tcsh", "a &> b", "sh-redirection-in-csh", id="a redirection of bash in tcsh"),
        pytest.param("tcsh", "a > b 2>&1", "sh-redirection-in-csh", id="a redirection of sh in tcsh"),
        pytest.param("tcsh", "A=1 a", "csh-incompatible", id="an assignment in tcsh"),
        pytest.param("fish", "A=1; a", "syntax-error", id="an assignment alone in fish"),
        pytest.param("fish", "(a) b", "syntax-error", id="a program's name from a program in fish"),
        pytest.param("fish", r"a \x", "not-understood", id="half an escape"),
        pytest.param("bash", "a <(b)", "not-understood", id="a process substitution"),
        pytest.param("bash", "a" * 20_000, "not-understood", id="more than is followed"),
    ],
)
def test_what_a_shell_refuses(shell: str, text: str, rule: str) -> None:
    found = reading(shell, text)
    assert found.refused
    assert found.started == ()
    assert [problem.rule for problem in found.problems] == [rule]


@pytest.mark.parametrize(
    ("shell", "text", "kind"),
    [
        pytest.param("dash", "*.txt", Kind.GLOB, id="a file pattern"),
        pytest.param("dash", "`a`", Kind.SUBSTITUTION, id="a program's output"),
        pytest.param("dash", "$(a)", Kind.SUBSTITUTION, id="the same with parentheses"),
        pytest.param("dash", "$((1))", Kind.ARITHMETIC, id="arithmetic"),
        pytest.param("bash", "{a,b}", Kind.BRACE, id="braces"),
        pytest.param("zsh", "=ls", Kind.EQUALS, id="an equals sign in zsh"),
        pytest.param("dash", "$NEVER", Kind.VARIABLE, id="a variable that nobody set"),
        pytest.param("zsh", "$=HOME", Kind.VARIABLE, id="a flag of zsh"),
        pytest.param("zsh", "$HOME:h", Kind.VARIABLE, id="a modifier of zsh"),
        pytest.param("bash", "${HOME/a/b}", Kind.VARIABLE, id="a replacement"),
        pytest.param("bash", "${#HOME}", Kind.VARIABLE, id="a length"),
        pytest.param("dash", "~root", Kind.TILDE, id="another user's home"),
        pytest.param("dash", "~'/a'", Kind.TILDE, id="a quote that touches the tilde"),
    ],
)
def test_what_only_the_machine_knows(shell: str, text: str, kind: Kind) -> None:
    (started,) = reading(shell, f"x {text}", HOME="/home").started
    word = started.words[1]
    assert not word.known
    assert word.text == text.replace("'", "")
    assert [each.kind for each in word.unknown] == [kind]


def test_a_word_tells_what_the_shell_took_away() -> None:
    (started,) = reading("dash", "x a\"b\"'c'\\d").started
    assert [mark.text for mark in started.words[1].removed] == ['"', '"', "'", "'", "\\"]


def test_the_base_of_a_path() -> None:
    (started,) = reading("dash", "'/A b/c'").started
    assert started.words[0].base == "c"
