"""Write a specification as TOML, without the values that are defaults."""

from collections.abc import Iterator
from typing import Any

import tomli_w

from rkconf.spec.model import Kernel, Parallel, Specification


def dump(specification: Specification) -> str:
    """Return the text of ``specification``; reading that text gives the same specification."""
    front_end = specification.frontend.model_dump(exclude_defaults=True)
    blocks = [f"[frontend]\n{tomli_w.dumps(front_end)}"] if front_end else []
    blocks += ["".join(_table("kernels", kernel)) for kernel in specification.kernels]
    blocks += ["".join(_table("parallel", group)) for group in specification.parallel]
    return "\n".join(blocks)


def _table(name: str, row: Kernel | Parallel) -> Iterator[str]:
    given = row.model_dump(exclude_defaults=True)
    values: dict[str, Any] = {key: given[key] for key in type(row).model_fields if key in given}
    tables = {key: values.pop(key) for key in tuple(values) if isinstance(values[key], dict)}
    yield f"[[{name}]]\n" + "".join(_line(key, value) for key, value in values.items())
    for key, table in tables.items():
        yield f"\n[{name}.{key}]\n{tomli_w.dumps(table)}"


def _line(key: str, value: Any) -> str:  # noqa: ANN401 - whatever TOML can hold
    if not isinstance(value, tuple):
        return tomli_w.dumps({key: value})
    items = (tomli_w.dumps({"": item}).partition(" = ")[2].rstrip("\n") for item in value)
    return f"{key} = [{', '.join(items)}]\n"
