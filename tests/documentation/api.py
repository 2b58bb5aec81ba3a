"""docs/api.md: what is public in the package, of its signatures and docstrings."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from re import compile as regex

import rkconf
from tests.documentation.declarations import members, signature, variable
from tests.documentation.markdown import code, prose, table

_SECTION = regex(r"(?m)^(Args|Raises|Examples):\n")
_ARGUMENT = regex(r"(?m)^    (\w+): ")
_TITLES = {"Args": "Arguments", "Raises": "Errors"}

_PAGE = """\
# For programs

`import rkconf` offers the verbs of the command line as functions. It costs nothing to import: each part is loaded
when it is first used. All that is listed here is public, typed (`py.typed`), and changes as [Semantic
Versioning](https://semver.org/) wants it; all else may change at any time.

```pycon
>>> from pathlib import Path
>>> import rkconf
>>> for found in rkconf.lint(Path("samples/frontend/workbench.m"), select=["tunnel-localhost"]):
...     place = found.source.position(found.span.start)
...     print(f"{{found.source.name}}:{{place.line}}:{{place.column}}: {{found.message}}")
samples/frontend/workbench.m:47:7: localhost may resolve to ::1 first; the tunnel then fails
samples/frontend/workbench.m:47:42: localhost may resolve to ::1 first; the tunnel then fails
```

A type that is named here without being listed may be read, but it may change.

No settings file is read: what a program does not say, nobody has said. What is wrong *in* a text is a `Diagnostic`.
That something cannot be done is an `RkconfError`, whose message is one line that names the next step.

## Functions

{functions}
## What they take

{inputs}
## What they return

{results}
## Errors

{errors}"""

_INPUTS = ("Text", "Command", "Machines", "Form")
_VERBS = ("lint", "render", "convert", "extract", "trace", "apply")


def page() -> str:
    """Return the page."""
    others = [name for name in rkconf.__all__ if name not in {*_VERBS, *_INPUTS, "__version__"}]
    errors = [name for name in others if name.endswith("Error")]
    return _PAGE.format(
        functions="\n".join(map(_function, _VERBS)),
        inputs="\n".join(map(_type, _INPUTS)),
        results="\n".join(_type(name) for name in others if name not in errors),
        errors="\n".join(map(_type, errors)),
    )


def declared() -> Iterator[str]:
    """Yield a line for everything that is public, and for every member of it."""
    for name in rkconf.__all__:
        offered = getattr(rkconf, name)
        if inspect.isfunction(offered):
            yield signature(offered)
        else:
            yield name
            if inspect.isclass(offered):
                yield from (f"    {each.declared}" for each in members(offered))


def _function(name: str) -> str:
    offered = getattr(rkconf, name)
    return f"### `{name}`\n\n```python\n{signature(offered)}\n```\n\n{_documented(inspect.getdoc(offered) or '')}"


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
    offered = getattr(rkconf, name)
    home = import_module(f"rkconf.{next(home for home, names in rkconf._HOMES.items() if name in names)}")  # noqa: SLF001 - where it says so
    if not inspect.isclass(offered):
        alias = variable(home, name)
        return f"### `{name}`\n\n{alias.text}\n"
    rows = [(code(each.declared), each.text) for each in members(offered)]
    parts = [f"### `{name}`\n", f"{prose(inspect.getdoc(offered) or '')}\n", *([table(("", ""), rows)] if rows else [])]
    return "\n".join(parts)
