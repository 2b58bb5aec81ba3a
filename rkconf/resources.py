"""Find grammars and schemas, in a wheel and in a checkout alike."""

from pathlib import Path

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
