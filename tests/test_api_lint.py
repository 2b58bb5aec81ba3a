"""The public functions that check: ``lint``, its report, and ``fix``."""

import json
from pathlib import Path
from typing import Any

import pytest

import rkconf
from rkconf.reporters import FORMATS
from tests.api_inputs import GOOD, WORKBENCH
from tests.conftest import Program


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
