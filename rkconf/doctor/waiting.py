"""Wait for something that happens in another process, and complete what no signal may interrupt."""

import asyncio
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import TypeVar

_Result = TypeVar("_Result")
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.001, 0.01
_PART = 0.01
"""The pause between two looks, as a part of the time that has passed."""


async def until(is_true: Callable[[], object], seconds: float) -> bool:
    """Wait until something is true, for at most ``seconds``; return whether it is."""
    begun = monotonic()
    while not is_true():
        waited = monotonic() - begun
        if waited > seconds:
            return False
        await asyncio.sleep(min(max(waited * _PART, _SHORTEST_PAUSE), _LONGEST_PAUSE))
    return True


async def completed(work: Coroutine[None, None, _Result]) -> _Result:
    """Return the result of some work, which is completed even if the task is cancelled meanwhile."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
