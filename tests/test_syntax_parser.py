import pytest

from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, parse
from rkconf.syntax.reading import Reading
from rkconf.syntax.tree import (
    Assignment,
    Derived,
    FunctionCall,
    Join,
    List,
    Node,
    Number,
    Opaque,
    Pair,
    Product,
    String,
    Symbol,
    literal_text,
    walk,
)


def tree(text: str) -> Node:
    source = Source("init.m", text.encode())
    return parse(Reading(source), Region(RegionKind.EXPRESSION, "", Span(0, 0), source.whole))


def shape(node: Node) -> object:  # noqa: C901, PLR0911  # one case per kind of node
    """Return the tree without its spans."""
    match node:
        case String(value=value):
            return value.text
        case Symbol(name=name):
            return Symbol, name
        case Number(text=text):
            return Number, text
        case List(items=items):
            return [shape(item) for item in items]
        case FunctionCall(head=head, arguments=arguments):
            return FunctionCall, shape(head), *map(shape, arguments)
        case Pair(key=key, value=value, delayed=delayed):
            return ":>" if delayed else "->", shape(key), shape(value)
        case Assignment(target=target, value=value):
            return "=", shape(target), shape(value)
        case Join(parts=parts):
            return "<>", *map(shape, parts)
        case Product(factors=factors):
            return "*", *map(shape, factors)
        case Derived(value=value):
            return value.text
        case Opaque(parts=parts):
            return None if node.missing else ("?", *map(shape, parts))


A, B, C = ((Symbol, name) for name in "abc")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a -> b -> c", ("->", A, ("->", B, C)), id="arrows are right-associative"),
        pytest.param("a :> b", (":>", A, B), id="delayed"),
        pytest.param("a = b := c", ("=", A, ("=", B, C)), id="assignments are right-associative"),
        pytest.param("a = b -> c", ("=", A, ("->", B, C)), id="an assignment binds looser than an arrow"),
        pytest.param("a -> b <> c", ("->", A, ("<>", B, C)), id="a join binds tighter than an arrow"),
        pytest.param("a /. b -> c", ("?", A, ("->", B, C)), id="a replacement binds looser than an arrow"),
        pytest.param("a -> b + c", ("->", A, ("?", B, C)), id="a sum binds tighter than an arrow"),
        pytest.param("a -> b; c", ("?", ("->", A, B), C), id="a semicolon binds loosest"),
        pytest.param("a <> (b <> c)", ("<>", A, B, C), id="joins in parentheses"),
        pytest.param("a <> b c", ("*", ("<>", A, B), C), id="a join binds tighter than a product"),
        pytest.param("a b <> c", ("*", A, ("<>", B, C)), id="a join after a factor"),
        pytest.param("a <> b + c", ("?", A, B, C), id="a join in a sum"),
        pytest.param("a b c", ("*", A, B, C), id="product"),
        pytest.param("{}", [], id="empty list"),
        pytest.param("{a, {b}}", [A, [B]], id="list"),
        pytest.param("{a,}", [A, None], id="nothing after a comma"),
        pytest.param("{,a}", [None, A], id="nothing before a comma"),
        pytest.param("a ->", ("->", A, None), id="nothing after an arrow"),
        pytest.param("-> a", ("->", None, A), id="nothing before an arrow"),
        pytest.param("a[b, c]", (FunctionCall, A, B, C), id="call"),
        pytest.param("a[][b]", (FunctionCall, (FunctionCall, A), B), id="call of a call"),
        pytest.param("a[[b]]", (FunctionCall, A, ("?", B)), id="part"),
        pytest.param("(a)", A, id="parentheses"),
        pytest.param("()", ("?",), id="nothing in parentheses"),
        pytest.param("<|a -> b|>", ("?", ("->", A, B)), id="association"),
        pytest.param("-2.5", (Number, "-2.5"), id="negative number"),
        pytest.param("a - 2", ("?", A, (Number, "2")), id="difference"),
        pytest.param("-a", ("?", A), id="sign of a symbol"),
        pytest.param("a &", ("?", A), id="operator without a right operand"),
        pytest.param('"x" <> "y"', ("<>", "x", "y"), id="joined strings"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_tree_follows_the_language(text: str, expected: object) -> None:
    assert shape(tree(text)) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a ->", 4, id="after an arrow"),
        pytest.param("-> a", 0, id="before an arrow"),
        pytest.param("{a, , b}", 3, id="between commas"),
        pytest.param("a <>", 4, id="after a join"),
    ],
)
def test_a_missing_operand_has_a_place(text: str, place: int) -> None:
    missing = [node.span for node in walk(tree(text)) if isinstance(node, Opaque) and node.missing]
    assert missing == [Span(place, place)]


def test_every_node_has_the_span_of_its_text() -> None:
    text = 'f[a, {"k" -> -1, b <> c}, d = e]'
    spans = {text[node.span.start : node.span.end] for node in walk(tree(text))}
    assert {text, '{"k" -> -1, b <> c}', '"k" -> -1', "-1", "b <> c", "d = e", "f"} <= spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param('"ssh"', "ssh", id="a string"),
        pytest.param('"ssh " <> "host"', "ssh host", id="joined strings"),
        pytest.param('StringJoin["ssh ", "host"]', "ssh host", id="StringJoin"),
        pytest.param('"ssh " <> host', None, id="joined with a symbol"),
        pytest.param("host", None, id="a symbol"),
    ],
)
def test_constant_text_is_known(text: str, value: str | None) -> None:
    found = literal_text(tree(text))
    assert (found.text if found is not None else None) == value


def test_deep_nesting_is_parsed_without_recursion() -> None:
    assert sum(1 for _ in walk(tree("{" * 10_000 + "}" * 10_000))) == 101
