"""docs/specification.md: every key of a specification, of its model."""

import json
from typing import Any

from pydantic import BaseModel

from rkconf.spec.model import FrontEnd, Kernel, Parallel
from tests.documentation.markdown import code, kind, prose, table

_TABLES: dict[str, type[BaseModel]] = {"[frontend]": FrontEnd, "[[kernels]]": Kernel, "[[parallel]]": Parallel}

_PAGE = """\
# The specification

A TOML file that says what you know about your kernels. `rkconf render` makes entries and commands of it, `rkconf
setup` what must exist beside them, and `rkconf extract` reads one from the file of a Front End. In a folder it is
found by its name: `kernels.toml` or `*.kernels.toml`.

```console
$ cat samples/kernels/many.toml
```

Whatever is wrong with it is reported with its place: an unknown key, a wrong type, ports that collide, a host that no
shell should see. Editors read [the schema](../schemas/spec.schema.json), which `rkconf schema spec` prints too.

{tables}"""


def page() -> str:
    """Return the page."""
    return _PAGE.format(tables="\n".join(_section(title, model) for title, model in _TABLES.items()))


def _section(title: str, model: type[BaseModel]) -> str:
    rows = [_row(key, model) for key in model.model_fields]
    head = ("key", "what it may be", "default", "what it means")
    return f"## `{title}`\n\n{prose(model.__doc__ or '')}\n\n{table(head, rows)}"


def _row(key: str, model: type[BaseModel]) -> tuple[str, ...]:
    field, schema = model.model_fields[key], model.model_json_schema()["properties"][key]
    return code(key), kind(schema), _default(field.is_required(), schema), field.description or ""


def _default(is_required: bool, schema: dict[str, Any]) -> str:  # noqa: FBT001 - what pydantic says
    if is_required:
        return "required"
    value = schema.get("default")
    return "" if value is None else code(json.dumps(value))
