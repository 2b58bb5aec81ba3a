"""Make ``rkconf/facts.json``, the content of the tables of facts, of their TOML files.

`rkconf.tables` is not imported here: it would keep the content that is replaced.
"""

import json
import tomllib
from collections.abc import Mapping

from rkconf.resources import PACKAGE

PATH = PACKAGE / "facts.json"


def made() -> str:
    """Return the content of all tables; each key has its line, so two changes of facts seldom conflict."""
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.toml")}
    tables = {name: _lines(tomllib.loads(path.read_text(encoding="utf-8"))) for name, path in sorted(paths.items())}
    return f"{_braced(tables)}\n"


def write() -> None:
    """Write the file."""
    PATH.write_text(made())


def _lines(table: Mapping[str, object]) -> str:
    return _braced({key: json.dumps(value, separators=(",", ":")) for key, value in table.items()})


def _braced(values: Mapping[str, str]) -> str:
    """Return a JSON object with a line for each key."""
    return "{\n" + ",\n".join(f"{json.dumps(key)}:{value}" for key, value in values.items()) + "\n}"
