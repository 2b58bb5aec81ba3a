"""The words of the page where rkconf names options of its commands, which nobody can type there."""

import re
import tomllib
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["words"]
_WORDS = [(re.compile(row["printed"]), row["shown"]) for row in _TABLE]


def shown(text: str) -> str:
    """Return a message of rkconf as the page shows it: with its choices instead of options."""
    for printed, words in _WORDS:
        text = printed.sub(words, text)
    return text
