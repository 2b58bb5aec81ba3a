"""Wait for something that happens in another process."""

import asyncio
from collections.abc import Callable
from time import monotonic

_PAUSE = 0.01


async def until(is_true: Callable[[], object], seconds: float) -> bool:
    """Wait until something is true, for at most ``seconds``; return whether it is."""
    end = monotonic() + seconds
    while not is_true():
        if monotonic() > end:
            return False
        await asyncio.sleep(_PAUSE)
    return True
