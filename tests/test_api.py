"""The public API: its names, its arguments, and its errors."""

import inspect
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rkconf
from rkconf.reporters import FORMATS
from rkconf.rules import RULES
from tests.conftest import SAMPLES, Golden, Program
from tests.documentation.api import declared
from tests.documentation.declarations import members
from tests.known import NEAREST, UNKNOWN

WORKBENCH = SAMPLES / "frontend" / "workbench.m"
CLEAN = SAMPLES / "frontend" / "clean.m"
DIRECT = SAMPLES / "kernels" / "direct.toml"
GOOD = (
    "ssh -o BatchMode=yes skye.local /opt/math -mathlink -LinkMode Connect -LinkProtocol TCPIP "
    "-LinkName `linkname` -LinkHost `ipaddress`"
)

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


class TestLint:
    def test_finds_what_the_command_line_finds(self, rkconf: Program) -> None:
        import rkconf as package

        report = json.loads(rkconf("lint", str(WORKBENCH), "--format", "json").out)
        found = package.lint(WORKBENCH)
        assert [(each.code, each.span.start, each.message) for each in found] == [
            (each["code"], each["start"]["offset"], each["message"]) for each in report["diagnostics"]
        ]

    @pytest.mark.parametrize(
        "source",
        [
            pytest.param(WORKBENCH, id="a path"),
            pytest.param(WORKBENCH.read_bytes(), id="bytes"),
            pytest.param(WORKBENCH.read_text(), id="a string"),
        ],
    )
    def test_a_path_and_its_text_are_the_same(self, source: rkconf.Text) -> None:
        assert [each.code for each in rkconf.lint(source)] == [each.code for each in rkconf.lint(WORKBENCH)] != []

    def test_a_text_is_reported_under_its_name(self) -> None:
        found = rkconf.lint("SetOptions[$FrontEnd", name="init.m")
        assert {each.source.name for each in found} == {"init.m"}

    def test_a_name_decides_the_kind_of_a_text(self) -> None:
        found = rkconf.lint('[[kernels]]\nname = "skye"\n', name="kernels.toml")
        assert [each.name for each in found] == ["incomplete-entry"]

    def test_a_command_needs_no_escapes(self) -> None:
        mlopen = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
        assert rkconf.lint(rkconf.Command(launch=GOOD, mlopen=mlopen)) == ()

    def test_rules_are_selected_by_code_beginning_and_name(self) -> None:
        found = rkconf.lint(WORKBENCH, select=["RK6", "insecure-rsh"], ignore=["RK604"])
        assert {each.code for each in found} == {"RK401", "RK602"}

    @pytest.mark.parametrize(("version", "expected"), [("5.2", ["RK302"]), ("7", [])])
    def test_the_version_decides(self, version: str, expected: list[str]) -> None:
        command = rkconf.Command(
            launch='ssh h m -mathlink -LinkName "`linkname`"', mlopen="-LinkMode Listen -LinkName 4001,4002"
        )
        assert [each.code for each in rkconf.lint(command, version=version, select=["RK302"])] == expected

    @pytest.mark.parametrize(("comments", "expected"), [(True, []), (False, ["RK401"])])
    def test_ignore_comments_count_unless_disabled(self, *, comments: bool, expected: list[str]) -> None:
        text = (
            "(* rkconf: ignore-file[RK401] an old network *)\n"
            'SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {"RemoteMachine"->True, "LoginScript"->"rsh h m"}}]\n'
        )
        assert [each.code for each in rkconf.lint(text, select=["RK401"], comments=comments)] == expected

    def test_no_settings_file_is_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("rkconf.toml").write_text('ignore = ["ALL"]\n')
        Path("init.m").write_bytes(WORKBENCH.read_bytes())
        assert len(rkconf.lint(Path("init.m"))) == len(rkconf.lint(WORKBENCH))

    def test_fixes_can_be_applied(self) -> None:
        source = 'SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {"RemoteMachine"->"True"}}]'
        (found,) = rkconf.lint(source, select=["wrong-type"])
        assert found.fix
        assert rkconf.apply(found.source, found.fix.edits).decode() == source.replace('"True"', "True")

    @pytest.mark.parametrize("select", ["RK6, insecure-rsh", ["RK6", "insecure-rsh"], ("RK6", "insecure-rsh")])
    def test_rules_may_be_one_string(self, select: rkconf.Rules) -> None:
        assert {each.code for each in rkconf.lint(WORKBENCH, select=select, ignore="RK604")} == {"RK401", "RK602"}

    @pytest.mark.parametrize("level", list(rkconf.Severity))
    def test_less_severe_findings_are_left_out(self, level: rkconf.Severity) -> None:
        every = rkconf.lint(WORKBENCH)
        expected = [str(each) for each in every if each.severity.rank >= level.rank]
        assert [str(each) for each in rkconf.lint(WORKBENCH, min_severity=level)] == expected

    def test_a_diagnostic_has_its_line_and_column(self) -> None:
        (found,) = rkconf.lint(WORKBENCH, select="RK303")
        assert (found.line, found.column) == (28, 52)
        assert (found.as_dict()["start"]["line"], found.as_dict()["start"]["column"]) == (28, 52)

    def test_a_diagnostic_as_text_is_the_line_of_the_report(self, rkconf: Program) -> None:
        import rkconf as package

        lines = rkconf("lint", str(WORKBENCH), "--select", "RK303,RK401,RK602", "--format", "concise").out.splitlines()
        assert [str(each) for each in package.lint(WORKBENCH, select="RK303,RK401,RK602")] == lines

    def test_a_password_is_in_no_text_of_a_diagnostic(self) -> None:
        found = rkconf.lint(rkconf.Command(launch="sshpass -p hunter2 ssh h m -mathlink"))
        assert any(each.code == "RK402" for each in found)
        assert "hunter2" not in "".join(f"{each}{each.as_dict()}" for each in found)


