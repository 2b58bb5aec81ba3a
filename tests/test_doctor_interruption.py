"""The programs that doctor starts: each ends with everything that it has started, whenever a signal comes."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from rkconf.doctor.model import Surroundings
from rkconf.doctor.processes import StartedPrograms, programs

_LONG = 20
"""The seconds that a program runs which nothing ends."""
_STANDSTILL = 0.3


def ran(work: Callable[[StartedPrograms], Awaitable[object]]) -> None:
    """Run some work with a starter of programs."""

    async def run() -> None:
        async with programs(Surroundings(os.environ)) as started:
            await work(started)

    asyncio.run(run())


@pytest.mark.parametrize("turns", [1, 2, 3, 4, 6, 9])
def test_a_start_that_is_interrupted_leaves_nothing(tmp_path: Path, turns: int) -> None:
    file = tmp_path / "number"

    async def interrupted(started: StartedPrograms) -> None:
        task = asyncio.create_task(started.start(("sh", "-c", f"sleep {_LONG} & echo $! > {file}; wait")))
        for _ in range(turns):
            await asyncio.sleep(0)
        # The program goes on while asyncio waits, as on a busy machine.
        time.sleep(_STANDSTILL)  # noqa: ASYNC251
        task.cancel()
        await asyncio.wait([task])

    begins = time.monotonic()
    ran(interrupted)

    assert time.monotonic() - begins < _LONG / 2
    assert not file.exists() or not Path(f"/proc/{file.read_text().strip()}").exists()


def test_a_program_has_ended_although_another_one_keeps_its_outputs(tmp_path: Path) -> None:
    file = tmp_path / "number"

    async def run(started: StartedPrograms) -> None:
        ended = await started.run(("sh", "-c", f"sleep {_LONG} & echo $! > {file}; echo said; exit 3"), _LONG)
        assert (ended.status, ended.output) == (3, "said\n")

    begins = time.monotonic()
    ran(run)

    assert time.monotonic() - begins < _LONG / 2
    assert not Path(f"/proc/{file.read_text().strip()}").exists()
