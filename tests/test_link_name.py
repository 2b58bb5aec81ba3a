"""The name of a TCPIP link."""

import pytest

from rkconf.link.name import parse_name
from tests.launches import excerpt


@pytest.mark.parametrize(
    ("text", "ports", "hosts"),
    [
        pytest.param("1@a,2@b", (1, 2), ("a", "b"), id="two ports with hosts"),
        pytest.param("53001,53002", (53001, 53002), (None, None), id="two ports"),
        pytest.param("1", (1,), (None,), id="one port"),
        pytest.param("1@a,2", (1, 2), ("a", None), id="one host"),
        pytest.param("1,2,3", (1, 2, 3), (None, None, None), id="three ports"),
        pytest.param("1@fe80::1", (1,), ("fe80::1",), id="an IPv6 address"),
        pytest.param("70000", (70000,), (None,), id="out of range, which a rule reports"),
    ],
)
def test_ports_and_hosts(text: str, ports: tuple[int, ...], hosts: tuple[str | None, ...]) -> None:
    found = parse_name(excerpt(text))
    assert found
    assert (found.ports, found.hosts, str(found)) == (ports, hosts, text)


@pytest.mark.parametrize(
    "text",
    ["", "a", "1@", ",1", "1,", "1@a b", "host@1", "1-2", "1" * 5000, "²", "1@a,,2"],
    ids=lambda text: text[:9] or "nothing",
)
def test_a_text_that_is_not_a_link_name(text: str) -> None:
    assert parse_name(excerpt(text)) is None


def test_spaces_around_an_endpoint_are_allowed() -> None:
    assert str(parse_name(excerpt("1@a, 2@b "))) == "1@a,2@b"


def test_an_endpoint_has_its_place() -> None:
    found = parse_name(excerpt("1@a,2@b"))
    assert found
    assert [(each.span.start, each.span.end) for each in found.endpoints] == [(0, 3), (4, 7)]
