"""The three ways in which a word is written, and what cannot be written at all."""

import shlex

import pytest

from rkconf.command.quoting import (
    UnquotableError,
    quoted_word_for_both_shells,
    word,
    word_for_both_shells,
    word_for_remote_shell,
)


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
    assert word_for_both_shells(text) == written
    assert shlex.split(" ".join(shlex.split(written))) == [text]
    assert shlex.split(written) == [word_for_remote_shell(text)]


def test_a_plain_word_may_wear_the_double_quotes_that_people_write() -> None:
    assert quoted_word_for_both_shells("./math.sh") == '"./math.sh"'
    assert quoted_word_for_both_shells("/A b") == "\"'/A b'\""


@pytest.mark.parametrize("text", ["plain", "a b", "it's", "$x", ""])
def test_a_word_for_the_local_shell(text: str) -> None:
    assert shlex.split(word(text)) == [text]


@pytest.mark.parametrize("text", ["a`b", "a\nb", "a\rb", "a\0b"])
@pytest.mark.parametrize("quote", [word, word_for_both_shells, quoted_word_for_both_shells])
def test_what_no_quoting_carries(quote: object, text: str) -> None:
    assert callable(quote)
    with pytest.raises(UnquotableError):
        quote(text)