class TestReport:
    @pytest.mark.parametrize("form", FORMATS)
    def test_reports_what_the_command_line_reports(self, form: Any, rkconf: Program) -> None:  # noqa: ANN401 - a Literal
        import rkconf as package

        printed = rkconf("lint", str(WORKBENCH), "--format", form).out
        # The last line names the next command, which depends on the words of the command line.
        expected = printed.partition("\nNext: ")[0].rstrip("\n") if form == "full" else printed.rstrip("\n")
        assert package.report(WORKBENCH, form=form).rstrip("\n") == expected

    def test_the_data_are_those_of_the_json_report(self) -> None:
        data = rkconf.report_data(WORKBENCH, select="RK1", min_severity="warning")
        assert data == json.loads(rkconf.report(WORKBENCH, select="RK1", min_severity="warning"))
        assert data["diagnostics"]


class TestFix:
    @pytest.mark.parametrize("unsafe", [False, True])
    def test_writes_what_the_command_line_writes(self, *, unsafe: bool, rkconf: Program, tmp_path: Path) -> None:
        import rkconf as package

        path = tmp_path / "init.m"
        path.write_bytes(WORKBENCH.read_bytes())
        repair = package.fix(path, unsafe=unsafe)
        assert path.read_bytes() == WORKBENCH.read_bytes() != repair.data
        rkconf("lint", str(path), "--fix-only", *(["--unsafe-fixes"] if unsafe else []))
        assert path.read_bytes() == repair.data
        assert [str(each) for each in repair.left] == [str(each) for each in package.lint(path)]

    def test_only_the_selected_findings_are_fixed(self) -> None:
        assert {each.code for each in rkconf.fix(WORKBENCH, select="RK303").made} == {"RK303"}
        assert rkconf.fix(rkconf.Command(launch="ssh h ./m -mathlink"), select="RK407", min_severity="error").made == ()

    def test_a_command_stays_a_command(self) -> None:
        given = rkconf.Command(launch="ssh h ./m -mathlink -LinkMode Listen", mlopen="-LinkMode Connect")
        repair = rkconf.fix(given, select="RK102")
        assert repair.command == rkconf.Command(
            launch="ssh h ./m -mathlink -LinkMode Connect", mlopen="-LinkMode Listen"
        )
        assert repair.data == b"ssh h ./m -mathlink -LinkMode Connect\n-LinkMode Listen\n"


class TestSetup:
    def test_has_the_files_that_the_command_line_writes(self, rkconf: Program, tmp_path: Path) -> None:
        import rkconf as package

        rkconf("setup", str(DIRECT), "--version", "7", "--output", str(tmp_path / "made"))
        files = package.setup(DIRECT, version="7").files
        assert {file.path: file.text for file in files} == {
            str(path.relative_to(tmp_path / "made")): path.read_text()
            for path in (tmp_path / "made").rglob("*")
            if path.is_file()
        }

    def test_a_specification_that_cannot_work_is_refused(self) -> None:
        with pytest.raises(rkconf.RejectedError):
            rkconf.setup("[[kernels]]", version="7")


