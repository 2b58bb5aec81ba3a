"""Settings files of tests, and the codes that a run reports with them."""

import json
from pathlib import Path

from tests.conftest import Outcome


def write(folder: Path, text: str, name: str = "rkconf.toml") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def codes_by_path(outcome: Outcome) -> dict[str, list[str]]:
    """Return the reported codes by path."""
    listed: dict[str, list[str]] = {}
    for each in json.loads(outcome.out)["diagnostics"]:
        listed.setdefault(each["path"], []).append(each["code"])
    return listed
