import pytest

from rkconf.source import Source, Span
from rkconf.syntax.strings import escape, unescape, unknown_escapes


def read(literal: bytes) -> str:
    source = Source("init.m", literal)
    return unescape(source, Span(1, len(literal) - 1)).text


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        pytest.param(rb'"plain"', "plain", id="plain text"),
        pytest.param(rb'""', "", id="empty"),
        pytest.param(rb'"a\"b"', 'a"b', id="quote"),
        pytest.param(rb'"C:\\new"', r"C:\new", id="backslash in front of a letter of an escape"),
        pytest.param(rb'"\\\""', '\\"', id="backslash, then quote"),
        pytest.param(rb'"\n\t\r\b\f"', "\n\t\r\b\f", id="control characters"),
        pytest.param(rb'"\<a b\>"', "a b", id="marks of the Front End"),
        pytest.param(rb'"\[Beta]"', "β", id="lowercase Greek letter"),
        pytest.param(rb'"\[CapitalOmega]"', "Ω", id="capital Greek letter"),
        pytest.param(rb'"\[EAcute]\[CapitalUDoubleDot]"', "éÜ", id="accented letters"),
        pytest.param(rb'"\[RawBackquote]\[RawDoubleQuote]"', '`"', id="raw characters"),
        pytest.param(rb'"\[CloseCurlyQuote]"', "\u2019", id="curly quote"),
        pytest.param(rb'"\[NoSuchName]"', r"\[NoSuchName]", id="unknown name stays"),
        pytest.param(rb'"\[Wolf"', r"\[Wolf", id="unclosed name stays"),
        pytest.param(rb'"\:03b2\:03B2"', "ββ", id="four hexadecimal digits"),
        pytest.param(rb'"\.41\.e9"', "Aé", id="two hexadecimal digits"),
        pytest.param(rb'"\|01F600"', "😀", id="six hexadecimal digits"),
        pytest.param(rb'"\|FFFFFF"', r"\|FFFFFF", id="six digits beyond Unicode stay"),
        pytest.param(rb'"\:D83D\:DE00"', "😀", id="surrogate pair"),
        pytest.param(rb'"\:D83Dx\:DE00"', r"\:D83Dx\:DE00", id="halves of a surrogate pair stay"),
        pytest.param(rb'"\:12"', r"\:12", id="too few digits stay"),
        pytest.param(rb'"\101"', "A", id="octal"),
        pytest.param(b'"a\\\n  b"', "a  b", id="continued line keeps the indentation"),
        pytest.param(b'"a\\\r\nb"', "ab", id="continued line with CRLF"),
        pytest.param(b'"a\\\rb"', "ab", id="continued line with CR"),
        pytest.param(b'"a\nb"', "a\nb", id="line end inside"),
        pytest.param(rb'"\!\(x\)"', r"\!\(x\)", id="box syntax stays"),
        pytest.param('"é"'.encode(), "é", id="UTF-8"),
        pytest.param(b'"\xe9"', "é", id="Latin-1"),
    ],
)
def test_escapes_are_read_as_in_the_language(literal: bytes, text: str) -> None:
    assert read(literal) == text


def test_every_character_knows_the_bytes_of_its_escape() -> None:
    source = Source("init.m", rb'"a\"\[Alpha]b"')
    value = unescape(source, Span(1, 13))
    assert [source[span] for span in value.origins()] == ["a", r"\"", r"\[Alpha]", "b"]


def test_a_character_of_several_bytes_knows_all_of_them() -> None:
    source = Source("init.m", '"é\\n"'.encode())
    assert [len(span) for span in unescape(source, Span(1, 5)).origins()] == [2, 2]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        pytest.param("ssh `1` &", "ssh `1` &", id="plain"),
        pytest.param('echo "a\\b"', r"echo \"a\\b\"", id="quote and backslash"),
        pytest.param("a\n\t\r", r"a\n\t\r", id="control characters"),
        pytest.param("é", r"\:00e9", id="beyond ASCII"),
        pytest.param("😀", r"\:d83d\:de00", id="beyond four digits"),
        pytest.param("\x00\x7f", r"\:0000\:007f", id="other control characters"),
    ],
)
def test_text_is_written_in_ascii(text: str, body: str) -> None:
    assert escape(text) == body


@pytest.mark.parametrize(
    ("body", "places"),
    [
        pytest.param(r"/Mathematica\\ 7.app", [], id="escaped backslash"),
        pytest.param(r"/Mathematica\ 7.app", [r"\ "], id="a space for the shell"),
        pytest.param(r"\\\q", [r"\q"], id="a letter after a backslash"),
        pytest.param(r"\:12 \[Wolf", [r"\:", r"\["], id="incomplete codes"),
        pytest.param(r"\!\(x\)", [], id="boxes"),
        pytest.param("a\\\r\nb", [], id="continued line"),
    ],
)
def test_unknown_escapes_are_found(body: str, places: list[str]) -> None:
    source = Source("init.m", body.encode())
    assert [source[span] for span in unknown_escapes(source, source.whole)] == places
