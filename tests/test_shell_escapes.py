"""Letter escapes."""

import pytest

from rkconf.shell.escapes import unescape

LETTERS = "abceEfnrtvxXuU01234567"


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        pytest.param("n", "\n", 1, id="a newline"),
        pytest.param("e", "\x1b", 1, id="an escape"),
        pytest.param("x41b", None, 1, id="more digits than all shells accept"),
        pytest.param("x41-", "A", 3, id="two hexadecimal digits"),
        pytest.param("101", "A", 3, id="three octal digits"),
        pytest.param("7x", "\a", 1, id="one octal digit"),
        pytest.param("u00e9", "é", 5, id="a character by its number"),
        pytest.param("U0001F600", "😀", 9, id="a character beyond the first plane"),
        pytest.param("cA", "\x01", 2, id="a control character"),
        pytest.param("c!", None, 2, id="not a control character"),
        pytest.param("xe9-", None, 3, id="a byte that is not a character"),
        pytest.param("0", None, 1, id="a null character"),
        pytest.param("x", None, 1, id="no digits"),
        pytest.param("UFFFFFFFF", None, 9, id="no character has that number"),
    ],
)
def test_escapes(text: str, value: str | None, length: int) -> None:
    found = unescape(text, 0, LETTERS)
    assert found
    assert (found.value, found.length) == (value, length)


@pytest.mark.parametrize("text", ["q", "", "9"])
def test_texts_that_are_not_escapes(text: str) -> None:
    assert unescape(text, 0, LETTERS) is None


def test_each_shell_has_its_letters() -> None:
    assert unescape("e", 0, "n") is None
