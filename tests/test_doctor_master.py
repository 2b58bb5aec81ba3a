"""The shared connection: how long doctor waits for a result of ssh."""

import asyncio
import os
from pathlib import Path

import pytest

from rkconf.doctor.model import Surroundings
from rkconf.doctor.processes import programs
from rkconf.doctor.ssh import master

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in for ssh is a script for sh")
_LIMIT = 1.0


async def _is_seen(script: str) -> bool:
    """Return whether a wait of the limit sees the line ``Authenticated`` of a stand-in for ssh."""
    async with programs(Surroundings(os.environ)) as started:
        connection = master.Master(started, Path("unused"))
        connection.running = await started.start(("sh", "-c", script))
        return await connection.until(lambda log: "Authenticated" in log.text, _LIMIT)


@pytest.mark.parametrize(
    ("script", "is_seen"),
    [
        ("for each in 1 2 3; do sleep 0.4; echo debug1: $each >&2; done; echo Authenticated >&2", True),
        ("sleep 600; echo Authenticated >&2", False),
        ("while :; do sleep 0.1; echo debug1: still >&2; done", False),
    ],
    ids=["slow lines are progress", "silence ends the wait", "lines without end are not waited for"],
)
def test_each_line_of_ssh_begins_a_new_wait(script: str, *, is_seen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(master, "_MOST_WAITS", 2)
    assert asyncio.run(_is_seen(script)) is is_seen
