"""Excerpts: equal ones are equal however they were made, and plain text costs no number per character."""

import sys

import pytest

from rkconf.source import Excerpt, Source, Span

SOURCE = Source("init.m", b'ssh "remote host" math')
WHOLE = SOURCE.excerpt()
JOINED = Excerpt.join([WHOLE[:5], WHOLE[5:]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(WHOLE, JOINED, id="joined parts"),
        pytest.param(WHOLE[3:9], JOINED[3:9], id="the same part of joined parts"),
        pytest.param(WHOLE[2:2], Excerpt("", (), ()), id="nothing"),
        pytest.param(WHOLE[4:5], Excerpt.stand_in('"', Span(4, 5)), id="a replacement by itself"),
    ],
)
def test_equal_text_from_equal_places_is_equal(one: Excerpt, other: Excerpt) -> None:
    assert one == other
    assert hash(one) == hash(other)
    assert one.span == other.span or not one


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Excerpt.stand_in(WHOLE.text, SOURCE.whole), id="other places"),
        pytest.param(Source("init.m", SOURCE.data.upper()).excerpt(), id="other text"),
        pytest.param(WHOLE.text, id="a string"),
    ],
)
def test_different_text_or_places_are_different(other: object) -> None:
    assert other != WHOLE


def test_the_places_of_plain_text_take_no_memory_per_character() -> None:
    short, long = (Source("init.m", b"x" * size).excerpt() for size in (10, 100_000))
    for one, other in ((short.starts, long.starts), (short.ends, long.ends)):
        assert sys.getsizeof(one) == sys.getsizeof(other)


@pytest.mark.parametrize(
    ("data", "span", "whole"),
    [
        pytest.param("a “b” c".encode(), Span(4, 7), Span(2, 9), id="inside of two characters"),
        pytest.param("a “b” c".encode(), Span(2, 5), Span(2, 5), id="between characters"),
        pytest.param(b"a \x93b\x94 c", Span(2, 5), Span(2, 5), id="not UTF-8"),
        pytest.param(b"plain", Span(1, 5), Span(1, 5), id="ASCII"),
    ],
)
def test_a_place_has_whole_characters(data: bytes, span: Span, whole: Span) -> None:
    assert Source("a.m", data).whole_characters(span) == whole
