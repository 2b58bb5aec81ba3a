"""The options that a probe needs because of the user's configuration of ssh."""

import os

import pytest

from rkconf.doctor.ssh.commands import opening, over, through
from rkconf.doctor.ssh.configuration import asking, read_configuration
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
    settings = "stricthostkeychecking false\nuserknownhostsfile /a/b\n"
    corrections = read_configuration(settings).corrections
    for words in (opening(started, corrections=corrections), over(started, "s", corrections=corrections)):
        assert words.index(f"userknownhostsfile={os.devnull} /a/b") < words.index("UserKnownHostsFile=/a/b")


def test_the_shared_connection_has_no_type_of_session_since_it_runs_no_command() -> None:
    started = connection(GOOD.replace("ssh ", "ssh -o SessionType=default -o Compression=yes ", 1))
    assert "SessionType=default" not in opening(started)
    assert "Compression=yes" in opening(started)
    assert "SessionType=default" in over(started, "s")


@pytest.mark.parametrize(
    ("command", "is_asked_with_one"),
    [
        pytest.param(GOOD, True, id="the command of a kernel"),
        pytest.param("ssh skye.local", False, id="no command, as with RemoteCommand in the configuration"),
    ],
)
def test_ssh_is_asked_for_its_settings_as_it_is_launched(command: str, *, is_asked_with_one: bool) -> None:
    assert (asking(connection(command))[-1] == "true") is is_asked_with_one


@pytest.mark.parametrize(
    ("settings", "runs"),
    [
        pytest.param("sessiontype default\n", True, id="the default"),
        pytest.param("", True, id="before OpenSSH 8.7"),
        pytest.param("sessiontype none\n", False, id="no session"),
        pytest.param("sessiontype subsystem\n", False, id="a subsystem"),
    ],
)
def test_only_the_default_type_of_session_runs_a_command(settings: str, *, runs: bool) -> None:
    assert read_configuration(settings).runs_command is runs


@pytest.mark.parametrize(
    ("option", "stores"),
    [
        pytest.param("StrictHostKeyChecking=accept-new", False, id="new keys are accepted"),
        pytest.param("StrictHostKeyChecking=no", False, id="all keys are accepted"),
        pytest.param("StrictHostKeyChecking=yes", True, id="unknown keys are refused, and none is stored"),
    ],
)
def test_a_login_from_another_machine_stores_no_host_key_there(option: str, *, stores: bool) -> None:
    gates = (connection("ssh gate.local math"), connection(f"ssh -o {option} skye.local math"))
    assert ("UserKnownHostsFile=/dev/null " in through(gates, "exit")) is not stores
