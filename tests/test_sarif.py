"""SARIF for code scanning: the published schema, the pages of the tool and its rules, and the scores of weaknesses."""

import json
import tomllib
from math import ceil, prod
from pathlib import Path

import jsonschema
import pytest

from rkconf import __version__
from rkconf.diagnostics import Applicability, Fix, Related
from rkconf.edits import Edit
from rkconf.record import replace
from rkconf.rule import Rule
from rkconf.rules import RULES
from rkconf.source import Span
from tests.conftest import CHECKOUT
from tests.test_formats import found, render, sample, sarif


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
    pages = [
        rule["helpUri"].removeprefix(f"{driver['informationUri']}/blob/v{__version__}/") for rule in driver["rules"]
    ]
    assert pages
    assert all((CHECKOUT / page).is_file() for page in pages)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
def test_a_weakness_has_a_score_and_the_tags_of_code_scanning(rule: Rule) -> None:
    reported = replace(found(), code=rule.code, name=rule.name)
    (described,) = sarif(reported)["tool"]["driver"]["rules"]
    properties = described["properties"]
    assert ("security" in properties["tags"]) == ("security-severity" in properties) == bool(rule.weakness)
    if rule.weakness:
        assert float(properties["security-severity"]) == base_score(rule.weakness.vector)
        assert f"external/cwe/cwe-{rule.weakness.cwe}" in properties["tags"]
