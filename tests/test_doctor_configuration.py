"""The options that a probe needs because of the user's configuration of ssh."""

import os

import pytest

from rkconf.doctor.ssh.configuration import read_configuration
from rkconf.doctor.ssh.master import opening, over
from tests.launches import connection
from tests.test_next_steps import GOOD

FILES = "userknownhostsfile /a/known_hosts /a/known_hosts2\n"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(f"stricthostkeychecking ask\n{FILES}", (), id="a question"),
        pytest.param(f"stricthostkeychecking true\n{FILES}", (), id="a refusal"),
        *(
            pytest.param(
                f"stricthostkeychecking {value}\n{FILES}",
                ("-o", f"userknownhostsfile={os.devnull} /a/known_hosts /a/known_hosts2"),
                id=value,
            )
            for value in ("false", "no", "off", "accept-new")
        ),
        pytest.param(
            "stricthostkeychecking false\nuserknownhostsfile none\n",
            ("-o", f"userknownhostsfile={os.devnull}"),
            id="no file",
        ),
        pytest.param("stdinnull yes\n", ("-o", "stdinnull=no"), id="no input"),
    ],
)
def test_a_probe_adds_no_host_key_to_the_files_of_the_user(settings: str, expected: tuple[str, ...]) -> None:
    assert read_configuration(settings).corrections == expected


def test_a_correction_precedes_the_options_of_the_launch_command() -> None:
    started = connection(GOOD.replace("ssh ", "ssh -o UserKnownHostsFile=/a/b ", 1))
    settings = "stricthostkeychecking false\nuserknownhostsfile /a/b\nsessiontype none\n"
    corrections = read_configuration(settings).corrections
    for words in (opening(started, corrections=corrections), over(started, "s", corrections=corrections)):
        assert words.index(f"userknownhostsfile={os.devnull} /a/b") < words.index("UserKnownHostsFile=/a/b")
    # -N contradicts a type of session.
    assert "sessiontype=default" not in opening(started, corrections=corrections)
    assert "sessiontype=default" in over(started, "s", corrections=corrections)
