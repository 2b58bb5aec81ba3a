"""asyncio without its support for TLS: nothing here uses TLS, and OpenSSL takes a fifth of its import."""

import sys

_IS_LOADED = "ssl" in sys.modules
if not _IS_LOADED:
    # A module that is None in this table cannot be imported (documented for `import`). asyncio does without it, as
    # where Python was built without OpenSSL.
    sys.modules["ssl"] = None  # type: ignore[assignment]
import asyncio  # noqa: E402 - after the line above

if not _IS_LOADED:
    del sys.modules["ssl"]

__all__ = ["asyncio"]