class TestRender:
    @pytest.mark.parametrize("form", ["wl", "wl-all", "dialog", "json"])
    def test_writes_what_the_command_line_writes(self, form: Any, rkconf: Program) -> None:  # noqa: ANN401 - a Literal
        import rkconf as package

        printed = rkconf("render", str(DIRECT), "--version", "7", "--as", form).out
        assert package.render(DIRECT, version="7", form=form) == printed

    def test_writes_only_what_is_named(self) -> None:
        many = SAMPLES / "kernels" / "many.toml"
        names = [kernel["name"] for kernel in json.loads(rkconf.render(many, version="7", form="json"))["kernels"]]
        alone = json.loads(rkconf.render(many, version="7", names=names[1:2], form="json"))
        assert [kernel["name"] for kernel in alone["kernels"]] == names[1:2] != names

    def test_a_specification_that_cannot_work_reports_every_problem(self) -> None:
        with pytest.raises(rkconf.RejectedError) as caught:
            rkconf.render("[[kernels]]\n[[kernels]]\n", version="7", name="k.toml")
        assert str(caught.value) == "k.toml:1:1: name is missing (RK006) (and 1 more)"
        assert [each.name for each in caught.value.diagnostics] == ["incomplete-entry"] * 2

    def test_the_error_travels_between_processes(self) -> None:
        with pytest.raises(rkconf.RejectedError) as caught:
            rkconf.render("[[kernels]]", version="7")
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own


class TestConvert:
    def test_writes_what_the_command_line_writes(self, rkconf: Program) -> None:
        import rkconf as package

        printed = rkconf("convert", str(WORKBENCH), "--from", "5.2", "--to", "7")
        conversion = package.convert(WORKBENCH, version="5.2", to="7")
        assert conversion.data == printed.raw
        assert len(conversion.notes) == printed.err.count(": note: ") > 0

    def test_a_file_of_parallel_kernels_has_a_version(self) -> None:
        text = (
            'Needs["Parallel`"]\nLaunchSlave["node1", "ssh `1` math -mathlink `4` -linkname `2` > /dev/null 2>&1 &"]\n'
        )
        assert b"RemoteMachine" in rkconf.convert(text, to="7").data

    def test_a_loss_is_not_an_error(self) -> None:
        text = '{RemoteMachine["node1", 2]}'
        assert rkconf.convert(text, version="7", to="6").losses

    def test_a_specification_that_cannot_work_is_refused(self) -> None:
        with pytest.raises(rkconf.RejectedError):
            rkconf.convert("[[kernels]]", name="k.toml", to="7")


class TestExtract:
    def test_writes_what_the_command_line_writes(self, rkconf: Program) -> None:
        import rkconf as package

        assert package.extract(CLEAN).toml == rkconf("extract", str(CLEAN)).out

    def test_what_is_extracted_can_be_rendered(self) -> None:
        extraction = rkconf.extract(CLEAN, version="7", names=["harbour"])
        assert "harbour.example.org" in rkconf.render(extraction.toml)


