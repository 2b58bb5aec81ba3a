"""Find the grammars and schemas, in a wheel and in a checkout alike."""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

CHECKOUT = Path(__file__).parents[1]


def directory(name: str) -> "Traversable":
    """Return the folder ``name``: inside the package in a wheel, beside it in a checkout."""
    packaged = files("rkconf") / name
    return packaged if packaged.is_dir() else CHECKOUT / name


def read_grammar(name: str) -> str:
    """Return the text of ``grammar/<name>.lark``."""
    return (directory("grammar") / f"{name}.lark").read_text(encoding="utf-8")
