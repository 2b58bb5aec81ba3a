"""Every table of facts is read into typed, documented records, and an error names the file, the table and the field."""

import ast
import inspect
import tomllib
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

import pytest

import rkconf
from rkconf import shell, tables, versions
from rkconf.command.guide_words import GuideWordTable
from rkconf.command.pasted_prompts import PromptTable
from rkconf.descriptions.functions import KernelFunctions, PassingFunctions
from rkconf.descriptions.options import DescriptionOptionFact
from rkconf.descriptions.symbols import SymbolFact
from rkconf.doctor.causes import known_causes
from rkconf.doctor.launch_messages import LaunchMessage
from rkconf.doctor.machine.remarks import RemarkFact
from rkconf.doctor.ssh.log import KnownLine
from rkconf.doctor.ssh.shell import KnownText
from rkconf.inputs.file_kinds import FileKind
from rkconf.inputs.typed_texts import TypedText
from rkconf.link.flags import FlagTable
from rkconf.notebook.boxes import BoxTable
from rkconf.programs.table import Programs
from rkconf.programs.table import table as programs_table
from rkconf.provisioning.firewall import FirewallTable
from rkconf.provisioning.keys import KeyTable
from rkconf.provisioning.login_options import LoginOptionTable
from rkconf.provisioning.troubleshooting import AdviceTable
from rkconf.record import fields, is_record, record
from rkconf.rendering.advice import RenderingDoubts
from rkconf.shell.facts import UnixShell, WindowsShell
from rkconf.spelling import synonyms
from rkconf.ssh.algorithms import AlgorithmList, Algorithms, algorithms
from rkconf.ssh.clients import Client, clients
from rkconf.ssh.keywords import KeywordTable, keywords, server_keywords
from rkconf.ssh.values import ValueKind
from rkconf.tables import TableError
from rkconf.versions.model import Default, Released, Version
from tests import fact_tables

PACKAGE = Path(rkconf.__file__).parent
RECORDS: dict[str, type[Any]] = {
    "command/guide_words.toml": GuideWordTable,
    "command/pasted_prompts.toml": PromptTable,
    "descriptions/functions.toml": KernelFunctions,
    "link/flags.toml": FlagTable,
    "notebook/boxes.toml": BoxTable,
    "rendering/doubts.toml": RenderingDoubts,
    "provisioning/advice.toml": AdviceTable,
    "provisioning/firewalls.toml": FirewallTable,
    "provisioning/keys.toml": KeyTable,
    "provisioning/login_options.toml": LoginOptionTable,
    "versions/default.toml": Default,
    "versions/released.toml": Released,
}
ROWS: dict[str, type[Any]] = {
    "descriptions/options.toml": DescriptionOptionFact,
    "descriptions/passing_functions.toml": PassingFunctions,
    "descriptions/symbols.toml": SymbolFact,
    "doctor/launch_messages.toml": LaunchMessage,
    "doctor/machine/remarks.toml": RemarkFact,
    "doctor/ssh/log.toml": KnownLine,
    "doctor/ssh/shell.toml": KnownText,
    "inputs/file_kinds.toml": FileKind,
    "inputs/typed_texts.toml": TypedText,
    "ssh/algorithms.toml": Algorithms,
    "ssh/clients.toml": Client,
    "ssh/keywords.toml": KeywordTable,
}
VERSIONS = {f"versions/{path.name}": path.stem for path in (PACKAGE / "versions").glob("[0-9]*.toml")}
OTHERS: dict[str, Callable[[], object]] = {
    "doctor/causes.toml": known_causes,
    "programs/programs.toml": programs_table,
    "shell/shells.toml": shell.facts.load,
    "synonyms.toml": synonyms,
}
FILES = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.toml"))


def values(file: str) -> dict[str, Any]:
    """Return the content of a file; a table or version that extends another one is complete."""
    if file in VERSIONS:
        return dict(versions.read(VERSIONS[file]))
    content = tomllib.loads((PACKAGE / file).read_text())
    return {name: row for name, row in content.items() if not (isinstance(row, dict) and "extends" in row)}


def read(file: str, content: Mapping[str, Any]) -> object:
    if file in ROWS:
        return tables.read_rows(ROWS[file], file, content)
    return tables.read(Version if file in VERSIONS else RECORDS[file], file, content)


def test_the_data_that_rkconf_reads_are_those_of_the_tables() -> None:
    assert fact_tables.PATH.read_text() == fact_tables.made(), "a table has changed: run `pytest --accept`"


def test_every_file_of_facts_has_a_type() -> None:
    assert sorted([*RECORDS, *ROWS, *VERSIONS, *OTHERS]) == FILES


@pytest.mark.parametrize("file", FILES)
def test_every_table_has_the_form_of_its_record(file: str) -> None:
    assert OTHERS[file]() if file in OTHERS else read(file, values(file))


def places(content: Any, *path: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - whatever TOML can hold
    """Yield the path to each table in a file."""
    if isinstance(content, dict):
        yield path
    children = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, child in children:
        yield from places(child, *path, key)


def broken(content: Any, path: tuple[Any, ...]) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """Return a copy with a misspelt field of a wrong type in the table at ``path``."""
    if not path:
        return {**content, "misspelt": [[]]}
    first, *rest = path
    copied = dict(content) if isinstance(content, dict) else list(content)
    copied[first] = broken(copied[first], tuple(rest))
    return copied


@pytest.mark.parametrize("file", [file for file in FILES if file not in OTHERS])
def test_an_error_names_the_file_the_table_and_the_field(file: str) -> None:
    content = values(file)
    for path in places(content):
        table = ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)
        with pytest.raises(TableError) as error:
            read(file, broken(content, path))
        assert str(error.value).startswith(f"{file}: [{table}] misspelt: " if table else f"{file}: misspelt: ")


