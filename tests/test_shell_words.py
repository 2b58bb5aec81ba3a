"""The words of a text in each shell (tests/live compares them with the real shells)."""

import pytest

from rkconf.command import remote_choices
from rkconf.shell.facts import UnixShell, load
from rkconf.shell.parser import parse, parsed
from rkconf.shell.tokenizer import tokenize
from rkconf.shell.words import UNKNOWN, PartKind
from rkconf.source import Source
from tests.launches import reading, words


@pytest.mark.parametrize("shell", remote_choices())
@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        pytest.param("a b", ["a", "b"], id="two words"),
        pytest.param(" \ta   b ", ["a", "b"], id="spaces"),
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
def test_words_on_which_all_shells_agree(shell: str, text: str, arguments: list[str]) -> None:
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
        pytest.param("bash", "--a=~", "--a=~", id="a tilde after an equals sign in bash"),
        pytest.param("mksh", "--a=~", "--a=/home", id="a tilde after an equals sign in mksh"),
        pytest.param("bash", "A=b:~/c", "A=b:/home/c", id="a tilde in an argument like an assignment"),
        pytest.param("dash", "~/a", "/home/a", id="a tilde"),
        pytest.param("dash", "$HOME$", "/home$", id="a variable and a dollar"),
    ],
)
def test_words_on_which_shells_differ(shell: str, text: str, arguments: str) -> None:
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
        pytest.param("tcsh", "a $b:1", "csh-incompatible", id="a colon after a variable in tcsh"),
        pytest.param("tcsh", "a {b", "syntax-error", id="a lone brace in tcsh"),
        pytest.param("fish", "a ${b}", "syntax-error", id="a braced variable in fish"),
        pytest.param("fish", "a b}", "syntax-error", id="a lone brace in fish"),
        pytest.param("dash", "a ${b/c/d}", "syntax-error", id="a replacement in dash"),
        pytest.param("dash", "(", "syntax-error", id="an open parenthesis"),
        pytest.param("dash", "a ;; b", "syntax-error", id="two semicolons"),
        pytest.param("bash", "if a; then b", "syntax-error", id="a compound command without its end"),
        pytest.param("dash", "do a", "syntax-error", id="a reserved word that cannot begin a command"),
        pytest.param("dash", "! ! a", "syntax-error", id="two negations in dash"),
        pytest.param("bash", "f() a", "syntax-error", id="a function without a body"),
        pytest.param("dash", "a >& b", "csh-redirection", id="a redirection of csh"),
        pytest.param("tcsh", "a &> b", "sh-redirection-in-csh", id="a redirection of bash in tcsh"),
        pytest.param("tcsh", "a > b 2>&1", "sh-redirection-in-csh", id="a redirection of sh in tcsh"),
        pytest.param("fish", "A=1; a", "syntax-error", id="an assignment alone in fish"),
        pytest.param("fish", "(a) b", "syntax-error", id="a command substitution as program name in fish"),
        pytest.param("fish", r"a \x", "not-understood", id="half an escape"),
        pytest.param("bash", "a" * 20_000, "not-understood", id="more than is followed"),
    ],
)
def test_syntax_errors(shell: str, text: str, rule: str) -> None:
    found = reading(shell, text)
    assert found.refused
    assert found.executions == ()
    assert [problem.rule for problem in found.problems] == [rule]


@pytest.mark.parametrize(
    ("shell", "text", "kind"),
    [
        pytest.param("dash", "`a`", PartKind.SUBSTITUTION, id="a program's output"),
        pytest.param("dash", "$(a)", PartKind.SUBSTITUTION, id="the same with parentheses"),
        pytest.param("dash", "$((1))", PartKind.ARITHMETIC, id="arithmetic"),
        pytest.param("bash", "{a..c}", PartKind.BRACE, id="braces"),
        pytest.param("bash", "<(a)", PartKind.SUBSTITUTION, id="a process substitution"),
        pytest.param("zsh", "=ls", PartKind.EQUALS, id="an equals sign in zsh"),
        pytest.param("dash", "$NEVER", PartKind.VARIABLE, id="an unset variable"),
        pytest.param("zsh", "$=HOME", PartKind.VARIABLE, id="a flag of zsh"),
        pytest.param("zsh", "$HOME:h", PartKind.VARIABLE, id="a modifier of zsh"),
        pytest.param("bash", "${HOME^^}", PartKind.VARIABLE, id="an operator that is not followed"),
        pytest.param("bash", "${#HOME}", PartKind.VARIABLE, id="a length"),
        pytest.param("dash", "~root", PartKind.TILDE, id="another user's home"),
        pytest.param("dash", "~'/a'", PartKind.TILDE, id="a quote that touches the tilde"),
    ],
)
def test_expansions_that_depend_on_the_machine(shell: str, text: str, kind: PartKind) -> None:
    (started,) = reading(shell, f"x {text}", HOME="/home").executions
    word = started.words[1]
    assert not word.known
    assert UNKNOWN in word.text
    assert [each.kind for each in word.unknown] == [kind]


