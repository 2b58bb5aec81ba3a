"""docs/api.md: the public API, from its signatures and docstrings."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module

import rkconf
from tests.documentation.declarations import members, signature, variable
from tests.documentation.markdown import code, prose, table

_SECTION = re.compile(r"(?m)^(Args|Raises|Examples):\n")
_ARGUMENT = re.compile(r"(?m)^    (\w+): ")
_TITLES = {"Args": "Arguments", "Raises": "Errors"}

_PAGE = """\
# Python API

`import rkconf` provides the commands as functions. The import is fast: each part is loaded when it is first used. All
names on this page are public and typed (`py.typed`), and follow [Semantic Versioning](https://semver.org/). Everything
else may change at any time.

```pycon
>>> from pathlib import Path
>>> import rkconf
>>> for found in rkconf.lint(Path("samples/frontend/workbench.m"), select=["tunnel-localhost"]):
...     print(f"{{found.source.name}}:{{found.line}}:{{found.column}}: {{found.code}} {{found.name}}")
samples/frontend/workbench.m:47:7: RK602 tunnel-localhost
samples/frontend/workbench.m:47:42: RK602 tunnel-localhost
```

Types that appear in signatures but have no section on this page may change.

No settings file is read; everything is passed as an argument. A problem *in* a text is a `Diagnostic`. A failure, such
as an unreadable file, raises an `RkconfError`, whose message is one line with the next step.

## Functions

{functions}
## Arguments

{inputs}
## Results

{results}
## Errors

{errors}"""

_INPUTS = ("Text", "Command", "Machines", "Rules", "Form", "ReportForm")
_FUNCTIONS = ("lint", "report", "report_data", "fix", "render", "setup", "convert", "extract", "trace", "apply")


def page() -> str:
    """Return the page."""
    others = [name for name in rkconf.__all__ if name not in {*_FUNCTIONS, *_INPUTS, "__version__"}]
    errors = [name for name in others if name.endswith("Error")]
    return _PAGE.format(
        functions="\n".join(map(_function, _FUNCTIONS)),
        inputs="\n".join(map(_type, _INPUTS)),
        results="\n".join(_type(name) for name in others if name not in errors),
        errors="\n".join(map(_type, errors)),
    )


def declared() -> Iterator[str]:
    """Yield a line for each public name and for each of its members."""
    for name in rkconf.__all__:
        public = getattr(rkconf, name)
        if inspect.isfunction(public):
            yield signature(public)
        else:
            yield name
            if inspect.isclass(public):
                yield from (f"    {each.declared}" for each in members(public))


def _function(name: str) -> str:
    public = getattr(rkconf, name)
    return f"### `{name}`\n\n```python\n{signature(public)}\n```\n\n{_documented(inspect.getdoc(public) or '')}"


def _documented(docstring: str) -> str:
    text, *sections = _SECTION.split(docstring)
    parts = [f"{prose(text.strip())}\n"]
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        parts.append(_example(body) if title == "Examples" else f"{_TITLES[title]}:\n\n{_arguments(body)}")
    return "\n".join(parts)


def _arguments(body: str) -> str:
    _, *pieces = _ARGUMENT.split(body)
    return "".join(
        f"- {code(name)}: {prose(text.strip())}\n" for name, text in zip(pieces[::2], pieces[1::2], strict=True)
    )


def _example(body: str) -> str:
    code_lines = inspect.cleandoc(f"\n{body}")
    return f"```pycon\n{code_lines}\n```\n"


def _type(name: str) -> str:
    public = getattr(rkconf, name)
    home = import_module(f"rkconf.{next(home for home, names in rkconf._HOMES.items() if name in names)}")  # noqa: SLF001 - the modules of the public names
    if not inspect.isclass(public):
        alias = variable(home, name)
        return f"### `{name}`\n\n{alias.text}\n"
    rows = [(code(each.declared), each.text) for each in members(public)]
    parts = [f"### `{name}`\n", f"{prose(inspect.getdoc(public) or '')}\n", *([table(("", ""), rows)] if rows else [])]
    return "\n".join(parts)
