"""Make ``rkconf/facts.json``: the content of the tables of facts, and the declarations of the rules in their modules.

`rkconf.tables` is not imported here: it would keep the content that is replaced. So the modules of the rules are not
imported either, but read.
"""

import ast
import json
import tomllib
from collections.abc import Iterator, Mapping

from rkconf.resources import PACKAGE

PATH = PACKAGE / "facts.json"


def made() -> str:
    """Return the content of all tables; each key has its line, so two changes of facts seldom conflict."""
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.toml")}
    tables = {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in sorted(paths.items())}
    tables["rules"] = dict(sorted(_rules(), key=lambda rule: str(rule[1]["code"])))
    return f"{_braced({name: _lines(table) for name, table in tables.items()})}\n"


def write() -> None:
    """Write the file."""
    PATH.write_text(made())


def _rules() -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the name of each rule, and what its module declares."""
    for path in (PACKAGE / "rules").glob("[!_]*.py"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
        [decorator] = functions["check"].decorator_list
        if isinstance(decorator, ast.Call):
            yield path.stem.replace("_", "-"), _declared(decorator)


def _declared(decorator: ast.Call) -> Mapping[str, object]:
    given = dict(zip(("code", "severity", "subject"), decorator.args, strict=True))
    given |= {each.arg: each.value for each in decorator.keywords if each.arg and each.arg != "weakness"}
    return {name: _value(node) for name, node in given.items()}


def _value(node: ast.expr) -> object:
    match node:
        case ast.Attribute(attr=member):  # of an enumeration, whose values are the words of its names
            return member.lower().replace("_", "-")
        case ast.Dict(keys=keys):
            return [_value(key) for key in keys if key]
        case _:
            return ast.literal_eval(node)


def _lines(table: Mapping[str, object]) -> str:
    return _braced({key: json.dumps(value, separators=(",", ":")) for key, value in table.items()})


def _braced(values: Mapping[str, str]) -> str:
    """Return a JSON object with a line for each key."""
    return "{\n" + ",\n".join(f"{json.dumps(key)}:{value}" for key, value in values.items()) + "\n}"
