"""Numbers in a command: ASCII digits only, and any number of them."""

import pytest

from rkconf.shell.numbers import HIGHEST, number
from tests.conftest import Program

MANY = "9" * 5000
"""More digits than Python converts to a number."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("0", 0, id="zero"),
        pytest.param("000", 0, id="zeros"),
        pytest.param("0000000000012", 12, id="zeros in front"),
        pytest.param("999999999", 999_999_999, id="nine digits"),
        pytest.param(MANY, HIGHEST, id="thousands of digits"),
        pytest.param("\u00b2", None, id="a superscript"),
        pytest.param("\u0663", None, id="an Arabic digit"),
        pytest.param("-1", None, id="a sign"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_number_is_made_of_ascii_digits(text: str, expected: int | None) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("exit {}; ssh h math", id="an exit status"),
        pytest.param("f() {{ return {}; }}; f && ssh h math", id="a return status"),
        pytest.param("set -- a b; shift {}; ssh h $1", id="parameters to shift"),
        pytest.param("ssh h ${{{}}}", id="a parameter"),
        pytest.param("ssh h math > /dev/null 2>&{} &", id="a descriptor"),
        pytest.param("ssh h math {}> /dev/null", id="a descriptor in front"),
        pytest.param("ssh h:{} math", id="a port after the host"),
        pytest.param("ssh -p {} h math", id="a port"),
        pytest.param("ssh -J u@g:{} h math", id="the port of a jump host"),
        pytest.param("ssh -R {}:h:1 h math", id="a forward"),
        pytest.param("ssh -o ConnectTimeout={} h math", id="a time"),
        pytest.param("ssh h math -LinkName {}@h -LinkOptions {}", id="a link"),
        pytest.param("for i in 1 2 3; do (({})) && ssh h math; done", id="arithmetic"),
        pytest.param("A=abc; ssh h ${{A:{}:1}}", id="a substring"),
        pytest.param("ssh $(echo a,b | cut -d, -f{}) math", id="a field"),
        pytest.param("timeout {} nice -n {} ssh h math", id="arguments of programs"),
    ],
)
@pytest.mark.parametrize(("kind", "digits"), [("launch", MANY), ("parallel", "\u00b2"), ("launch", "\u0663")])
def test_no_number_of_a_command_stops_rkconf(rkconf: Program, command: str, kind: str, digits: str) -> None:
    text = command.replace("{}", digits).replace("{{", "{").replace("}}", "}")
    for words in (["lint"], ["trace", "--local-shell", "bash"], ["convert", "--from", "5.2", "--to", "7"]):
        assert rkconf(*words, f"--{kind}", text).status in {0, 1}
