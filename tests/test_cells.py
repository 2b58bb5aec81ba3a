"""Carets are below the marked text, whatever the width of the characters in front of it."""

import pytest
from wcwidth import wcswidth

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.reporters.excerpts import excerpt
from rkconf.secrets import Secret, Secrets
from rkconf.source import Source, Span


def found(data: bytes, marked: bytes, *secrets: Secret) -> Diagnostic:
    start = data.index(marked)
    span = Span(start, start + len(marked))
    source = Source("init.m", data)
    kept = Secrets.of(source, secrets)
    return Diagnostic("RK102", "link-mode", Severity.ERROR, "a message", source, span, secrets=kept)


@pytest.mark.parametrize(
    ("text", "shown", "carets"),
    [
        pytest.param("ab«cd»ef", "abcdef", "  ^^", id="plain"),
        pytest.param("\t«x»", "    x", "    ^", id="a tab in front"),
        pytest.param("ab\t«x»", "ab  x", "    ^", id="a tab within its columns"),
        pytest.param("a«\t»x", "a   x", " ^^^", id="a tab itself"),
        pytest.param("渚\t«x»", "渚  x", "    ^", id="a tab after a wide character"),
        pytest.param("渚灯«台»x", "渚灯台x", "    ^^", id="wide characters"),
        pytest.param("e\u0301tude «x»", "e\u0301tude x", "      ^", id="an accent to combine in front"),
        pytest.param("«e\u0301»x", "e\u0301x", "^", id="a letter with its accent"),
        pytest.param("ae«\u0301»x", "ae\u0301x", " ^", id="an accent alone"),
        pytest.param("a\u200b«x»", "a\ufffdx", "  ^", id="a space without width"),
        pytest.param("a«\u00a0»b", "a\u237db", " ^", id="a no-break space"),
        pytest.param("a\x1b[31m«x»", "a\u241b[31mx", "      ^", id="an escape sequence of a terminal"),
        pytest.param("a\u202e«x»", "a\ufffdx", "  ^", id="a character that reverses the line"),
        pytest.param("one\n\ttwo «three\nfour»", "    two three", "        ^^^^^", id="marked text of several lines"),
        pytest.param("one\r\ntwo «x»\r\n", "two x", "    ^", id="line ends of Windows"),
        pytest.param("ab«»cd", "abcd", "  ^", id="a place between characters"),
        pytest.param("ab«»", "ab", "  ^", id="the end of the text"),
        pytest.param("«»", "", "^", id="empty text"),
    ],
)
def test_carets_are_below_the_marked_text(text: str, shown: str, carets: str) -> None:
    before, _, rest = text.partition("«")
    marked, _, after = rest.partition("»")
    data = (before + marked + after).encode()
    span = Span(len(before.encode()), len((before + marked).encode()))
    finding = Diagnostic("RK102", "link-mode", Severity.ERROR, "a message", Source("init.m", data), span)
    assert excerpt(finding, 40) == (shown, carets)


def test_bytes_that_are_not_utf_8_are_one_column_each() -> None:
    assert excerpt(found(b"caf\xe9 x", b"x"), 40) == ("café x", "     ^")


@pytest.mark.parametrize("width", [20, 31, 60])
@pytest.mark.parametrize(
    "filling",
    [
        pytest.param("abc ", id="letters"),
        pytest.param("渚灯 ", id="wide characters"),
        pytest.param("e\u0301", id="accents"),
        pytest.param("\t", id="tabs"),
    ],
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(0, 5000, id="at the beginning"),
        pytest.param(5000, 5000, id="in the middle"),
        pytest.param(5000, 0, id="at the end"),
    ],
)
def test_a_long_line_is_shortened_around_the_marked_text(filling: str, before: int, after: int, width: int) -> None:
    text, carets = excerpt(found(f"{filling * before}HERE{filling * after}".encode(), b"HERE"), width)
    assert wcswidth(text) <= width
    left = carets.index("^")
    assert wcswidth(text[: text.index("HERE")]) == left
    assert carets[left:] == "^^^^"
    # Tabs at the ends of a line are invisible.
    assert text.startswith("…") is (before > 0)
    assert text.endswith("…") is (after > 0)


def test_marked_text_wider_than_the_screen_shows_its_beginning() -> None:
    text, carets = excerpt(found(b"x " + b"long" * 100, b"long" * 100), 20)
    assert (text, carets) == ("…longlonglonglonglo…", " ^^^^^^^^^^^^^^^^^^")


@pytest.mark.parametrize(
    ("text", "secret", "shown"),
    [
        pytest.param("user:hunter2@skye x", "hunter2", "user:•••••••@skye x", id="letters"),
        pytest.param("user:渚灯@skye x", "渚灯", "user:••@skye x", id="wide characters"),
    ],
)
def test_a_secret_is_masked_inside_and_outside_of_the_marked_text(text: str, secret: str, shown: str) -> None:
    start = text.encode().index(secret.encode())
    kept = Secret(Span(start, start + len(secret.encode())), secret)
    assert excerpt(found(text.encode(), b"x", kept), 40)[0] == shown
    assert excerpt(found(text.encode(), secret.encode(), kept), 40)[0] == shown


@pytest.mark.parametrize(
    ("text", "shown", "carets"),
    [
        pytest.param("ä «x»", "\\xe4 x", "     ^", id="an escape in front"),
        pytest.param("a «\N{EN DASH}»x", "a \\u2013x", "  ^^^^^^", id="a marked escape"),
        pytest.param("渚 «x»", "\\u6e1a x", "       ^", id="a wide character"),
    ],
)
def test_carets_are_below_escapes_of_a_terminal_without_unicode(text: str, shown: str, carets: str) -> None:
    before, _, rest = text.partition("«")
    marked, _, after = rest.partition("»")
    data = f"{before}{marked}{after}".encode()
    start = len(before.encode())
    finding = Diagnostic(
        "RK102", "x", Severity.ERROR, "x", Source("x", data), Span(start, start + len(marked.encode()))
    )
    assert excerpt(finding, 40, "ascii") == (shown, carets)


def test_an_ellipsis_has_three_dots_without_unicode() -> None:
    assert excerpt(found(b"long " * 100 + b"HERE", b"HERE"), 30, "ascii")[0].startswith("...")
