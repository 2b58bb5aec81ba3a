"""Write a specification as TOML, without the values that are defaults."""

from collections.abc import Callable, Iterator
from typing import Any, Literal, get_origin

import tomli_w

from rkconf.record import fields
from rkconf.spec.model import Kernel, Parallel, Specification, given_values
from rkconf.spec.schema import DIRECTIVE


def dump(specification: Specification, shown: Callable[[str], str] = str) -> str:
    """Return the text of ``specification``; reading that text gives the same specification.

    By the first line editors find the schema; a specification without kernels and version has no text.
    ``shown`` may change the texts that somebody wrote, such as a command with a password; keys and choices stay.
    """
    front_end = given_values(specification.frontend)
    blocks = [f"[frontend]\n{tomli_w.dumps(front_end)}"] if front_end else []
    blocks += ["".join(_table("kernels", kernel, shown)) for kernel in specification.kernels]
    blocks += ["".join(_table("parallel", group, shown)) for group in specification.parallel]
    return "\n".join([f"{DIRECTIVE}\n", *blocks]) if blocks else ""


def _table(name: str, row: Kernel | Parallel, shown: Callable[[str], str]) -> Iterator[str]:
    given = given_values(row)
    values: dict[str, Any] = {
        each.name: given[each.name] if get_origin(each.kind) is Literal else _shown(given[each.name], shown)
        for each in fields(row)
        if each.name in given
    }
    tables = {key: values.pop(key) for key in tuple(values) if isinstance(values[key], dict)}
    yield f"[[{name}]]\n" + "".join(_line(key, value) for key, value in values.items())
    for key, table in tables.items():
        yield f"\n[{name}.{key}]\n{tomli_w.dumps(table)}"


def _shown(value: Any, shown: Callable[[str], str]) -> Any:  # noqa: ANN401 - whatever TOML can hold
    match value:
        case str():
            return shown(value)
        case tuple():
            return tuple(_shown(item, shown) for item in value)
        case dict():
            return {shown(key): _shown(item, shown) for key, item in value.items()}
        case _:
            return value


def _line(key: str, value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    if not isinstance(value, tuple):
        return tomli_w.dumps({key: value})
    items = (tomli_w.dumps({"": item}).partition(" = ")[2].rstrip("\n") for item in value)
    return f"{key} = [{', '.join(items)}]\n"
