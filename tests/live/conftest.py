"""The rig, and the shells that are here."""

import sys

import pytest

from rkconf.command import local_choices, remote_choices
from tests.live.rig import Rig, present

LOCAL = tuple(shell for shell in local_choices() if shell != "sh")
REMOTE = remote_choices()


@pytest.fixture(scope="session")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Rig:
    if sys.platform == "win32":
        pytest.skip("these tests run Unix shells")
    return Rig.build(tmp_path_factory.mktemp("rig"))


@pytest.fixture(scope="session")
def local_shells() -> tuple[str, ...]:
    return present(LOCAL)


@pytest.fixture(scope="session")
def login_shells() -> tuple[str, ...]:
    return present(REMOTE)
