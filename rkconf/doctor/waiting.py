"""Wait for something that happens in another process, and complete what no signal may interrupt."""

import asyncio
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import TypeVar

_Result = TypeVar("_Result")
_PAUSE = 0.01
"""The seconds after which a wait looks again although nothing was noticed, such as a new socket."""
_waits: set[asyncio.Future[None]] = set()


def notice() -> None:
    """Let every wait look now: a program has written something or closed its output, or the kernel has called."""
    for each in _waits:
        if not each.done():
            each.set_result(None)


async def until(is_true: Callable[[], object], seconds: float) -> bool:
    """Wait until something is true, for at most ``seconds``; return whether it is.

    Frequent looks would take the time of a processor from the programs that are waited for.
    """
    end = monotonic() + seconds
    while not is_true():
        if monotonic() > end:
            return False
        await _noticed()
    return True


async def _noticed() -> None:
    """Wait until something is noticed, or for a pause."""
    wait = asyncio.get_running_loop().create_future()
    _waits.add(wait)
    try:
        await asyncio.wait([wait], timeout=_PAUSE)
    finally:
        _waits.discard(wait)


async def completed(work: Coroutine[None, None, _Result]) -> _Result:
    """Return the result of some work, which is completed even if the task is cancelled meanwhile."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
