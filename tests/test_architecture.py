"""The promises of ARCHITECTURE.md, checked on the code."""

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from rkconf.rules import RULES
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.checkout

PACKAGE = CHECKOUT / "rkconf"
MODULES = sorted(PACKAGE.rglob("*.py"))
FACTS = sorted(PACKAGE.rglob("*.toml"))
LONGEST_FILE = 300

_VERSION = re.compile(r"5\.[0-9]|[5-9](\.0)?|1[0-9](\.[0-9]+)?")
_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+|\(\?>")
_PATH = re.compile(r"`([\w./-]+(?:/|\.(?:py|toml|md|lark|json)))`")


def named(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield every constant that is not a docstring."""
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documents)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_code_never_asks_which_version_it_is(path: Path) -> None:
    written = [node for node in literals(ast.parse(path.read_text())) if isinstance(node.value, str | float)]
    assert [(node.lineno, node.value) for node in written if _VERSION.fullmatch(str(node.value))] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_pattern_needs_a_possessive_group(path: Path) -> None:
    """Python 3.11.0 to 3.11.4 matches them wrongly; a single possessive character is fine."""
    written = [node for node in literals(ast.parse(path.read_text())) if isinstance(node.value, str)]
    assert [(node.lineno, node.value) for node in written if _POSSESSIVE_GROUP.search(str(node.value))] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_file_has_one_reason_to_exist_and_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_no_class_name_means_two_things() -> None:
    places: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name.lstrip("_"), []).append(named(path))
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_private_function_is_used_in_its_module(path: Path) -> None:
    text = path.read_text()
    private = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) if node.name[0] == "_"]
    unused = [name for name in private if len(re.findall(rf"\b{name}\b", text)) == 1 and not name.startswith("__")]
    assert unused == []


def test_every_rule_module_is_in_the_table() -> None:
    modules = {path.stem.replace("_", "-") for path in (PACKAGE / "rules").glob("*.py") if path.stem != "__init__"}
    assert modules == {rule.name for rule in RULES}


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_path_that_a_document_names_exists(name: str) -> None:
    paths = set(_PATH.findall((CHECKOUT / name).read_text()))
    assert paths
    assert {path for path in paths if not any((root / path).exists() for root in (CHECKOUT, PACKAGE))} == set()


def test_dependencies_point_down_only() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_the_wheel_holds_every_grammar_schema_and_table_of_facts(tmp_path: Path) -> None:
    wheel = next(WheelBuilder(str(CHECKOUT)).build(directory=str(tmp_path), versions=["standard"]))
    data = [path for folder in ("grammar", "schemas") for path in (CHECKOUT / folder).iterdir()]
    modules = (*FACTS, *MODULES, PACKAGE / "facts.json", PACKAGE / "py.typed")
    expected = {f"rkconf/{named(path)}" for path in data} | {named(path) for path in modules}
    assert expected - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_every_dependency_has_a_reason() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text()
    _, _, dependencies = text.partition("\ndependencies = [")
    names = re.compile(r'"([a-z-]+)').findall(dependencies.partition("]")[0])
    reasons = (CHECKOUT / "ARCHITECTURE.md").read_text()
    assert names
    assert [name for name in names if f"| `{name}` |" not in reasons] == []


_RUN_BYTES = {"pickle", "_pickle", "marshal", "shelve", "dill", "joblib", "runpy", "code", "imp"}
"""Modules that make objects, or run code, of stored bytes."""
_RUN_TEXT = {"eval", "exec", "__import__"}


def _unsafe(tree: ast.Module) -> set[str]:
    """Return the names in a module by which it could make objects, or run code, of stored bytes."""
    return {name for node in ast.walk(tree) for name in _named_by(node)} & (_RUN_BYTES | _RUN_TEXT)


def _named_by(node: ast.AST) -> Iterator[str]:
    """Yield the modules that a node imports and the functions that it names, also those of an object."""
    match node:
        case ast.Import(names=names):
            yield from (name.name.partition(".")[0] for name in names)
        case ast.ImportFrom(module=module, names=names):
            yield from (module or "", *(name.name for name in names))
        case ast.Call(func=ast.Name(id="compile")):
            yield "exec"
        case ast.Call(
            func=ast.Name(id="import_module") | ast.Attribute(attr="import_module"), args=[ast.Constant(name)]
        ):
            yield str(name)
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in _RUN_TEXT:
            yield name


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_makes_objects_or_runs_code_of_stored_bytes(path: Path) -> None:
    assert _unsafe(ast.parse(path.read_text())) == set()


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "import _pickle as fast",
        "from pickle import loads",
        "import_module('pickle').loads(data)",
        "importlib.import_module('marshal')",
        "eval(data)",
        "compile(data, '', 'exec')",
        "builtins.eval(data)",
        "from builtins import exec",
        "run = exec",
        "__import__(name)",
    ],
)
def test_the_ways_to_run_stored_bytes_are_known(text: str) -> None:
    assert _unsafe(ast.parse(text))


def test_neither_lark_nor_pydantic_is_needed_to_print_help() -> None:
    for words in (["--version"], ["--help"], ["rules"], ["explain", "RK302"], ["lint", "--help"]):
        code = f"import sys; from rkconf.cli import main; main({words}); print(*sys.modules, file=sys.stderr)"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert {"lark", "pydantic"} & set(run.stderr.split()) == set(), words


def test_the_version_is_printed_without_reading_a_table() -> None:
    # The modules that the start of Python has imported, for example for an editable install, are not rkconf's.
    code = (
        "import sys; before = {*sys.modules}; from rkconf.cli import main; main(['--version']);"
        "print(*{*sys.modules} - before, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"tomllib", "argparse", "typing", "re", "rkconf.tables"} & set(run.stderr.split()) == set()


def test_checking_a_file_of_the_front_end_imports_nothing_heavy() -> None:
    code = (
        "import sys; from rkconf.cli import main; main(['lint', 'samples/frontend/clean.m']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    absent = {"lark", "pydantic", "pathspec", "dataclasses", "inspect", "difflib", "shutil"}
    absent |= {"rkconf.entries.nesting", "rkconf.fixes", "rkconf.ignores"}
    assert absent & set(run.stderr.split()) == set()


@pytest.mark.parametrize("words", [["extract"], ["convert", "--from", "5.2", "--to", "7", "--diff"]])
def test_kernels_of_the_front_end_need_no_pydantic(words: list[str]) -> None:
    words = [*words, "samples/frontend/clean.m"]
    code = f"import sys; from rkconf.cli import main; main({words}); print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert "rkconf.spec.model" in run.stderr
    assert {"pydantic", "pydantic_core"} & set(run.stderr.split()) == set()


def test_no_measurement_left_a_file_at_the_top() -> None:
    files = [path for path in CHECKOUT.iterdir() if path.is_file() and not path.name.startswith(".")]
    assert [path.name for path in files if not path.suffix and path.name not in {"LICENSE", "Containerfile"}] == []
