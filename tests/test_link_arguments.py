"""The flags of a link, in any spelling."""

import pytest

from rkconf.link import LinkArguments, read, split
from tests.launches import excerpt


def link(text: str) -> LinkArguments:
    return read(split(excerpt(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("-LinkMode Listen", ["-LinkMode", "Listen"], id="spaces"),
        pytest.param("  a \t b\nc ", ["a", "b", "c"], id="any white space"),
        pytest.param("'a b' \"c d\" e'f 'g", ["a b", "c d", "ef g"], id="quotes"),
        pytest.param('"a b', ["a b"], id="an open quote"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_mlopen_arguments_are_split(text: str, words: list[str]) -> None:
    assert [argument.text for argument in split(excerpt(text))] == words


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        pytest.param("-LinkMode Listen", "Listen", id="as documented"),
        pytest.param("-linkmode LISTEN", "Listen", id="in another case"),
        pytest.param("-LinkMode Create", "Listen", id="Create is Listen"),
        pytest.param("-linkcreate", "Listen", id="a flag that means it"),
        pytest.param("-LinkConnect", "Connect", id="another such flag"),
        pytest.param("-LinkMode Talk", "Talk", id="an unknown mode"),
        pytest.param("-LinkMode", None, id="no value"),
        pytest.param("", None, id="not given"),
    ],
)
def test_the_mode(text: str, mode: str | None) -> None:
    assert link(text).mode == mode


@pytest.mark.parametrize(
    ("text", "protocol"),
    [("-LinkProtocol TCPIP", "TCPIP"), ("-LINKPROTOCOL tcpip", "TCPIP"), ("-LinkProtocol X", "X"), ("", None)],
)
def test_the_protocol(text: str, protocol: str | None) -> None:
    assert link(text).protocol == protocol


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param("MLDontInteract", {"MLDontInteract"}, id="a name"),
        pytest.param("mldontinteract", {"MLDontInteract"}, id="a name in lowercase"),
        pytest.param("256", {"MLDontInteract"}, id="a number"),
        pytest.param("288", {"MLBlocking", "MLDontInteract"}, id="a sum"),
        pytest.param("MLBlocking|256", {"MLBlocking", "MLDontInteract"}, id="joined"),
        pytest.param("0", set(), id="none"),
        pytest.param("Other", {"Other"}, id="an unknown one"),
        pytest.param("²", {"²"}, id="a digit that is not a number"),
    ],
)
def test_the_options(text: str, options: set[str]) -> None:
    assert link(f"-LinkOptions {text}").options == options


def test_a_flag_without_its_value() -> None:
    found = link("-LinkName -LinkHost a -LinkMode")
    assert [(flag.name, bool(flag.value), flag.takes_value) for flag in found.flags] == [
        ("LinkName", False, True),
        ("LinkHost", True, True),
        ("LinkMode", False, True),
    ]
    assert found.host == "a"


def test_unknown_words_are_separated() -> None:
    found = link("-mathlink x -linkmod Connect -noinit")
    assert [argument.text for argument in found.unknown] == ["-linkmod"]
    assert [argument.text for argument in found.others] == ["x", "Connect"]


def test_a_flag_spans_its_value() -> None:
    flag = link("-mathlink -LinkName 1,2").flag("LinkName")
    assert flag
    assert (flag.span.start, flag.span.end) == (10, 23)


def test_the_first_of_two_counts() -> None:
    assert link("-LinkHost a -LinkHost b").host == "a"
