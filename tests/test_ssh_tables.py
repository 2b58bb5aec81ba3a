"""The tables of ssh: complete, typed, and read to the last field."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import rkconf
from rkconf.programs.table import table
from rkconf.ssh.algorithms import AlgorithmList, Algorithms, algorithms
from rkconf.ssh.clients import Client, OptionFact, clients
from rkconf.ssh.keywords import Keyword, KeywordTable, keywords, server_keywords
from rkconf.ssh.tables import TableError, typed
from rkconf.ssh.values import ValueFact, ValueKind

ROWS = (Algorithms, Client, OptionFact, Keyword, KeywordTable, ValueFact)
CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(rkconf.__file__).parent.rglob("*.py"))
_FOR_PEOPLE = {"source"}


@pytest.mark.parametrize("row", ROWS)
def test_every_field_of_a_row_is_read(row: type[Any]) -> None:
    read = {field.name for field in fields(row) if re.search(rf"\.{field.name}\b", CODE)}
    assert {field.name for field in fields(row)} - _FOR_PEOPLE <= read


@pytest.mark.parametrize("row", ROWS)
def test_every_field_of_a_row_is_described(row: type[Any]) -> None:
    path = Path(str(__import__(row.__module__, fromlist=["x"]).__file__))
    text = path.read_text(encoding="utf-8").split(f"class {row.__name__}:")[1].split("\n@")[0]
    undescribed = [field.name for field in fields(row) if not re.search(rf'    {field.name}: .*\n    """', text)]
    assert undescribed == [name for name in undescribed if name == "kind"]


@pytest.mark.parametrize("kind", ValueKind)
def test_every_kind_is_used(kind: ValueKind) -> None:
    of_options = {fact.value.kind for client in clients().values() for fact in client.options.values() if fact.value}
    assert kind in of_options | {keyword.value.kind for keyword in keywords().values()}


def test_every_client_has_programs() -> None:
    assert table().clients.keys() == clients().keys()


def test_a_keyword_is_of_the_client_or_of_the_server() -> None:
    assert not keywords().keys() & server_keywords()


def test_every_option_that_means_a_keyword_names_a_known_one() -> None:
    named = {fact.keyword for client in clients().values() for fact in client.options.values() if fact.keyword}
    assert named <= {keyword.name for keyword in keywords().values()}


@pytest.mark.parametrize("name", AlgorithmList)
def test_no_algorithm_is_known_and_gone(name: AlgorithmList) -> None:
    found = algorithms(name)
    assert len({*found.known, *found.later, *found.gone}) == sum(map(len, (found.known, found.later, found.gone)))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({}, "ssh/x.toml: [client.keywords] Port: field kind is missing", id="a field is missing"),
        pytest.param({"kind": "port", "x": 1}, "ssh/x.toml: [client.keywords] Port: unknown field x", id="too many"),
        pytest.param({"kind": "sport"}, "ssh/x.toml: [client.keywords] Port: field kind: sport is not", id="a word"),
        pytest.param(
            {"kind": "port", "least": "1"},
            "ssh/x.toml: [client.keywords] Port: field least: '1' is not of type int",
            id="a type",
        ),
    ],
)
def test_an_error_names_table_and_row(values: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=re.escape(message)):
        typed(ValueFact, "ssh/x.toml: [client.keywords] Port", values)
