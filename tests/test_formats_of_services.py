"""The formats that services read: GitHub, GitLab and JUnit, in the form that they publish."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import junitparser
import pytest

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.source import Span
from tests.forms import GITLAB
from tests.reports import fingerprints, found, render, sample, sarif


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
        assert {each["fingerprint"] for each in issues} < fingerprints(sarif(*diagnostics))

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
