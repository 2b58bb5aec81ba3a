"""Configurations of the user with which ssh does not start the kernel, and options that correct them."""

import pytest

from tests.live.doctor.arrangements import configured, late_report, serve
from tests.live.doctor.environments import Environment, examined, rows
from tests.live.doctor.rig import HOME, Rig
from tests.live.doctor.test_logins import broken, launch
from tests.live.doctor.test_working_logins import working


def writable(rig: Rig) -> None:
    rig.here.put(f"{HOME}/.ssh/config", "Host *\n", 0o666)


OTHER_COMMAND = broken(
    "the configuration has another command",
    "ssh-config-invalid",
    serve,
    configured("Host skye.local\n  RemoteCommand screen\n"),
)


@rows(
    broken("a misspelt keyword in the configuration", "ssh-config-invalid", configured("Host *\nNonsense yes\n")),
    broken("a wrong value in the configuration", "ssh-config-invalid", configured("Host *\nPort ssh-port\n")),
    broken(
        "others may write to the configuration",
        "ssh-config-invalid",
        serve,
        writable,
    ),
    OTHER_COMMAND,
    broken(
        "the configuration starts no session",
        "ssh-config-invalid",
        serve,
        configured("Host skye.local\n  SessionType none\n"),
    ),
    working("ssh reports its settings late", serve, configured(late_report("skye.local"))),
    working(
        "an option of the launch command contradicts a type of session",
        serve,
        configured("Host skye.local\n  SessionType none\n"),
        arguments=launch("ssh -o SessionType=default skye.local"),
    ),
    working(
        "an option of the launch command contradicts another command",
        serve,
        configured("Host skye.local\n  RemoteCommand screen\n"),
        arguments=launch("ssh -o RemoteCommand=none skye.local"),
    ),
)
def test_the_configuration_of_ssh_decides(rig: Rig, environment: Environment) -> None:
    assert examined(rig, environment).cause == environment.cause


@pytest.mark.live
def test_the_next_command_works_beside_another_command_of_the_configuration(rig: Rig) -> None:
    cause = examined(rig, OTHER_COMMAND).found["cause"]
    rig.run_as_user("sh", "-c", cause["command"])