@record
class Inner:
    kind: ValueKind
    least: int = 0


@record
class Outer:
    name: str
    inner: Inner | None = None
    word: Literal["a", "b"] = "a"
    texts: tuple[str, ...] = ()
    switch: bool = False


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param({"inner": {}}, "[row.inner] kind: this field is missing", id="a missing field"),
        pytest.param({"x": 1}, "[row] x: this field is unknown", id="an unknown field"),
        pytest.param({"inner": {"kind": "sport"}}, "[row.inner] kind: 'sport' is not one of switch", id="an enum"),
        pytest.param({"word": "c"}, "[row] word: 'c' is not one of a, b", id="a literal"),
        pytest.param({"inner": {"kind": "port", "least": "1"}}, "[row.inner] least: '1' is not a whole", id="a number"),
        pytest.param({"inner": {"kind": "port", "least": True}}, "[row.inner] least: True is not a", id="a boolean"),
        pytest.param({"switch": 0}, "[row] switch: 0 is not true or false", id="a switch"),
        pytest.param({"texts": "a"}, "[row] texts: 'a' is not a list", id="a list"),
        pytest.param({"texts": ["a", 1]}, "[row.texts] 2: 1 is not a string", id="an element of a list"),
        pytest.param({"inner": 1}, "[row] inner: 1 is not a table", id="a table"),
        pytest.param(1, "row: 1 is not a table", id="a row"),
    ],
)
def test_each_wrong_value_has_its_message(content: object, message: str) -> None:
    with pytest.raises(TableError) as error:
        tables.read_rows(Outer, "x.toml", {"row": content})
    assert str(error.value).startswith(f"x.toml: {message}")


def test_a_record_is_complete_and_cannot_be_changed() -> None:
    rows = tables.read_rows(Outer, "x.toml", {"row": {"inner": {"kind": "port"}, "texts": ["a"]}})
    assert dict(rows) == {"row": Outer("row", Inner(ValueKind.PORT), texts=("a",))}
    with pytest.raises(TypeError):
        rows["row"] = rows["row"]  # type: ignore[index]  # that is the point


DOCUMENTED = (*RECORDS.values(), *ROWS.values(), Version, Programs, UnixShell, WindowsShell)


def records(kind: Any) -> Iterator[type[Any]]:  # noqa: ANN401 - a type as an annotation gives it
    """Yield the records in a type."""
    if is_record(kind) and isinstance(kind, type):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from records(hint)
    for hint in get_args(kind):
        yield from records(hint)


@pytest.mark.parametrize("kind", dict.fromkeys(each for kind in DOCUMENTED for each in records(kind)))
def test_every_field_of_a_record_is_documented(kind: type[Any]) -> None:
    classes = [ast.parse(inspect.getsource(each)).body[0] for each in kind.__mro__ if is_record(each)]
    pairs = [pair for each in classes if isinstance(each, ast.ClassDef) for pair in pairwise(each.body)]
    documented = {
        field.target.id
        for field, text in pairs
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr)
    }
    assert documented == {field.name for field in fields(kind)}


@pytest.mark.parametrize("kind", ValueKind)
def test_every_kind_of_value_is_used(kind: ValueKind) -> None:
    of_options = {fact.value.kind for client in clients().values() for fact in client.options.values() if fact.value}
    assert kind in of_options | {keyword.value.kind for keyword in keywords().values()}


def test_every_client_has_programs() -> None:
    assert programs_table().clients.keys() == clients().keys()


def test_a_keyword_belongs_to_the_client_or_to_the_server() -> None:
    assert not keywords().keys() & server_keywords()


def test_every_option_with_the_meaning_of_a_keyword_names_a_known_one() -> None:
    named = {fact.keyword for client in clients().values() for fact in client.options.values() if fact.keyword}
    assert named <= {keyword.name for keyword in keywords().values()}


@pytest.mark.parametrize("name", AlgorithmList)
def test_an_algorithm_is_in_one_list_only(name: AlgorithmList) -> None:
    found = algorithms(name)
    assert len({*found.known, *found.later, *found.gone}) == sum(map(len, (found.known, found.later, found.gone)))


def test_a_wrong_shell_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"x": {"kind": "windows", "longest": "many"}}
    monkeypatch.setattr(tables, "content", lambda _: broken)
    with pytest.raises(TableError, match=r"shell/shells\.toml: \[x\] longest: 'many' is not a whole number"):
        shell.facts.load.__wrapped__()
    broken["x"]["kind"] = "other"
    with pytest.raises(TableError, match=r"shell/shells\.toml: \[x\] kind: 'other' is not one of unix, windows"):
        shell.facts.load.__wrapped__()


def test_a_wrong_program_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    content = tomllib.loads((PACKAGE / "programs" / "programs.toml").read_text())
    content["handing_on"]["env"]["operands"] = "two"
    monkeypatch.setattr(tables, "content", lambda _: content)
    with pytest.raises(TableError, match=r"programs/programs\.toml: \[handing_on\.env\] operands: 'two' is not"):
        programs_table.__wrapped__()