def test_a_pattern_is_assumed_to_match_no_file() -> None:
    (started,) = reading("dash", "x *.txt").executions
    assert (started.words[1].text, [each.kind for each in started.words[1].unknown]) == ("*.txt", [PartKind.GLOB])


@pytest.mark.parametrize(
    ("shell", "text", "fields"),
    [
        pytest.param("bash", "a{b,c}d", ["abd", "acd"], id="a list in braces"),
        pytest.param("bash", "{a,b}{c,d}", ["ac", "ad", "bc", "bd"], id="two lists"),
        pytest.param("dash", "{a,b}", ["{a,b}"], id="a shell without braces"),
        pytest.param("dash", "$(echo a b)", ["a", "b"], id="the output of echo"),
        pytest.param("dash", '"$(echo a b)"', ["a b"], id="the same in quotes"),
        pytest.param("bash", "${HOME/home/b}", ["/b"], id="a replacement"),
        pytest.param("bash", "${HOME:1:2}", ["ho"], id="a part of a value"),
        pytest.param("dash", "${NEVER:+a}", ["\ufffc"], id="an alternative to an unknown value"),
    ],
)
def test_fields_of_a_word(shell: str, text: str, fields: list[str]) -> None:
    (started,) = reading(shell, f"x {text}", HOME="/home").executions
    assert [word.text for word in started.words[1:]] == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param("set -- a 'b c'; x \"$@\"", ["a", "b c"], id="each parameter"),
        pytest.param("set -- a 'b c'; x $*", ["a", "b", "c"], id="all of them, split"),
        pytest.param("set -- a b; shift; x $1", ["b"], id="shifted"),
        pytest.param('set --; x "$@"', [], id="none"),
        pytest.param("IFS=,; A=a,b; x $A", ["a", "b"], id="another separator"),
        pytest.param("IFS=,; A='a b'; x $A", ["a b"], id="spaces that separate nothing"),
        pytest.param("eval 'A=1; x $A'", ["1"], id="a text of eval"),
        pytest.param("A=1; (A=2); x $A", ["1"], id="a subshell changes nothing"),
        pytest.param("A=1; { A=2; }; x $A", ["2"], id="a group does"),
        pytest.param("A=1; unset A; x a$A", ["a"], id="a variable that is unset"),
        pytest.param("read A; x $A", ["\ufffc"], id="a line of the input"),
    ],
)
def test_state_that_later_commands_use(text: str, fields: list[str]) -> None:
    started = reading("dash", text).executions[-1]
    assert [word.text for word in started.words[1:]] == fields


def test_removed_quotes_of_a_word() -> None:
    (started,) = reading("dash", "x a\"b\"'c'\\d").executions
    assert [mark.text for mark in started.words[1].removed] == ['"', '"', "'", "'", "\\"]


def test_the_base_of_a_path() -> None:
    (started,) = reading("dash", "'/A b/c'").executions
    assert started.words[0].base == "c"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a", id="one"),
        pytest.param("a b 'c d' \"$e\"", id="with quotes and a variable"),
        pytest.param("  ./a  -b ", id="with spaces around them"),
    ],
)
def test_words_without_the_parser_equal_those_of_the_grammar(text: str) -> None:
    written, shell = Source("", text.encode()).excerpt(), load()["bash"]
    assert isinstance(shell, UnixShell)
    assert parse(written, shell) == parsed(tokenize(written, shell), written)
