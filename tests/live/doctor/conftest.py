"""The machines of a test, and the keys of all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.doctor.machine import require_machines
from tests.live.doctor.rig import Keys, Rig


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """Return keys for the servers and accounts of all tests."""
    require_machines()
    return Keys.make(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def rig(tmp_path: Path, keys: Keys) -> Iterator[Rig]:
    """Return machines of which every login works; the test starts the ssh servers that it wants."""
    with Rig(tmp_path, keys) as made:
        yield made
