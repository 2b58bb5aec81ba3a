"""Build the parsers of `grammar/`, and cache them, since building takes as long as everything else together.

The tables are in the user's own cache folder, never in a shared temporary one. Their names contain a digest of the
grammar, the options and lark's version, so a change of any of them builds a new table. Where the folder cannot be used,
every run builds the parsers.
"""

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rkconf.resources import read_grammar

if TYPE_CHECKING:
    from lark import Lark


def build(name: str, *, transformer: object = None, **options: Any) -> "Lark":  # noqa: ANN401 - lark's own options
    """Return the parser of ``grammar/<name>.lark``."""
    from lark import Lark
    from lark import __version__ as lark_version

    text = read_grammar(name)
    digest = sha256(repr((text, sorted(options.items()), lark_version, sys.version_info)).encode()).hexdigest()
    folder = _folder()
    kept = str(folder / f"{name}-{digest[:16]}") if folder else False
    return Lark(text, parser="lalr", lexer="basic", transformer=transformer, cache=kept, **options)


def _folder() -> Path | None:
    """Return the cache folder, and create it if necessary; None if another user owns it or it cannot be written."""
    with suppress(OSError, RuntimeError, ValueError):
        folder = _cache_home() / "rkconf"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_own = not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
        return folder if is_own and os.access(folder, os.W_OK) else None
    return None


def _cache_home() -> Path:
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if named and Path(named).is_absolute():
        return Path(named)
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
