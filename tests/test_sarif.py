"""SARIF for code scanning: the published schema, the pages of the tool and its rules, and the scores of weaknesses."""

import json
import tomllib
from math import ceil, prod
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from rkconf.diagnostics import Applicability, Fix, Related, Severity
from rkconf.edits import Edit
from rkconf.record import replace
from rkconf.rule import Rule
from rkconf.rules import RULES
from rkconf.source import Span
from rkconf.website import rule_page
from tests.conftest import CHECKOUT
from tests.forms import SARIF
from tests.reports import fingerprints, found, render, sample, sarif


def base_score(vector: str) -> float:
    """Return the base score of CVSS 3.1, section 7.1 of its specification."""
    metric = dict(each.split(":") for each in vector.split("/"))
    is_changed = metric["S"] == "C"
    privileges = {"N": 0.85, "L": 0.68 if is_changed else 0.62, "H": 0.5 if is_changed else 0.27}
    exploitability = 8.22 * privileges[metric["PR"]]
    exploitability *= {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2}[metric["AV"]]
    exploitability *= {"L": 0.77, "H": 0.44}[metric["AC"]] * {"N": 0.85, "R": 0.62}[metric["UI"]]
    kept = prod(1 - {"H": 0.56, "L": 0.22, "N": 0.0}[metric[each]] for each in "CIA")
    impact = 6.42 * (1 - kept)
    if is_changed:
        impact = 1.08 * (7.52 * (1 - kept - 0.029) - 3.25 * (1 - kept - 0.02) ** 15)
        exploitability *= 1.08
    return ceil(min(impact + exploitability, 10) * 10 - 1e-9) / 10


def test_the_schema_of_oasis_accepts_every_report(shared: Path) -> None:
    schema = shared / "published" / "sarif-schema-2.1.0.json"
    if not schema.exists():
        pytest.skip("the schema of OASIS is not on this machine")
    validator = jsonschema.Draft4Validator(json.loads(schema.read_text()))
    fixed = found(fix=Fix(Applicability.UNSAFE, "write 2", (Edit(Span(4, 7), b"2"), Edit(Span(8, 13), b"\xff"))))
    odd = found("50%\r\n", path="b\udcffd.m", data="渚灯 x\ny".encode(), span=Span(7, 10), suppressed="known")
    related = replace(found(), related=(Related(Span(0, 3), "here"),))
    validator.validate(json.loads(sample("sarif").read_text()))
    for reported in ((), (fixed, odd), (related, found(path="<launch>", entry=None))):
        validator.validate(json.loads(render("sarif", *reported, unreadable=("nowhere.m: no such file",))))


@pytest.mark.checkout
def test_the_tool_and_its_rules_have_pages() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    driver = json.loads(sample("sarif").read_text())["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == project["urls"]["Homepage"]
    assert driver["rules"]
    assert [rule["helpUri"] for rule in driver["rules"]] == [rule_page(rule["id"]) for rule in driver["rules"]]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
def test_a_full_description_fits_into_an_alert_and_needs_no_markup(rule: Rule) -> None:
    (described,) = sarif(replace(found(), code=rule.code, name=rule.name))["tool"]["driver"]["rules"]
    assert described["fullDescription"]["text"].startswith(described["shortDescription"]["text"])
    assert len(described["fullDescription"]["text"]) <= 1024
    assert "``" not in described["fullDescription"]["text"] + described["help"]["text"]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
def test_a_weakness_has_a_score_and_the_tags_of_code_scanning(rule: Rule) -> None:
    reported = replace(found(), code=rule.code, name=rule.name)
    (described,) = sarif(reported)["tool"]["driver"]["rules"]
    properties = described["properties"]
    assert ("security" in properties["tags"]) == ("security-severity" in properties) == bool(rule.weakness)
    if rule.weakness:
        assert float(properties["security-severity"]) == base_score(rule.weakness.vector)
        assert f"external/cwe/cwe-{rule.weakness.cwe}" in properties["tags"]


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
        assert fingerprints(before) == fingerprints(after)

    def test_no_two_findings_are_one(self) -> None:
        assert len(fingerprints(sarif(found(), found(), found(suppressed="known")))) == 3

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
