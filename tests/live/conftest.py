"""The rig, and the shells that are here."""

import shutil
import sys
from collections.abc import Iterator

import pytest

from rkconf.command import remote_choices
from rkconf.shell.facts import UnixShell
from rkconf.shell.facts import load as load_shells
from tests.live import windows as windows_module
from tests.live.front_end import FrontEnd
from tests.live.machines import REQUIRED, Machines, missing, require, share, stop
from tests.live.rig import Rig, present
from tests.live.windows import Windows

LOCAL = tuple(name for name, shell in load_shells().items() if shell.local and isinstance(shell, UnixShell))
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


@pytest.fixture(scope="session")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Return two machines; the sshd of one of them runs as long as the session."""
    require(missing())
    with Machines.built(tmp_path_factory.mktemp("machines")) as built:
        server = built.start()
        shared = share(built)
        yield built
        stop(shared)
        stop(server)


@pytest.fixture(scope="session")
def front_end(machines: Machines) -> FrontEnd:
    return FrontEnd(machines)


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Return a Windows that runs as long as the session."""
    require(windows_module.missing())
    built = Windows.build(tmp_path_factory.mktemp("windows"))
    yield built
    built.stop()


@pytest.fixture(scope="session")
def shells() -> frozenset[str]:
    """Return the shells that are installed; all are needed where the live tests are required."""
    absent = sorted({shell for shell in (*LOCAL, *REMOTE) if not shutil.which(shell)})
    if absent and REQUIRED:
        pytest.fail(f"{', '.join(absent)} not installed, and RKCONF_REQUIRE_LIVE wants them")
    return frozenset(present((*LOCAL, *REMOTE)))
