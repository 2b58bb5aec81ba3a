"""The texts that a variable with a password gets its value from, and no others, are passwords."""

import pytest

from rkconf.command.passwords import passwords
from tests.launches import follow


def found(command: str) -> set[str]:
    return {each.text for each in passwords(follow(command, "bash"))} - {"\ufffc"}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        pytest.param("X=one; Z=two; sshpass -p ${X,,} ssh h", {"one"}, id="what is assigned to it"),
        pytest.param("X=one; X=two; sshpass -p ${X,,} ssh h", {"one", "two"}, id="each value"),
        pytest.param("X=one; Y=$X-$Z; Z=3; sshpass -p $Y ssh h", {"one-\ufffc", "3"}, id="what that is made of"),
        pytest.param(
            "mapfile -t X < one; ./set X two; sshpass -p $X ssh h", {"two"}, id="the words of a command with its name"
        ),
        pytest.param("echo one; read X < f; sshpass -p $X ssh h", {"one"}, id="what a command prints, if one reads"),
        pytest.param("echo one; sshpass -p $X ssh h", set(), id="what a command prints, if none does"),
        pytest.param('cd /opt; sshpass -p "$X" ssh X math', set(), id="no word of a login"),
        pytest.param("echo a one; sshpass -p one ssh h", {"one"}, id="nothing beside a password in the text"),
        pytest.param("X=one; Y=two; sshpass -p $X ssh $Z", {"one"}, id="a value that is followed"),
        pytest.param("X=one; read Y <<< two; sshpass -p $X ssh $Z", {"one"}, id="nothing else beside such a value"),
        pytest.param("X=one; echo ${X,,}; read X <<< two; ssh h", set(), id="nothing in a command without a password"),
    ],
)
def test_the_sources_are(command: str, words: set[str]) -> None:
    assert found(command) == words


@pytest.mark.parametrize(
    ("command", "words"),
    [
        pytest.param('read -r X <<< one; sshpass -p "$X" ssh h math', {"one", "$X"}, id="the command that sets it"),
        pytest.param('read -r X <<< "one;two"; sshpass -p $X ssh h', {"one", "two", "$X"}, id="a separator in quotes"),
        pytest.param("read X <<< one; ; && sshpass -p $X ssh h", {"one", "$X"}, id="commands without a word"),
    ],
)
def test_in_a_text_that_a_shell_refuses_they_are_those_of_one_command(command: str, words: set[str]) -> None:
    assert {each.text for each in passwords(follow(command, "dash"))} == words


def test_many_variables_are_followed_in_steps_in_proportion_to_their_number() -> None:
    names = " ".join(f"v{each}" for each in range(500))
    assert len(found(f"read {names} <<< one; sshpass -p ${{v1,,}} ssh h")) == 500
