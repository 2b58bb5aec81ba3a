"""Programs that doctor starts: each ends with everything that it has started, whenever the trial is interrupted."""

import asyncio
import os
from pathlib import Path

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


def test_a_program_that_was_started_ahead_is_counted_where_it_is_used(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    words = ("sh", "-c", f"echo started >> '{starts}'; cat")

    async def ran() -> None:
        async with programs(Surroundings(os.environ)) as began:
            began.start_ahead(words, has_input=True)
            counted = [(began.take_started(), began.unused)]
            ended = await began.run(words, 30, b"text")
            counted.append((began.take_started(), began.unused))
        assert counted == [((), (words,)), ((words,), ())]
        assert ended.output == "text"
        assert starts.read_text() == "started\n"

    asyncio.run(ran())


@pytest.mark.parametrize("words", [PARENT, ("/nonexistent/ssh",)], ids=["runs", "does not exist"])
def test_a_program_that_was_started_ahead_ends_unused(words: tuple[str, ...]) -> None:
    async def started() -> None:
        async with programs(Surroundings(os.environ)) as began:
            began.start_ahead(words)
            await asyncio.sleep(0)

    processes = Descendants()
    asyncio.run(started())
    assert processes.left() == ()


def test_a_program_with_other_surroundings_is_started_again() -> None:
    words = ("sh", "-c", "echo $VALUE")

    async def ran() -> str:
        async with programs(Surroundings({**os.environ, "VALUE": "before"})) as began:
            began.start_ahead(words)
            began.surroundings = Surroundings({**os.environ, "VALUE": "after"})
            return (await began.run(words, 30)).output.strip()

    assert asyncio.run(ran()) == "after"
