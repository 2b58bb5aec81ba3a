"""The declarations of a module, from its source: signatures, members and their docstrings."""

import ast
import inspect
from collections.abc import Iterator
from typing import NamedTuple

from tests.documentation.markdown import prose


class Declaration(NamedTuple):
    """A name, its declaration and its docstring."""

    name: str
    declared: str
    text: str


def members(kind: type) -> Iterator[Declaration]:
    """Yield the public fields, members, properties and methods of a class; inherited ones come first."""
    bases = [
        base for base in reversed(kind.__mro__) if base.__module__.startswith("rkconf") and base.__name__[0] != "_"
    ]
    declared = {each.name: each for base in bases for each in _own_members(base)}
    yield from declared.values()


def _own_members(kind: type) -> Iterator[Declaration]:
    (definition,) = ast.parse(inspect.cleandoc("\n" + inspect.getsource(kind))).body
    assert isinstance(definition, ast.ClassDef)
    yield from _declarations(definition.body)


def variable(module: object, name: str) -> Declaration:
    """Return a variable of a module."""
    assert inspect.ismodule(module)
    return next(each for each in _declarations(ast.parse(inspect.getsource(module)).body) if each.name == name)


def signature(function: object) -> str:
    """Return the head of a function as in its source."""
    assert inspect.isfunction(function)
    source = inspect.getsource(function)
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.FunctionDef)
    return "\n".join(source.splitlines()[: definition.body[0].lineno - 1]).removesuffix(":")


def _head(function: ast.FunctionDef) -> str:
    """Return the head of a method in one line, without ``self``."""
    del function.args.args[0]
    return f"{function.name}({ast.unparse(function.args)}) -> {_annotation(function.returns)}"


def _annotation(written: ast.expr | None) -> str:
    """Return a type without quotes and without annotations for pydantic."""
    match written:
        case ast.Constant(value=str(text)):
            return text
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[plain, *_])):
            return ast.unparse(plain)
    return ast.unparse(written) if written else "None"


def _declarations(body: list[ast.stmt]) -> Iterator[Declaration]:
    for statement, following in zip(body, [*body[1:], None], strict=True):
        text = prose(_text(following))
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                yield from _public(name, f"{name}: {_annotation(annotation)}", text)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield from _public(name, f"{name} = {ast.unparse(value)}", text)
            case ast.FunctionDef(name=name):
                yield from _public(name, _method(statement), prose(ast.get_docstring(statement) or ""))


def _public(name: str, declared: str, text: str) -> Iterator[Declaration]:
    if not name.startswith("_"):
        yield Declaration(name, declared, text)


def _text(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
    return ""


def _method(function: ast.FunctionDef) -> str:
    """Return the declaration of a method; a property is written like a field."""
    is_field = {"property", "cached_property"} & {ast.unparse(each) for each in function.decorator_list}
    return f"{function.name}: {_annotation(function.returns)}" if is_field else _head(function)
