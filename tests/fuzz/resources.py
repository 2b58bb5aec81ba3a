"""The folder of the fuzzer: its vocabulary, and the corpus of inputs that once broke a law."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"


@cache
def vocabulary() -> dict[str, list[Any]]:
    """Return the words that mutations insert, by kind of text."""
    return tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))
