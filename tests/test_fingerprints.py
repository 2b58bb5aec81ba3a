"""The fingerprint of a finding depends on its rule, place and text, never on its line."""

import pytest

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.fingerprints import fingerprints, path_from
from rkconf.record import replace
from rkconf.secrets import Secret, Secrets
from rkconf.source import Source, Span


def found(text: str, marked: str, entry: str | None = "skye", path: str = "init.m") -> Diagnostic:
    start = text.encode().index(marked.encode())
    span = Span(start, start + len(marked.encode()))
    return Diagnostic("RK102", "link-mode", Severity.ERROR, "a message", Source(path, text.encode()), span, entry)


def digest(diagnostic: Diagnostic) -> str:
    return next(fingerprints([diagnostic])).digest


PLAIN = found("-LinkMode Listen", "-LinkMode Listen")


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(found("\n\n\n   -LinkMode Listen", "-LinkMode Listen"), id="another line"),
        pytest.param(found("-LinkMode   Listen", "-LinkMode   Listen"), id="spaces"),
        pytest.param(found("-Link\\\nMode Listen", "-Link\\\nMode Listen"), id="a line broken by the Front End"),
        pytest.param(found("-Link\\\r\nMode Listen", "-Link\\\r\nMode Listen"), id="line ends of Windows"),
        pytest.param(
            replace(PLAIN, message="another message", severity=Severity.INFO), id="another message and severity"
        ),
        pytest.param(found("-LinkMode Listen", "-LinkMode Listen", path="./init.m"), id="another form of the path"),
    ],
)
def test_equal_fingerprints(same: Diagnostic) -> None:
    assert digest(same) == digest(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(PLAIN, code="RK103"), id="another rule"),
        pytest.param(found("-LinkMode Listen", "-LinkMode Listen", path="sub/init.m"), id="another file"),
        pytest.param(replace(PLAIN, entry="lab"), id="another entry"),
        pytest.param(replace(PLAIN, entry=None), id="no entry"),
        pytest.param(found("-LinkMode Create", "-LinkMode Create"), id="another text"),
    ],
)
def test_different_fingerprints(other: Diagnostic) -> None:
    assert digest(other) != digest(PLAIN)


def test_equal_findings_are_numbered() -> None:
    prints = list(fingerprints([PLAIN, replace(PLAIN, code="RK103"), PLAIN]))
    assert [each.occurrence for each in prints] == [0, 0, 1]
    assert len({each.digest for each in prints}) == 3


def test_neither_a_secret_nor_its_length_is_part_of_a_fingerprint() -> None:
    text = "ssh user:hunter2@skye"
    one, other = (
        replace(found(written, written), secrets=Secrets((Secret(Span(9, 9 + len(word)), word),)))
        for word, written in ((word, text.replace("hunter2", word)) for word in ("hunter2", "tr0ub4dor"))
    )
    assert next(fingerprints([one])).text == "sshuser:•@skye"
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("root", "path", "relative"),
    [
        pytest.param(".", "./a/../init.m", "init.m", id="a path with .."),
        pytest.param("ci", "init.m", "../init.m", id="outside the root"),
        pytest.param("/home/a", "/home/a/init.m", "init.m", id="absolute"),
        pytest.param("ci", "<launch>", "<launch>", id="bare text"),
        pytest.param("ci", "<stdin>", "<stdin>", id="standard input"),
    ],
)
def test_paths_are_relative_to_the_root(root: str, path: str, relative: str) -> None:
    assert path_from(root, path) == relative
