"""Wait for something that happens in another process, and complete what no signal may interrupt."""

import asyncio
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import TypeVar

_Result = TypeVar("_Result")
_FIRST_PAUSE = 0.001
_LONGEST_PAUSE = 0.01
_GROWTH = 1.5


async def until(is_true: Callable[[], object], seconds: float) -> bool:
    """Wait until something is true, for at most ``seconds``; return whether it is."""
    end, pause = monotonic() + seconds, _FIRST_PAUSE
    while not is_true():
        if monotonic() > end:
            return False
        await asyncio.sleep(pause)
        pause = min(pause * _GROWTH, _LONGEST_PAUSE)
    return True


async def completed(work: Coroutine[None, None, _Result]) -> _Result:
    """Return the result of some work, which is completed even if the task is cancelled meanwhile."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
