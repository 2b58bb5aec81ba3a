"""Functions of the C library that Python does not have."""

from collections.abc import Callable, Sequence
from functools import cache


@cache
def function(name: str, types: Sequence[str]) -> Callable[..., int] | None:
    """Return a function of the C library; None where there is none.

    Args:
        name: Its name.
        types: The names of the types of its arguments, as in ctypes.

    Returns:
        A function that returns 0, or the number of the error.
    """
    try:
        import ctypes

        found = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (ImportError, OSError, TypeError, AttributeError, MemoryError):
        # No ctypes, no such function, or a system that lets no program load code.
        return None
    found.argtypes = [getattr(ctypes, each) for each in types]
    return lambda *arguments: ctypes.get_errno() if found(*arguments) else 0
