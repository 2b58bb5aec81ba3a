"""The causes that a diagnosis can name, with the values of one diagnosis."""

import pytest

from rkconf.doctor import StepName
from rkconf.doctor.causes import known_causes


@pytest.mark.parametrize(
    ("input_", "command"),
    [
        pytest.param("init.m", "rkconf setup init.m", id="a file"),
        pytest.param("", None, id="bare text, which no command can name"),
    ],
)
def test_a_command_for_a_file_needs_one(input_: str, command: str | None) -> None:
    cause = known_causes()[StepName.LINK]["link-refused"].found("seen", address="10.0.0.1", port=31415, input=input_)
    assert (cause.id, cause.evidence, cause.command) == ("link-refused", "seen", command)
    assert "10.0.0.1 port 31415" in cause.message
