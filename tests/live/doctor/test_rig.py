"""The machines of the tests are what the tests take them for."""

import subprocess
from pathlib import Path

import pytest

from tests.live.doctor.rig import ADDRESSES, HOME, Rig
from tests.waiting import wait_until

pytestmark = pytest.mark.live


def ran(rig: Rig, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(rig.as_user(*words), env=rig.environment, capture_output=True, text=True, check=False)


def test_a_login_works_and_is_that_of_another_machine(rig: Rig) -> None:
    rig.there.serve()

    done = ran(rig, "ssh", "-o", "BatchMode=yes", "fred@skye.local", "id -u; pwd; echo $SSH_CONNECTION")

    number, home, client, _, server, port = done.stdout.split()
    assert (number, home, client, server, port) == ("1000", HOME, ADDRESSES["here"], ADDRESSES["there"], "22")


@pytest.mark.parametrize("shell", ["tcsh", "fish", "zsh"])
def test_the_login_shell_is_the_one_of_the_account(rig: Rig, shell: str) -> None:
    rig.use_shell(f"/usr/bin/{shell}")
    rig.there.serve()

    assert shell in ran(rig, "ssh", "skye.local", "sh -c 'ps -o comm= -p $PPID'; true").stdout


def test_the_account_of_the_front_end_has_no_special_rights(rig: Rig) -> None:
    rig.here.put("/mnt/home/other/closed", "", 0o600, 1000)

    assert ran(rig, "cat", "/mnt/home/other/closed").returncode == 1


def _runs(number: int) -> bool:
    """Return whether a process has not ended; one that nobody has waited for yet has."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_everything_ends_with_the_machines(rig: Rig) -> None:
    rig.there.serve()
    rig.there.start("sleep", "infinity")
    assert rig.there.processes()

    numbers = list(rig.there.processes())
    rig.there.end()

    wait_until(lambda: not any(map(_runs, numbers)))
