"""Read the value of `EvaluatorNames`: its entries, and the problems of elements that are not entries."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from rkconf.command.password_words import may_hold, names_password
from rkconf.command.passwords import ADVICE, MESSAGE, passwords_in, problems_of_login, problems_of_words
from rkconf.diagnostics import Problem
from rkconf.entries.document import EntryForm, EvaluatorNames, LocatedEntry, LocatedOption, NamesForm
from rkconf.entries.keys import ADVANCED, BASIC
from rkconf.entries.pairs import pairs, pairs_of_item
from rkconf.entries.recovery import looks_like_an_entry, unnested
from rkconf.entries.static_values import StaticValues
from rkconf.record import replace
from rkconf.source import Excerpt, Span
from rkconf.syntax.tree import (
    Derived,
    FunctionCall,
    List,
    Node,
    Pair,
    String,
    Symbol,
    children,
    is_missing,
    literal_text,
    walk,
)

Found: TypeAlias = LocatedEntry | Problem

_FORM = '{"Local" -> {...}, "name" -> {...}}'


def read_names(
    values: StaticValues, span: Span, value: Node, *, broken: bool
) -> tuple[EvaluatorNames, tuple[Problem, ...]]:
    """Return the entries of a value, and the problems outside of them; ``broken``: the file has unmatched brackets."""
    value = values.resolved(value)
    if isinstance(value, List):
        found = tuple(_listed(values, unnested(value) if broken else value))
    elif is_missing(value):
        found = (Problem("syntax-error", value.span, "the value of EvaluatorNames is missing"),)
    elif values.is_computed(value):
        message = "EvaluatorNames is computed; rkconf reads only its literal entries"
        found = (Problem("not-understood", value.span, message), *literal_entries(values, value))
    else:
        found = (_not_a_list(value.span, "the value of EvaluatorNames"),)
    entries = tuple(item for item in found if isinstance(item, LocatedEntry))
    problems = tuple(item for item in found if isinstance(item, Problem))
    form = NamesForm.LIST if isinstance(value, List) else NamesForm.COMPUTED
    return EvaluatorNames(span, value, form, entries, names_of(entries)), problems


def names_of(entries: Iterable[LocatedEntry]) -> tuple[str, ...]:
    """Return the names of entries."""
    return tuple(entry.name for entry in entries)


def literal_entries(values: StaticValues, computed: Node) -> Iterator[LocatedEntry]:
    """Yield the literal entries in a computed expression, except those in a ``SetOptions`` inside of it."""
    waiting = [computed]
    while waiting:
        node = waiting.pop()
        if looks_like_an_entry(node):
            yield from (found for found in _entry(values, node) if isinstance(found, LocatedEntry))
        elif not (isinstance(node, FunctionCall) and node.calls("SetOptions")):
            waiting.extend(reversed(children(node)))


def read_entry(values: StaticValues, name: String, value: Node) -> Iterator[Found]:
    """Yield the entry with this name and value, and the problem of a value that is not a list of options."""
    for found in _entry(values, Pair(name.span.to(value.span), name, value)):
        yield replace(found, form=EntryForm.ASSIGNED) if isinstance(found, LocatedEntry) else found


def _unknown_value(values: StaticValues, key: str, value: Node) -> Iterator[Problem]:
    if isinstance(value, Derived):
        yield from unknown_parts(value)
    elif not values.is_known(value):
        yield Problem("not-understood", value.span, f'the value of "{key}" is computed; rkconf does not evaluate it')


def read_option(values: StaticValues, name: String, key: Node, value: Node) -> Iterator[Found]:
    """Yield an entry with one option, and the problem of a key that is not a string."""
    span, pair = name.span.to(value.span), Pair(key.span.to(value.span), key, value)
    for found in _entry(values, Pair(span, name, List(pair.span, (pair,)))):
        yield replace(found, form=EntryForm.OPTION_BY_OPTION) if isinstance(found, LocatedEntry) else found


def read_addition(values: StaticValues, item: Node) -> Iterator[Found]:
    """Yield the entries of an element that is appended to the list."""
    yield from _listed(values, List(item.span, (item,)))


def _listed(values: StaticValues, listing: List) -> Iterator[Found]:
    for index, item in enumerate(listing.items):
        yield from read_item(values, listing, index, item)


def read_item(values: StaticValues, listing: List, index: int, item: Node) -> Iterator[Found]:
    """Yield the entries and problems of one item of a list."""
    for part in pairs_of_item(listing, index, item):
        if isinstance(part, Problem):
            yield part
        else:
            yield from _entry(values, part)


def unknown_parts(text: Derived) -> Iterator[Problem]:
    """Yield a problem for each part of a text that only a kernel can compute."""
    for span in text.computed:
        yield Problem("not-understood", span, "this part of the text is computed; rkconf reads the rest")


def _entry(values: StaticValues, written: Node) -> Iterator[Found]:
    node = replace(written, value=values.resolved(written.value)) if isinstance(written, Pair) else written
    match node:
        case Pair(key=String() as key, value=List() as value):
            options, problems = _options(values, value)
            entry = LocatedEntry(values.source, key.value.text, key.span, node.span, value.span, options, problems)
            exposed = tuple(_exposed(entry, key.value))
            yield replace(entry, problems=(*problems, *exposed)) if exposed else entry
        case Pair(key=String(value=name), value=value) if values.is_computed(value):
            message = f'the entry "{name}" is computed; rkconf does not evaluate it'
            yield Problem("not-understood", value.span, message)
        case Pair(key=String(value=name), value=value):
            yield _not_a_list(value.span, f'the value of the entry "{name}"')
        case Pair(key=key):
            yield _not_a_list(key.span, "the name of an entry must be a string; this name")
        case _ if values.is_computed(node):
            yield Problem("not-understood", node.span, "this entry is computed; rkconf does not evaluate it")
        case _:
            yield _not_a_list(node.span, "this element")


def _exposed(entry: LocatedEntry, name: Excerpt) -> Iterator[Problem]:
    """Yield the passwords of an entry outside of its launch command, each once."""
    login = (*problems_of_login(*map(entry.string, BASIC)), *_passwords(entry.options))
    texts = (literal_text(option.value) for option in entry.options if option.key not in ADVANCED)
    words = (problem for text in (name, *texts) if text for problem in problems_of_words((text,)))
    yield from {problem.span: problem for problem in (*words, *login)}.values()
    for option in entry.options:
        for secret in passwords_in((option.key,)) if may_hold(option.key) else ():
            yield Problem("password-in-command", option.key_span, MESSAGE, ADVICE, secret=secret)


def _passwords(options: Iterable[LocatedOption]) -> Iterator[Problem]:
    """Yield a problem for each option that is a password, also inside of another one; the Front End has none."""
    for option in options:
        for key, value in ((option.key, option.value), *_inner_pairs(option)):
            text = literal_text(value) if names_password(key) else None
            if text:
                yield Problem("password-in-command", text.span, MESSAGE, ADVICE, secret=text.text)


def _inner_pairs(option: LocatedOption) -> Iterator[tuple[str, Node]]:
    for each in walk(option.value):
        if isinstance(each, Pair) and (key := literal_text(each.key)):
            yield key.text, each.value


def _not_a_list(span: Span, what: str) -> Problem:
    message = f"{what} does not have the form {_FORM}; the Front End discards all kernels"
    return Problem("not-a-list-of-rules", span, message)


def _options(values: StaticValues, listing: List) -> tuple[tuple[LocatedOption, ...], tuple[Problem, ...]]:
    found = tuple(part for item in pairs(listing) for part in _located(values, item))
    options = tuple(item for item in found if isinstance(item, LocatedOption))
    return options, tuple(item for item in found if isinstance(item, Problem))


def _located(values: StaticValues, item: Node | Problem) -> Iterator[LocatedOption | Problem]:
    match item:
        case Problem():
            yield item
        case Pair(key=String(value=key) | Symbol(short=key), value=written):
            value = values.resolved(written)
            yield LocatedOption(str(key), item.key.span, value, item.span, values.is_known(value))
            yield from _unknown_value(values, str(key), value)
        case Pair(key=key):
            yield _not_a_list(key.span, "the key of an option must be a string; this key")
        case _ if values.is_computed(item):
            yield Problem("not-understood", item.span, "this option is computed; rkconf does not evaluate it")
        case _:
            yield _not_a_list(item.span, "this element of an entry")
