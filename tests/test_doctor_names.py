"""The login that an advice names, which a user types in a terminal."""

import pytest

from rkconf.doctor.ssh.names import names
from tests.test_doctor_stand_in import plan


@pytest.mark.parametrize(
    ("options", "login"),
    [
        pytest.param("-o BatchMode=yes ", "ssh skye.local", id="no questions"),
        pytest.param("-o stricthostkeychecking=yes ", "ssh skye.local", id="no question about a host key"),
        pytest.param(
            "-o StrictHostKeyChecking=accept-new ", "ssh -o StrictHostKeyChecking=accept-new skye.local", id="-o"
        ),
        pytest.param("-x -p 2222 -l fred ", "ssh -p 2222 -l fred skye.local", id="the port and the account"),
    ],
)
def test_the_login_asks_the_user_and_reaches_the_same_account(options: str, login: str) -> None:
    connection = plan(f"ssh {options}skye.local math -mathlink").connections[0]
    assert names(connection)["login"] == login
