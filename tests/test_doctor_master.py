"""The shared connection: how long doctor waits for a result of ssh."""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from rkconf.doctor.ended import Ended
from rkconf.doctor.model import Surroundings
from rkconf.doctor.processes import programs
from rkconf.doctor.ssh import master

if TYPE_CHECKING:
    from rkconf.doctor.processes import Running

_MOST_WAITS = 3
_LINE = "debug1: still\n"
_LOGIN = "Authenticated\n"


@dataclass
class Ssh:
    """A stand-in for ssh: in each wait it writes a part of its log, and then the limit is over."""

    parts: Iterator[str]
    errors: str = ""
    waits: int = 0
    runs: bool = True

    @property
    def so_far(self) -> Ended:
        return Ended(None, "", self.errors, 0)

    async def wait(self, is_true: Callable[[], object], _: float) -> bool:
        """Replace a wait for the clock."""
        self.waits += 1
        self.errors += next(self.parts)
        return bool(is_true())

    async def is_seen(self) -> bool:
        """Return whether doctor sees the login."""
        async with programs(Surroundings(os.environ)) as started:
            connection = master.Master(started, Path("unused"))
            connection.running = cast("Running", self)
            return await connection.until(lambda log: _LOGIN in log.text, 1)


@pytest.mark.parametrize(
    ("parts", "is_seen", "waits"),
    [
        pytest.param([_LINE, _LINE, _LINE + _LOGIN], True, 3, id="slow lines are progress"),
        pytest.param(["", _LOGIN], False, 1, id="silence ends the wait"),
        pytest.param([_LINE, "", _LOGIN], False, 2, id="silence after a line ends the wait"),
        pytest.param(repeat(_LINE), False, _MOST_WAITS, id="lines without end are not waited for"),
    ],
)
def test_each_line_of_ssh_begins_a_new_wait(
    parts: list[str], *, is_seen: bool, waits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssh = Ssh(iter(parts))
    monkeypatch.setattr(master, "_MOST_WAITS", _MOST_WAITS)
    monkeypatch.setattr(master, "until", ssh.wait)
    assert asyncio.run(ssh.is_seen()) is is_seen
    assert ssh.waits == waits
