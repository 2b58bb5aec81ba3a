"""Placeholders, and the backticks that stay."""

import pytest

from rkconf.command.placeholders import fill
from tests.launches import excerpt

VALUES = {"a": "1", "b": "22"}


@pytest.mark.parametrize(
    ("text", "filled", "names", "unpaired"),
    [
        pytest.param("x `a` y", "x 1 y", ["a"], False, id="one"),
        pytest.param("`a``b`", "122", ["a", "b"], False, id="two adjacent"),
        pytest.param("'`a`'", "'1'", ["a"], False, id="between quotes"),
        pytest.param("`A`", "`A`", ["A"], False, id="another case"),
        pytest.param("`a", "`a", [], True, id="no partner"),
        pytest.param("`a` `b", "1 `b", ["a"], True, id="no partner for the last"),
        pytest.param("``", "``", [""], False, id="nothing between"),
        pytest.param("", "", [], False, id="an empty text"),
    ],
)
def test_filling_in(text: str, filled: str, names: list[str], unpaired: bool) -> None:  # noqa: FBT001 - of the table
    found = fill(excerpt(text), VALUES)
    assert found.text.text == filled
    assert [placeholder.name for placeholder in found.placeholders] == names
    assert bool(found.unpaired) is unpaired


def test_the_span_of_a_value_is_that_of_its_placeholder() -> None:
    text = "x `b` y"
    found = fill(excerpt(text), VALUES)
    value = found.text[2:4]
    assert value.text == "22"
    assert text[value.span.start : value.span.end] == "`b`"
    assert found.derives(value, "b")
    assert found.named("a") == ()
