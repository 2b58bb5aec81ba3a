"""The docstrings of fields, as descriptions in a JSON Schema.

pydantic can read them too, but it does so whenever a class is made, and reading the source of a module takes longer
than making all of its classes. Only the schema needs them.
"""

import ast
import inspect
from itertools import pairwise


def docstrings(model: type) -> dict[str, str]:
    """Return the docstring below each field of a class, by the name of the field; a base class comes first."""
    sources = [base for base in reversed(model.__mro__) if base.__module__ == model.__module__]
    return {name: text for base in sources for name, text in _own(base).items()}


def _own(model: type) -> dict[str, str]:
    (definition,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(definition, ast.ClassDef)  # noqa: S101 - it is the source of a class
    found = {}
    for field, text in pairwise(definition.body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(docstring))):
                found[name] = inspect.cleandoc(docstring)
    return found
