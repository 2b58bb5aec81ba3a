"""The public API: its names, its arguments, and its errors."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import rkconf
from tests.api_inputs import DIRECT, WORKBENCH
from tests.conftest import SAMPLES, Golden, Program
from tests.documentation.api import declared
from tests.documentation.declarations import members

PROGRAM = """\
from pathlib import Path
from typing import assert_type

import rkconf

found = rkconf.lint(Path("init.m"), version="5.2", local_shell="dash", select=["RK3"])
assert_type(found, tuple[rkconf.Diagnostic, ...])
for each in found:
    print(each.severity is rkconf.Severity.ERROR, each.line + each.column, str(each), each.as_dict()["code"])
    if each.fix:
        assert_type(rkconf.apply(each.source, each.fix.edits), bytes)

repair = rkconf.fix(rkconf.Command(launch="ssh"), unsafe=True, select="RK3", min_severity="warning")
assert_type(repair.data, bytes)
assert_type(repair.command, rkconf.Command | None)
assert_type(rkconf.report(b"", form="sarif", ignore=["RK012"]), str)
print(rkconf.report_data(b"")["summary"])
assert_type(rkconf.setup(Path("kernels.toml"), version="7").files, tuple[rkconf.File, ...])
assert_type(rkconf.render("[[kernels]]", version="7", form="dialog"), str)
assert_type(rkconf.convert(b"", to="7"), rkconf.Conversion)
assert_type(rkconf.extract(Path("init.m")).specification, rkconf.Specification)
assert_type(rkconf.trace(rkconf.Command(launch="ssh"), values={"linkname": "1"}), tuple[rkconf.Trace, ...])

machines: rkconf.Machines = {"version": "6", "remote_shell": None}
try:
    rkconf.trace("", "skye", **machines)
except rkconf.RejectedError as error:
    assert_type(error.diagnostics, tuple[rkconf.Diagnostic, ...])
except rkconf.RkconfError:
    pass
try:
    rkconf.lint("ssh skye.local math")
except rkconf.UsageError as wrong:
    print(wrong)
"""


def test_what_is_public_has_these_names_and_signatures(golden: Golden) -> None:
    golden(SAMPLES / "api.txt", "".join(f"{line}\n" for line in declared()))


@pytest.mark.parametrize("name", [name for name in rkconf.__all__ if inspect.isclass(getattr(rkconf, name))])
def test_every_member_of_what_is_public_is_explained(name: str) -> None:
    assert [member.name for member in members(getattr(rkconf, name)) if not member.text] == []


def test_whatever_is_public_can_be_listed_and_imported() -> None:
    names: dict[str, object] = {}
    exec("from rkconf import *", names)  # noqa: S102 - as a program writes it
    assert names.keys() - {"__builtins__"} == set(rkconf.__all__) == set(dir(rkconf))


def test_nothing_else_is_there() -> None:
    with pytest.raises(AttributeError, match="'rkconf' has no attribute 'lnit'"):
        rkconf.lnit  # type: ignore[attr-defined]  # noqa: B018 - that is what is tested


def test_a_small_program_passes_mypy_strict(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "program.py"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.stdout == "Success: no issues found in 1 source file\n"


def loaded(program: str) -> set[str]:
    """Return the modules that a program loads, and an empty one does not."""
    after, empty = (
        subprocess.check_output([sys.executable, "-c", f"{text}\nimport sys; print(*sys.modules)"], text=True)
        for text in (program, "")
    )
    return set(after.split()) - set(empty.split())


def test_to_import_it_loads_nothing_else() -> None:
    assert loaded("import rkconf") == {"rkconf"}


@pytest.mark.parametrize(
    ("program", "unneeded"),
    [
        pytest.param("import rkconf; rkconf.lint", {"pydantic", "argparse", "rkconf.cli"}, id="a function looked up"),
        pytest.param(
            f"import rkconf, pathlib; rkconf.lint(pathlib.Path({str(WORKBENCH)!r}))", {"pydantic"}, id="a file checked"
        ),
    ],
)
def test_nothing_is_loaded_before_it_is_needed(program: str, unneeded: set[str]) -> None:
    assert unneeded & loaded(program) == set()


def test_a_function_stays_a_function_when_the_command_line_runs(rkconf: Program) -> None:
    import rkconf as package

    rkconf("lint", str(WORKBENCH))
    rkconf("render", str(DIRECT), "--version", "7")
    rkconf("setup", str(DIRECT), "--version", "7")
    verbs = (package.lint, package.fix, package.render, package.setup, package.convert, package.extract, package.trace)
    assert all(inspect.isfunction(verb) for verb in verbs)
