"""The known word that was meant by an unknown one: a synonym of the table, or the most similar word."""

import argparse
from collections.abc import Mapping
from typing import Literal, get_args, get_origin

import pytest

from rkconf import cli
from rkconf.command import local_choices, remote_choices
from rkconf.descriptions.functions import kernel_functions
from rkconf.diagnostics import Severity
from rkconf.entries.keys import FIELDS
from rkconf.record import fields
from rkconf.reporters import FORMATS
from rkconf.settings.model import SETTINGS
from rkconf.spec.model import FrontEnd, Kernel, Parallel, Specification
from rkconf.spelling import Kind, Synonyms, closest, folded, synonyms

SYNONYMS = synonyms()
TABLES = (FrontEnd, Kernel, Parallel, Specification)
PLANNED = {"doctor", "new"}
"""Commands of the contract of the command line that come later; a row names a command of today after them."""


def actions() -> list[argparse.Action]:
    """Return the options and arguments of all commands."""
    commands = next(each.choices for each in cli.program()._actions if isinstance(each.choices, Mapping))  # noqa: SLF001
    return [action for parser in commands.values() for action in parser._actions]  # noqa: SLF001 - not public


def literals(kind: object) -> set[str]:
    """Return the values of a type that has few, which may be optional."""
    return {str(each) for arm in (kind, *get_args(kind)) if get_origin(arm) is Literal for each in get_args(arm)}


def known(kind: str) -> set[str]:
    """Return the words that a synonym may mean."""
    options = {option for action in actions() for option in action.option_strings}
    return {
        "commands": {*cli.COMMANDS, "help", "--help", "--version"},
        "options": options,
        "values": {str(each) for action in actions() if action.choices for each in action.choices},
        "settings": {setting.key for setting in SETTINGS},
        "keys": {*FIELDS},
        "specification": {field.name for table in TABLES for field in fields(table)},
        "choices": {each for table in TABLES for field in fields(table) for each in literals(field.kind)},
        "functions": {*kernel_functions().described},
    }[kind]


@pytest.mark.parametrize("kind", [each.name for each in fields(Synonyms)])
def test_every_synonym_means_a_known_word(kind: str) -> None:
    words = known(kind)
    rows = getattr(SYNONYMS, kind)
    unknown = {each for meant in rows.values() for each in meant if each.split()[0] not in words | PLANNED}
    assert not unknown
    assert all(any(each.split()[0] in words for each in meant) for meant in rows.values())


@pytest.mark.parametrize("kind", [each.name for each in fields(Synonyms)])
def test_every_key_is_folded(kind: str) -> None:
    assert [word for word in getattr(SYNONYMS, kind) if word != folded(word)] == []


@pytest.mark.parametrize(
    ("word", "words", "kind", "meant"),
    [
        pytest.param("check", ["lint", "chek"], "commands", "lint", id="a synonym before a similar word"),
        pytest.param("Dry_Run", ["--diff", "--fix"], "options", "--diff", id="a synonym in another spelling"),
        pytest.param("--version", ["--from", "--to"], "options", "--from", id="the option of another command"),
        pytest.param("check", ["trace"], "commands", None, id="a synonym of a word that is not known here"),
        pytest.param("LNIT", ["lint", "trace"], None, "lint", id="a similar word in uppercase"),
        pytest.param("link-mod", ["Link-Mode"], None, "Link-Mode", id="the known word as it is written"),
        pytest.param("xyz", ["lint"], None, None, id="a word like none"),
    ],
)
def test_the_word_that_was_meant(word: str, words: list[str], kind: Kind | None, meant: str | None) -> None:
    assert closest(word, words, kind=kind) == meant


@pytest.mark.parametrize("words", [FORMATS, tuple(Severity), local_choices(), remote_choices()])
def test_a_known_word_means_itself(words: tuple[str, ...]) -> None:
    assert [closest(word, words, kind="values") for word in words] == list(words)


def test_a_mistake_that_is_read_again_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def compare(word: str, known: tuple[str, ...], **_: float) -> tuple[str, ...]:
        compared.append(word)
        return known

    monkeypatch.setattr("difflib.get_close_matches", compare)
    for _ in range(3):
        assert closest("read-in-every-shell", ["known"]) == "known"
    assert compared == ["read-in-every-shell"]
