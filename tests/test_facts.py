"""No fact is dead: code reads every field of a record, and every terminal of the grammar of commands occurs."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

from rkconf.doctor.machine.remarks import RemarkFact
from rkconf.link.flags import FlagTable
from rkconf.programs.table import HandingOn, Programs
from rkconf.provisioning.firewall import Firewall, FirewallTable
from rkconf.provisioning.keys import KeyKind, KeyTable
from rkconf.provisioning.login_options import LoginOptionTable
from rkconf.provisioning.troubleshooting import Advice, AdviceTable
from rkconf.record import fields
from rkconf.rendering.advice import RenderingDoubt, RenderingDoubts
from rkconf.shell.facts import Shell, UnixShell, WindowsShell, load
from rkconf.shell.tokenizer import tokenize
from rkconf.source import Source
from rkconf.ssh.algorithms import Algorithms
from rkconf.ssh.clients import Client, OptionFact
from rkconf.ssh.effects import OptionEffect
from rkconf.ssh.keywords import Keyword, KeywordTable
from rkconf.ssh.values import ValueFact
from rkconf.versions.model import Default, LinkFact, Version
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.checkout

SHELLS = (Shell, UnixShell, WindowsShell)
SSH = (Client, OptionFact, OptionEffect, Keyword, KeywordTable, ValueFact, Algorithms)
SETUP = (FirewallTable, Firewall, KeyTable, KeyKind, LoginOptionTable, AdviceTable, Advice)
OTHERS = (RemarkFact, FlagTable, RenderingDoubts, RenderingDoubt, Version, LinkFact, Default, HandingOn, Programs)
TABLES: tuple[type[Any], ...] = (*SHELLS, *SSH, *SETUP, *OTHERS)
UNASKED = {("Version", "extends"): "`rkconf.versions` follows it before there is a version"}
"""The facts that no code reads as an attribute, and why they exist."""
FOLDED = {"ARITHMETIC", "CASE"}
"""Operators that occur only in compound commands, of which `rkconf.shell.compounds` makes one token."""

_DECLARED = re.compile(r"(?m)^%declare (.+)$")


class Read(NamedTuple):
    """An attribute that code reads: in which class, and in which method of it; empty outside of them."""

    name: str
    owner: str = ""
    method: str = ""


@cache
def reads() -> tuple[Read, ...]:
    modules = [ast.parse(path.read_text()) for path in sorted((CHECKOUT / "rkconf").rglob("*.py"))]
    return tuple(read for module in modules for node in module.body for read in reads_of(node))


def reads_of(node: ast.stmt) -> Iterator[Read]:
    if not isinstance(node, ast.ClassDef):
        yield from (Read(name) for name in attributes(node))
        return
    for each in node.body:
        # A property only combines facts; a method uses them.
        is_method = isinstance(each, ast.FunctionDef) and not each.decorator_list
        method = each.name if isinstance(each, ast.FunctionDef) and is_method else ""
        yield from (Read(name, node.name, method) for name in attributes(each))


def attributes(tree: ast.AST) -> Iterator[str]:
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    yield from (node.attr for node in nodes if isinstance(node.ctx, ast.Load))


def asked(table: str) -> set[str]:
    """Return every attribute that code reads: outside the class of a table, and in methods of it that code calls."""
    found = {read.name for read in reads() if read.owner != table}
    own = {read for read in reads() if read.owner == table and read.method}
    while called := {read for read in own if read.method in found}:
        found |= {read.name for read in called}
        own -= called
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_code_reads_every_fact(table: type[Any]) -> None:
    dead = {each.name for each in fields(table) if each.name not in asked(table.__name__)}
    assert dead == {name for owner, name in UNASKED if owner == table.__name__}


@pytest.mark.parametrize("owner", {owner for owner, _ in UNASKED})
def test_an_exception_names_a_fact(owner: str) -> None:
    [table] = (table for table in TABLES if table.__name__ == owner)
    assert {name for each, name in UNASKED if each == owner} <= {each.name for each in fields(table)}


TEXTS = {
    "bash": ("a > f; ! b && c || d | e & (f)\ng", "if a; then b; fi"),
    "fish": ("a; and b | not c",),
}
"""Texts that contain every terminal of the grammar, by the shell that reads them."""


def terminals() -> set[str]:
    declared = _DECLARED.findall((CHECKOUT / "grammar" / "command.lark").read_text())
    return {name for line in declared for name in line.split()}


def unix_shells() -> list[UnixShell]:
    return [shell for shell in load().values() if isinstance(shell, UnixShell)]


def test_the_tokens_are_the_terminals_of_the_grammar() -> None:
    shells = {shell.name: shell for shell in unix_shells()}
    texts = ((shells[name], text) for name, texts in TEXTS.items() for text in texts)
    read = [tokenize(Source("", text.encode()).excerpt(), shell) for shell, text in texts]
    kinds = {token.kind for tokens in read for token in tokens}
    assert {"WORDS" if kind == "WORD" else kind for kind in kinds} == terminals()  # words in a row are fed as one


@pytest.mark.parametrize("shell", unix_shells(), ids=lambda shell: shell.name)
def test_an_operator_is_a_terminal_of_the_grammar(shell: UnixShell) -> None:
    assert {*shell.operators.values(), *shell.empty_commands} - FOLDED <= terminals()
