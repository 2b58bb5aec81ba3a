"""Plain words: no file and no help uses a word that has a plainer form."""

from itertools import chain
from pathlib import Path

import pytest

from rkconf.cli import COMMANDS
from tests.conftest import Program
from tests.words import faults, texts

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parent.parent
_READ = {".py", ".md", ".toml", ".yml", ".yaml", ".lark", ".m"}
_ROOMS = ("rkconf", "tests", "grammar", "samples", "docs")
_BANS = {"tests/words.py", "tests/test_words.py"}


def _files() -> list[str]:
    top = chain(ROOT.glob("*.*"), ROOT.glob(".*.yaml"), [ROOT / ".ci" / "run"])
    found = chain(top, chain.from_iterable((ROOT / room).rglob("*.*") for room in _ROOMS))
    names = (path.relative_to(ROOT).as_posix() for path in found if path.suffix in _READ or path.name == "run")
    # The packages of npm, which a build of the page installs, have the words of others.
    return sorted(name for name in names if name not in _BANS and "/node_modules/" not in name)


@pytest.mark.parametrize("name", _files())
def test_a_file_uses_plain_words(name: str) -> None:
    """Every text of the file that a reader meets is free of banned words."""
    found = [f"{name}:{text.line}: {fault}" for text in texts(ROOT / name) for fault in faults(text.text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_uses_plain_words(words: list[str], rkconf: Program) -> None:
    assert list(faults(rkconf(*words, "--help").out)) == []
