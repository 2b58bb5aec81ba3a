"""Programs that doctor starts: each ends with everything that it has started, whenever the trial is interrupted."""

import asyncio
import os

import pytest

from rkconf.doctor.descendants import Descendants
from rkconf.doctor.model import Surroundings
from rkconf.doctor.processes import programs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process group is one of Unix")
PARENT = ("sh", "-c", "sleep 600 & sleep 600")
"""A program with a child, which has its outputs too."""


async def interrupted(turns: int) -> None:
    """Start a program, and cancel that after some turns of the loop."""

    async def started() -> None:
        async with programs(Surroundings(os.environ)) as began:
            await began.start(PARENT)
            await asyncio.sleep(600)

    task = asyncio.create_task(started())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("turns", range(12))
def test_an_interrupted_start_leaves_no_process(turns: int) -> None:
    processes = Descendants()
    asyncio.run(interrupted(turns))
    assert processes.left() == ()


def test_a_program_that_does_not_exist_is_an_error_of_the_start() -> None:
    async def started() -> None:
        async with programs(Surroundings(os.environ)) as began:
            await began.start(("/nonexistent/ssh",))

    with pytest.raises(FileNotFoundError):
        asyncio.run(started())
