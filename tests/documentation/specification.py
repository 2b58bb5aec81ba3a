"""docs/specification.md: all keys of a specification, from its model."""

import json
from typing import Any

from rkconf.record import RecordField, fields
from rkconf.spec import DIRECTIVE, validation
from rkconf.spec.model import FrontEnd, Kernel, Parallel
from tests.documentation.markdown import code, kind, prose, table

_TABLES: dict[str, type] = {"[frontend]": FrontEnd, "[[kernels]]": Kernel, "[[parallel]]": Parallel}

_PAGE = """\
# The specification

A specification is a TOML file that describes your kernels. `rkconf render` writes entries and commands from it,
`rkconf setup` writes the files and steps that they need, and `rkconf extract` reads a specification from a Front End
file. `rkconf lint` recognizes the names `kernels.toml` and `*.kernels.toml` when it searches a folder.

```console
$ cat samples/kernels/many.toml
```

Errors are reported with their place: an unknown key, a wrong type, colliding ports, a host with characters that are
special in a shell.

{tables}
## Editors

An editor can check a specification while you write it, and complete keys and values. It finds
[the schema](../schemas/spec.schema.json) by the first line of the file, which `rkconf new` and `rkconf extract` write:

```toml
{directive}
```

- Visual Studio Code: install the extension Even Better TOML, which is taplo.
- Neovim, Emacs, Helix, Zed and others: configure `taplo lsp stdio` as the language server for TOML. The packages of
  taplo on PyPI and npm lack the server: take a binary of its releases, or the package of your system.
- JetBrains IDEs do not read that line: map `kernels.toml` to the address of the schema in the settings under
  "JSON Schema Mappings".

On the command line, `taplo check kernels.toml` reports the same (`pip install taplo`; tried with version 0.9.3, and
with the Python package jsonschema). The editors themselves have not been tried.

Without a network, save the schema with `rkconf schema spec > kernels.schema.json`, and begin the file with
`#:schema ./kernels.schema.json`. To select the schema by the names of files instead, write a `.taplo.toml`:

```toml
[[rule]]
include = ["kernels.toml", "*.kernels.toml"]
schema = {{ path = "kernels.schema.json" }}
```

The schema accepts every specification that rkconf accepts. It knows the keys, their types, and the rules between keys:
that `connection = "tunnel"` needs `ports`, for example. Only `rkconf lint` compares kernels with each other, follows
verbatim commands, and knows the versions.
"""


def page() -> str:
    """Return the page."""
    tables = "\n".join(_section(title, model) for title, model in _TABLES.items())
    return _PAGE.format(tables=tables, directive=DIRECTIVE)


def _section(title: str, described: type) -> str:
    rows = [_row(each, described) for each in fields(described)]
    head = ("key", "value", "default", "meaning")
    return f"## `{title}`\n\n{prose(described.__doc__ or '')}\n\n{table(head, rows)}"


def _row(field: RecordField, described: type) -> tuple[str, ...]:
    schema = validation.model(described).model_json_schema()["properties"][field.name]
    return code(field.name), kind(schema), _default(field.is_required, schema), schema.get("description", "")


def _default(is_required: bool, schema: dict[str, Any]) -> str:  # noqa: FBT001 - a fact of pydantic
    if is_required:
        return "required"
    value = schema.get("default")
    return "" if value is None else code(json.dumps(value))