class TestTrace:
    def test_follows_a_kernel_of_a_file(self) -> None:
        (found,) = rkconf.trace(WORKBENCH, "harbour", local_shell="bash", remote_shell="bash")
        assert found.outcome is rkconf.Outcome.FAILS
        assert [step.reader for step in found.steps][:2] == [rkconf.Reader.FRONT_END] * 2

    def test_follows_what_a_specification_becomes(self) -> None:
        (found,) = rkconf.trace(DIRECT, version="7", local_shell="bash", remote_shell="bash")
        assert found.outcome is rkconf.Outcome.RUNS

    def test_a_specification_that_cannot_work_is_refused(self) -> None:
        with pytest.raises(rkconf.RejectedError):
            rkconf.trace("[[kernels]]", name="k.toml")

    def test_a_template_gets_its_host_beside_what_is_given(self) -> None:
        text = '[[parallel]]\nname = "g1"\nhost = "node1"\nkernel = "./math.sh"\n'
        found = rkconf.trace(text, "g1", name="k.toml", values={"3": "anna"})
        assert [(each.host, each.user) for step in found[0].steps if (each := step.connection)] == [("node1", "anna")]

    def test_placeholders_have_the_values_that_are_given(self) -> None:
        found = rkconf.trace(rkconf.Command(launch=GOOD), values={"linkname": "4001@10.0.0.5,4002@10.0.0.5"})
        assert all("4001@10.0.0.5,4002@10.0.0.5" in found[0].steps[-1].text for found in [found])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda: rkconf.lint(Path("missing.m")), "missing.m: no such file", id="a missing file"),
        pytest.param(lambda: rkconf.lint(SAMPLES), "this is a folder", id="a folder"),
        pytest.param(lambda: rkconf.lint(GOOD), r"pass Command\(launch=", id="a command that is a string"),
        pytest.param(lambda: rkconf.fix(GOOD), r"pass Command\(launch=", id="a command to fix that is a string"),
        pytest.param(lambda: rkconf.trace(GOOD), r"pass Command\(launch=", id="a command to trace that is a string"),
        pytest.param(lambda: rkconf.lint("-LinkMode Listen"), r"pass Command\(mlopen=", id="arguments to MLOpen"),
        pytest.param(lambda: rkconf.lint("[[kernels]]"), "name='kernels.toml'", id="a specification without a name"),
        pytest.param(lambda: rkconf.lint("", min_severity="fatal"), "known: error, warning", id="no severity"),
        pytest.param(lambda: rkconf.lint("", select="RK3,x"), "no rule 'x'", id="no rule, in a string"),
        pytest.param(lambda: rkconf.report("", form="xml"), "unknown form 'xml'", id="no form of a report"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.setup(DIRECT), "give version=", id="no version to set up for"),
        pytest.param(lambda: rkconf.setup(DIRECT, version="7", names=["sky"]), "no kernel named 'sky'", id="no name"),
        pytest.param(lambda: rkconf.lint("init.m"), r"give Path\('init.m'\)", id="a path that is a string"),
        pytest.param(lambda: rkconf.lint(b"\0\1"), "this is binary data", id="binary data"),
        pytest.param(lambda: rkconf.lint(b"\xff\xfea\0"), "save it as UTF-8", id="UTF-16"),
        pytest.param(lambda: rkconf.lint("", version=UNKNOWN), NEAREST, id="an unknown version"),
        pytest.param(lambda: rkconf.lint("", kernel_version="3"), "unknown version", id="an unknown kernel"),
        pytest.param(lambda: rkconf.lint("", local_shell="powershell"), "known: sh, dash", id="an unknown local shell"),
        pytest.param(lambda: rkconf.lint("", remote_shell="cmd"), "unknown shell 'cmd'", id="an unknown login shell"),
        pytest.param(lambda: rkconf.lint("", select=["RK999"]), "no rule 'RK999'", id="an unknown rule to select"),
        pytest.param(lambda: rkconf.lint("", ignore=["x"]), "no rule 'x'", id="an unknown rule to ignore"),
        pytest.param(lambda: rkconf.lint(rkconf.Command()), "a Command needs launch", id="an empty command"),
        pytest.param(
            lambda: rkconf.lint(rkconf.Command(launch="a", parallel="b")), "or else parallel", id="two commands"
        ),
        pytest.param(lambda: rkconf.render(DIRECT), "give version=", id="no version to write for"),
        pytest.param(lambda: rkconf.render(DIRECT, version="7", names=["sky"]), "no kernel named 'sky'", id="no name"),
        pytest.param(lambda: rkconf.render(DIRECT, version="7", form="xml"), "unknown form 'xml'", id="no form"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.convert("", to=UNKNOWN), "unknown version", id="no version to convert to"),
        pytest.param(lambda: rkconf.extract(CLEAN, names=["sky"]), "no kernel named 'sky'", id="no kernel to extract"),
        pytest.param(lambda: rkconf.extract(DIRECT), "already a specification", id="nothing to extract"),
        pytest.param(lambda: rkconf.trace(WORKBENCH), "several kernels", id="several kernels to trace"),
        pytest.param(lambda: rkconf.trace(""), "no kernel has a launch command", id="no kernel to trace"),
        pytest.param(
            lambda: rkconf.trace(rkconf.Command(launch="x"), values={"linknam": "1"}),
            "unknown placeholder 'linknam'",
            id="an unknown placeholder",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line(call: Any, message: str) -> None:  # noqa: ANN401 - calls of all kinds
    with pytest.raises(rkconf.RkconfError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "call", [lambda: rkconf.lint(GOOD), lambda: rkconf.lint("", select="x"), lambda: rkconf.lint("", version=UNKNOWN)]
)
def test_wrong_usage_has_its_own_error(call: Any) -> None:  # noqa: ANN401 - calls of all kinds
    with pytest.raises(rkconf.UsageError):
        call()


def test_a_command_in_a_file_is_wrong_usage(tmp_path: Path) -> None:
    path = tmp_path / "s1.txt"
    path.write_text(GOOD)
    with pytest.raises(rkconf.UsageError, match=r"pass Command\(launch=Path\("):
        rkconf.lint(path)


def test_a_misspelt_keyword_is_the_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'verson'"):
        rkconf.lint("", verson="7")  # type: ignore[call-arg]  # that is what is tested


def test_any_string_can_be_checked() -> None:
    assert rkconf.lint("\ud800 \udcff \x00"[:3]) == ()


def test_every_rule_can_be_named() -> None:
    codes = [each.code for each in rkconf.lint(WORKBENCH)]
    assert [each.code for each in rkconf.lint(WORKBENCH, select=[rule.name for rule in RULES])] == codes
