"""Names that Windows reserves for devices: a file cannot have them there, and what is written to them is lost."""

import os
import re
from pathlib import Path

# With any extension, in any case, and also with spaces after the name.
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:[.:].*)?", re.IGNORECASE
)
_IS_WINDOWS = os.name == "nt"


def is_reserved(name: str) -> bool:
    """Return whether Windows reserves the name of a file or a folder."""
    return _RESERVED.fullmatch(name) is not None


def refused(path: Path) -> str | None:
    """Return the first part of a path that this system cannot use as a name; None if there is none."""
    return next(filter(is_reserved, path.parts), None) if _IS_WINDOWS else None
