"""Find grammars, schemas and tables of facts, in a wheel and in a checkout alike."""

import tomllib
from pathlib import Path
from typing import Any

# `importlib.resources` would do the same for a package in a zip file, which pip never makes, and costs 10 ms.
PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent


def directory(name: str) -> Path:
    """Return the folder ``name``: inside the package in a wheel, beside it in a checkout."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else CHECKOUT / name


def read_grammar(name: str) -> str:
    """Return the text of ``grammar/<name>.lark``."""
    return (directory("grammar") / f"{name}.lark").read_text(encoding="utf-8")


def read_facts(name: str) -> dict[str, Any]:
    """Return the table in the file ``name`` of the package, such as ``link/flags.toml``."""
    return tomllib.loads((PACKAGE / name).read_text(encoding="utf-8"))
