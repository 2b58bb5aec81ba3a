"""Find grammars, schemas and tables of facts, in a wheel and in a checkout alike."""

import tomllib
from pathlib import Path
from typing import Any

# `importlib.resources` would also read a package in a zip file, which pip never makes, but takes 10 ms to import.
PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent


def directory(name: str) -> Path:
    """Return the folder ``name``, which is inside the package in a wheel and beside it in a checkout."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else CHECKOUT / name


def read_grammar(name: str) -> str:
    """Return the text of ``grammar/<name>.lark``."""
    return (directory("grammar") / f"{name}.lark").read_text(encoding="utf-8")


def read_facts(name: str) -> dict[str, Any]:
    """Return the content of a table of facts in the package, such as ``link/flags.toml``."""
    return tomllib.loads((PACKAGE / name).read_text(encoding="utf-8"))
