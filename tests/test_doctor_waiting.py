"""Waits for what happens in other processes."""

import asyncio

import pytest

from rkconf.doctor.waiting import notice, until

_LIMIT = 60.0


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let waits look only if something is noticed."""
    monkeypatch.setattr("rkconf.doctor.waiting._PAUSE", 10 * _LIMIT)


@pytest.mark.usefixtures("without_pauses")
def test_every_wait_looks_as_soon_as_something_is_noticed() -> None:
    happened: list[str] = []

    async def happen() -> None:
        happened.append("a call")
        notice()

    async def waits() -> tuple[bool, bool]:
        task = asyncio.create_task(happen())
        first, second = await asyncio.gather(until(lambda: happened, _LIMIT), until(lambda: happened, _LIMIT))
        await task
        return first, second

    assert asyncio.run(asyncio.wait_for(waits(), _LIMIT)) == (True, True)


def test_a_wait_sees_what_nothing_notices() -> None:
    looks = iter((False, False, True))
    assert asyncio.run(until(lambda: next(looks), _LIMIT))


def test_a_wait_ends_at_its_limit() -> None:
    assert not asyncio.run(until(lambda: False, 0.02))
