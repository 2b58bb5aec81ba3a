"""The values that the page needs before its first request: versions, shells, networks and recipes."""

import tomllib
from pathlib import Path
from typing import Any

from rkconf import __version__, versions
from rkconf.shell.choices import local_choices, remote_choices

_CONTENT = tomllib.loads(Path(__file__).with_name("choices.toml").read_text(encoding="utf-8"))


def ready() -> dict[str, Any]:
    """Return the choices of the page."""
    return {
        "rkconf": __version__,
        "versions": [{"name": each.name, "title": f"Mathematica {each.name}"} for each in versions.known()],
        "shells": {
            side: [{"name": name, "title": _CONTENT["shells"].get(name, name)} for name in names]
            for side, names in (("local", local_choices()), ("remote", remote_choices()))
        },
        "recipes": _CONTENT["recipes"],
        "networks": _CONTENT["networks"],
        "defaultVersion": versions.DEFAULT,
    }
