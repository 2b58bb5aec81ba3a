"""Programs that doctor starts: each ends with everything that it has started, whenever the trial is interrupted."""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf.doctor.descendants import Descendants
from rkconf.doctor.model import Surroundings
from rkconf.doctor.processes import programs
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process group is one of Unix")
PARENT = ("sh", "-c", "sleep 3600 & sleep 3600")
"""A program with a child, which has its outputs too; both would outlive the time limit of tests."""
_STANDSTILL = 0.3
"""The seconds for which asyncio does nothing, as on a busy machine."""


@pytest.fixture
def nothing_left() -> Iterator[None]:
    """Wait until every process of a test has ended, its orphans too; the time limit of tests names one that has not."""
    with Descendants.adopted() as processes:
        yield
        wait_until(lambda: not processes.left())


async def interrupted(turns: int, standstill: float) -> None:
    """Start a program, and cancel that after some turns of the loop and a standstill in seconds."""

    async def started() -> None:
        async with programs(Surroundings(os.environ)) as began:
            await began.start(PARENT)
            await asyncio.sleep(3600)

    task = asyncio.create_task(started())
    for _ in range(turns):
        await asyncio.sleep(0)
    time.sleep(standstill)  # noqa: ASYNC251 - the program goes on meanwhile
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("standstill", [0, _STANDSTILL], ids=["at once", "after a standstill"])
@pytest.mark.parametrize("turns", range(12))
def test_an_interrupted_start_leaves_no_process(turns: int, standstill: float) -> None:
    asyncio.run(interrupted(turns, standstill))


@pytest.mark.usefixtures("nothing_left")
def test_a_program_has_ended_although_another_one_keeps_its_outputs() -> None:
    async def ran() -> None:
        async with programs(Surroundings(os.environ)) as began:
            ended = await began.run(("sh", "-c", "sleep 3600 & echo said; exit 3"), 3600)
        assert (ended.status, ended.output) == (3, "said\n")

    asyncio.run(ran())


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
            ended = await began.run(words, 3600, b"text")
            counted.append((began.take_started(), began.unused))
        assert counted == [((), (words,)), ((words,), ())]
        assert ended.output == "text"
        assert starts.read_text() == "started\n"

    asyncio.run(ran())


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("words", [PARENT, ("/nonexistent/ssh",)], ids=["runs", "does not exist"])
def test_a_program_that_was_started_ahead_ends_unused(words: tuple[str, ...]) -> None:
    async def started() -> None:
        async with programs(Surroundings(os.environ)) as began:
            began.start_ahead(words)
            await asyncio.sleep(0)

    asyncio.run(started())


def test_a_program_with_other_surroundings_is_started_again() -> None:
    words = ("sh", "-c", "echo $VALUE")

    async def ran() -> str:
        async with programs(Surroundings({**os.environ, "VALUE": "before"})) as began:
            began.start_ahead(words)
            began.surroundings = Surroundings({**os.environ, "VALUE": "after"})
            return (await began.run(words, 3600)).output.strip()

    assert asyncio.run(ran()) == "after"
