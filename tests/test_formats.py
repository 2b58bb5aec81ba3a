"""Every format reports the same about one file, in the form that its readers publish."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import junitparser
import pytest

from rkconf.diagnostics import Applicability, Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.record import replace
from rkconf.reporters import FORMATS, Paint, Report, reporter
from rkconf.reporters.schema import ReportedDiagnostic
from rkconf.rules import RULES
from rkconf.source import Source, Span
from tests.conftest import SAMPLES, Golden, Program
from tests.forms import GITLAB, SARIF

FOLDER = SAMPLES / "reports"


def sample(form: str) -> Path:
    """Return the sample of a format: the file of its name, or `report` with its name as the ending."""
    report = FOLDER / f"report.{form}"
    return next(FOLDER.glob(f"{form}.*"), report if report.exists() else FOLDER / f"{form}.txt")


@pytest.fixture
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


HERE = Span(4, 7)


def found(  # noqa: PLR0913 - a diagnostic has as many sides
    message: str = "said",
    *,
    path: str = "init.m",
    data: bytes = b"one\ntwo three\n",
    span: Span = HERE,
    severity: Severity = Severity.ERROR,
    entry: str | None = "skye",
    advice: str = "",
    fix: Fix | None = None,
    suppressed: str | None = None,
) -> Diagnostic:
    return Diagnostic(
        "RK102", "link-mode", severity, message, Source(path, data), span, entry, advice, fix, suppressed=suppressed
    )


def render(form: str, *diagnostics: Diagnostic, **rest: Any) -> str:  # noqa: ANN401 - what a report may have
    paths = tuple(dict.fromkeys(each.source.name for each in diagnostics))
    return reporter(form)(Report(diagnostics, **{"paths": paths, "entries": 1, **rest}), Paint())


class TestSamples:
    """``samples/reports`` holds one file and what every format makes of it."""

    pytestmark = pytest.mark.usefixtures("_in_the_folder")

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_report_is_as_its_sample_shows(self, rkconf: Program, golden: Golden, form: str) -> None:
        golden(sample(form), rkconf("lint", "init.m", "--format", form).raw)

    def test_statistics(self, rkconf: Program, golden: Golden) -> None:
        golden(FOLDER / "statistics.txt", rkconf("lint", "init.m", "--statistics").raw)

    def test_colours(self, rkconf: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        golden(FOLDER / "full-coloured.txt", rkconf("lint", "init.m").raw)


class TestAllAlike:
    @pytest.mark.parametrize("form", FORMATS)
    @pytest.mark.parametrize(
        ("words", "status"),
        [
            pytest.param(["init.m"], 1, id="an error"),
            pytest.param(["init.m", "--fail-on", "never"], 0, id="an error that may be"),
            pytest.param(["init.m", "--exit-zero"], 0, id="an error with --exit-zero"),
            pytest.param(["init.m", "--select", "RK108"], 0, id="a warning"),
            pytest.param(["init.m", "--select", "RK108", "--fail-on", "warning"], 1, id="a warning that may not be"),
            pytest.param(["init.m", "nowhere.m"], 2, id="a file that is not there"),
        ],
    )
    @pytest.mark.usefixtures("_in_the_folder")
    def test_the_exit_status(self, rkconf: Program, form: str, words: list[str], status: int) -> None:
        assert rkconf("lint", *words, "--format", form).status == status

    @pytest.mark.parametrize("form", FORMATS)
    def test_nothing_is_a_report_too(self, rkconf: Program, form: str) -> None:
        outcome = rkconf("lint", "-", "--stdin-filename", "init.m", "--format", form)
        assert (outcome.status, outcome.err) == (0, "")

    @pytest.mark.parametrize("form", [form for form in FORMATS if form not in {"json", "sarif", "junit"}])
    def test_suppressed_findings_are_not_reported(self, form: str) -> None:
        hidden = render(form, found("hidden", suppressed="known"), found("seen", severity=Severity.INFO))
        assert "hidden" not in hidden
        assert "seen" in hidden

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_path_that_is_not_text_causes_no_trouble(self, form: str) -> None:
        render(form, found(path="b\udcffd.m")).encode(errors="surrogateescape")


class TestJson:
    def test_a_line_of_jsonl_is_a_diagnostic_of_json(self) -> None:
        diagnostics = (found("one"), found("two\nlines"))
        lines = [json.loads(line) for line in render("jsonl", *diagnostics).splitlines()]
        assert lines == json.loads(render("json", *diagnostics))["diagnostics"]
        for line in lines:
            jsonschema.validate(line, ReportedDiagnostic.model_json_schema(mode="serialization"))

    def test_what_is_suppressed_is_counted(self) -> None:
        report = json.loads(render("json", found(), found(suppressed="known")))
        assert len(report["diagnostics"]) == report["summary"]["suppressed"] == 1


def sarif(*diagnostics: Diagnostic, **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - as render
    log = json.loads(render("sarif", *diagnostics, **rest))
    jsonschema.Draft7Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


class TestSarif:
    def test_the_sample_has_the_published_form(self) -> None:
        log = json.loads(sample("sarif").read_text())
        jsonschema.validate(log, SARIF)
        (run,) = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [
            each["ruleId"] for each in run["results"]
        ]

    def test_an_empty_run_has_the_published_form(self) -> None:
        assert sarif()["results"] == []

    @pytest.mark.parametrize(
        ("path", "location"),
        [
            pytest.param("init.m", {"uri": "init.m", "uriBaseId": "%SRCROOT%"}, id="beside"),
            pytest.param("./sub/init.m", {"uri": "sub/init.m", "uriBaseId": "%SRCROOT%"}, id="below"),
            pytest.param("my init.m", {"uri": "my%20init.m", "uriBaseId": "%SRCROOT%"}, id="a blank"),
            pytest.param("100%#?.m", {"uri": "100%25%23%3F.m", "uriBaseId": "%SRCROOT%"}, id="signs of URIs"),
            pytest.param("a:b.m", {"uri": "a%3Ab.m", "uriBaseId": "%SRCROOT%"}, id="what looks like a scheme"),
            pytest.param("渚.m", {"uri": "%E6%B8%9A.m", "uriBaseId": "%SRCROOT%"}, id="other letters"),
            pytest.param("b\udcffd.m", {"uri": "b%FFd.m", "uriBaseId": "%SRCROOT%"}, id="no text"),
            pytest.param("/other place/init.m", {"uri": "file:///other%20place/init.m"}, id="elsewhere"),
            pytest.param("<stdin>", {"uri": "%3Cstdin%3E"}, id="standard input"),
        ],
    )
    def test_where_a_file_is(self, path: str, location: dict[str, str]) -> None:
        (result,) = sarif(found(path=path))["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location

    def test_a_file_above_is_absolute(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")
        (result,) = sarif(found(path="../init.m"))["results"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert Path(unquote(uri.removeprefix("file://"))).resolve() == tmp_path / "init.m"

    def test_columns_are_characters_and_offsets_bytes(self) -> None:
        (result,) = sarif(found(data="渚灯 x\ny".encode(), span=Span(7, 10)))["results"]
        assert result["locations"][0]["physicalLocation"]["region"] == {
            "startLine": 1,
            "startColumn": 4,
            "endLine": 2,
            "endColumn": 2,
            "byteOffset": 7,
            "byteLength": 3,
            "snippet": {"text": "x\ny"},
        }

    def test_nobody_wants_a_megabyte_of_snippet(self) -> None:
        (result,) = sarif(found(data=b"x" * 1_000_000, span=Span(0, 1_000_000)))["results"]
        assert "snippet" not in result["locations"][0]["physicalLocation"]["region"]

    def test_a_rule_explains_itself(self) -> None:
        (rule,) = sarif(found())["tool"]["driver"]["rules"]
        assert rule["help"]["markdown"].startswith("# RK102 link-mode\n\n")
        explanation = next(each.explanation for each in RULES if each.code == "RK102")
        assert rule["help"]["text"] == explanation.replace("``", "`")
        assert "``" in explanation

    def test_severities_are_levels(self) -> None:
        results = sarif(*(found(severity=severity) for severity in Severity))["results"]
        assert [each["level"] for each in results] == ["error", "warning", "note"]

    def test_a_fix_has_a_text_and_its_place(self) -> None:
        edits = (Edit(Span(4, 7), b"2"), Edit(Span(8, 13), b"\xff"))
        (result,) = sarif(found(fix=Fix(Applicability.UNSAFE, "write 2", edits)))["results"]
        (fix,) = result["fixes"]
        (change,) = fix["artifactChanges"]
        assert fix["description"] == {"text": "write 2"}
        assert fix["properties"] == {"applicability": "unsafe"}
        assert [each["insertedContent"] for each in change["replacements"]] == [{"text": "2"}, {"binary": "/w=="}]
        assert change["replacements"][0]["deletedRegion"]["startColumn"] == 1

    def test_a_finding_is_known_again_on_another_line(self) -> None:
        before, after = sarif(found()), sarif(found(data=b"\n\none\ntwo three\n", span=Span(6, 9)))
        assert _fingerprints(before) == _fingerprints(after)

    def test_no_two_findings_are_one(self) -> None:
        assert len(_fingerprints(sarif(found(), found(), found(suppressed="known")))) == 3

    def test_suppressed_findings_have_a_reason(self) -> None:
        settings = found(suppressed="the lab is closed")
        results = sarif(settings, replace(settings, by_comment=True), found())["results"]
        assert [each["suppressions"] for each in results] == [
            [{"kind": "external", "justification": "the lab is closed"}],
            [{"kind": "inSource", "justification": "the lab is closed"}],
            [],
        ]

    def test_unreadable_inputs_are_reported(self) -> None:
        (invocation,) = sarif(unreadable=("nowhere.m: no such file",))["invocations"]
        assert invocation["executionSuccessful"] is False
        assert [each["message"]["text"] for each in invocation["toolExecutionNotifications"]] == [
            "nowhere.m: no such file"
        ]


def _fingerprints(run: dict[str, Any]) -> set[str]:
    return {each["partialFingerprints"]["rkconf/v1"] for each in run["results"]}


class TestGitHub:
    @pytest.mark.parametrize(
        ("diagnostic", "command"),
        [
            pytest.param(
                found(),
                "::error file=init.m,line=2,endLine=2,col=1,endColumn=4,title=RK102 link-mode::said",
                id="an error",
            ),
            pytest.param(
                found(severity=Severity.WARNING, advice="do"),
                "::warning file=init.m,line=2,endLine=2,col=1,endColumn=4,title=RK102 link-mode::said%0Ado",
                id="a warning with advice",
            ),
            pytest.param(
                found(severity=Severity.INFO, span=Span(0, 7)),
                "::notice file=init.m,line=1,endLine=2,title=RK102 link-mode::said",
                id="several lines have no columns",
            ),
            pytest.param(
                found("50%, a:b\r\n::error::c", path="a,b:c%d.m"),
                "::error file=a%2Cb%3Ac%25d.m,line=2,endLine=2,col=1,endColumn=4,title=RK102 link-mode"
                "::50%25, a:b%0D%0A::error::c",
                id="what has a meaning is escaped",
            ),
            pytest.param(found(path="<launch>"), "::error title=RK102 link-mode::said", id="bare text is in no file"),
        ],
    )
    def test_commands(self, diagnostic: Diagnostic, command: str) -> None:
        assert render("github", diagnostic) == f"{command}\n"


class TestGitLab:
    def test_the_sample_has_the_published_form(self) -> None:
        issues = json.loads(sample("gitlab").read_text())
        jsonschema.validate(issues, GITLAB)
        assert len({each["fingerprint"] for each in issues}) == len(issues) > 1

    def test_paths_are_those_of_the_repository(self) -> None:
        issues = json.loads(render("gitlab", found(path="./sub//init.m")))
        jsonschema.validate(issues, GITLAB)
        assert issues[0]["location"] == {"path": "sub/init.m", "lines": {"begin": 2}}

    def test_severities(self) -> None:
        issues = json.loads(render("gitlab", *(found(severity=severity) for severity in Severity)))
        assert [each["severity"] for each in issues] == ["major", "minor", "info"]

    def test_it_knows_findings_as_sarif_does(self) -> None:
        diagnostics = (found("hidden", suppressed="known"), found())
        issues = json.loads(render("gitlab", *diagnostics))
        assert {each["fingerprint"] for each in issues} < _fingerprints(sarif(*diagnostics))

    def test_nothing_is_an_empty_list(self) -> None:
        assert json.loads(render("gitlab")) == []


def junit(*diagnostics: Diagnostic, **rest: Any) -> junitparser.JUnitXml:  # noqa: ANN401 - as render
    parsed = junitparser.JUnitXml.fromstring(render("junit", *diagnostics, **rest).encode())
    assert isinstance(parsed, junitparser.JUnitXml)
    return parsed


def cases(xml: junitparser.JUnitXml) -> Iterator[tuple[str, str, list[str]]]:
    for suite in xml:
        for case in suite:
            yield suite.name, case.name, [type(each).__name__ for each in case.result]


class TestJUnit:
    def test_a_file_is_a_suite_and_a_finding_a_case(self) -> None:
        xml = junit(found(), found(entry=None), found(path="b.m"), paths=("a.m", "init.m", "b.m"))
        assert list(cases(xml)) == [
            ("a.m", "no findings", []),
            ("init.m", "RK102 link-mode in 'skye'", ["Failure"]),
            ("init.m", "RK102 link-mode", ["Failure"]),
            ("b.m", "RK102 link-mode in 'skye'", ["Failure"]),
        ]
        assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (4, 3, 0, 0)

    def test_a_case_is_known_again_on_another_line_and_no_two_are_one(self) -> None:
        names = [name for _, name, _ in cases(junit(found(), found(span=Span(8, 13))))]
        assert names == ["RK102 link-mode in 'skye'", "RK102 link-mode in 'skye' (2)"]

    @pytest.mark.parametrize(
        ("threshold", "failures"),
        [
            pytest.param(Severity.ERROR, 1, id="errors"),
            pytest.param(Severity.INFO, 3, id="everything"),
            pytest.param(None, 0, id="nothing"),
        ],
    )
    def test_what_fails_the_run_fails_its_case(self, threshold: Severity | None, failures: int) -> None:
        xml = junit(*(found(severity=severity) for severity in Severity), threshold=threshold)
        assert (xml.tests, xml.failures) == (3, failures)

    def test_what_is_suppressed_is_skipped(self) -> None:
        (suite,) = junit(found(suppressed="the lab is closed"))
        (case,) = suite
        (result,) = case.result
        assert isinstance(result, junitparser.Skipped)
        assert result.message == "the lab is closed"

    def test_what_could_not_be_read_is_an_error(self) -> None:
        xml = junit(unreadable=("nowhere.m: no such file",))
        assert list(cases(xml)) == [("unreadable", "nowhere.m: no such file", ["Error"])]
        assert xml.errors == 1

    def test_characters_that_xml_cannot_hold_are_replaced(self) -> None:
        (suite,) = junit(found('<&"\x1b\udcff\n', path="b\udcffd.m"))
        (case,) = suite
        assert case.result[0].message == '<&"\u241b\ufffd\n'
        assert suite.name == "b\ufffdd.m"
