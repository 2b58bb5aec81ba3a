"""Every rule meets the requirements for a rule, and the samples of its page in samples/rules prove it."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

import rkconf
from rkconf.rule import Rule
from rkconf.rules import RULES, find, matching
from tests.conftest import SAMPLES, Program
from tests.documentation.markdown import prose
from tests.rule_page import CLOSING, Page, Sample, sections

PAGES = {path.stem: path for path in sorted((SAMPLES / "rules").glob("*.md"))}
BY_NAME = [pytest.param(rule, id=rule.name) for rule in RULES]
ROUNDS = 20
"""The number of fixes after which they count as endless."""


def page_of(rule: Rule) -> Page:
    assert rule.name in PAGES, f"samples/rules/{rule.name}.md is missing"
    return Page.read(PAGES[rule.name])


def lint(rkconf: Program, flags: Iterable[str], data: dict[str, bytes], *more: str) -> Any:  # noqa: ANN401 - JSON
    outcome = rkconf("lint", *arguments(data), *flags, *more, "--format", "json", stdin=standard_input(data))
    assert outcome.status in {0, 1}, outcome.err
    return json.loads(outcome.out)


def arguments(data: dict[str, bytes]) -> list[str]:
    bare = [f"--{path.strip('<>')}={text.decode()}" for path, text in data.items() if path.startswith("<")]
    return bare or ["-", f"--stdin-filename={next(iter(data))}"]


def standard_input(data: dict[str, bytes]) -> bytes:
    return next((text for path, text in data.items() if not path.startswith("<")), b"")


def printed(rkconf: Program, rule: Rule, sample: Sample) -> str:
    flags = (*arguments(sample.data), *sample.flags, "--select", rule.code, "--format", "concise")
    outcome = rkconf("lint", *flags, stdin=standard_input(sample.data))
    assert outcome.status in {0, 1}, outcome.err
    return outcome.out


def test_the_table_is_in_the_order_of_the_codes() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("rule", BY_NAME)
def test_the_table_has_what_the_module_declares(rule: Rule) -> None:
    assert rule == rule.declaration.rule
    assert {rule.subject, *rule.also} == rule.declaration.functions.keys()


def test_no_name_is_used_twice() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_page_belongs_to_a_rule() -> None:
    assert PAGES.keys() <= {rule.name for rule in RULES}


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_rule_is_found_by_its_code_and_its_name(rule: Rule) -> None:
    assert find(rule.code.lower()) is find(rule.name.upper()) is rule
    assert rule in matching(rule.code[:3])


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_rule_is_explained_with_a_bad_and_a_good_example(rule: Rule) -> None:
    parts = sections(rule.explanation)
    assert rule.explanation.startswith(rule.summary)
    assert list(parts) == ["", "Bad", "Good", *(label for label in CLOSING if label in parts)]


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_rule_explains_how_safe_its_fix_is(rule: Rule) -> None:
    safety = sections(rule.explanation).get("Fix safety")
    assert bool(safety) == bool(rule.fix)
    assert not safety or safety.startswith(f"This fix is {rule.fix}: ")


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_page_carries_the_code_and_the_name(rule: Rule) -> None:
    assert page_of(rule).title == f"# {rule.code} {rule.name}"


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_page_begins_with_the_explanation_of_its_rule(rule: Rule, *, accept: bool) -> None:
    introduction = prose(sections(rule.explanation)[""])
    if accept:
        page = page_of(rule)
        page.path.write_bytes(page.introduced(introduction).encode())
    assert page_of(rule).introduction == introduction


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_page_ends_with_the_exceptions_and_the_fix_safety_of_its_rule(rule: Rule, *, accept: bool) -> None:
    parts = sections(rule.explanation)
    closing = "\n\n".join(f"## {label}\n\n{prose(parts[label])}" for label in CLOSING if label in parts)
    if accept:
        page = page_of(rule)
        page.path.write_bytes(page.closed(closing).encode())
    assert page_of(rule).closing == closing


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_rule_prints_the_console_blocks_of_its_page(rule: Rule, rkconf: Program, *, accept: bool) -> None:
    page = page_of(rule)
    samples = page.samples("Bad")
    assert samples, "a page begins with a sample on which the rule fires"
    assert samples[0].console, "a sample is followed by a console block"
    bodies = {sample.console: printed(rkconf, rule, sample) for sample in samples if sample.console}
    if accept:
        page.path.write_bytes(page.rewritten(bodies).encode())
        bodies = {block: block.body for sample in page_of(rule).samples("Bad") if (block := sample.console)}
    assert list(bodies.values()) == [block.body for block in bodies]
    assert rule.code in next(iter(bodies.values()))


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_rule_is_silent_on_the_good_form(rule: Rule, rkconf: Program) -> None:
    samples = page_of(rule).samples("Instead")
    assert samples, "a page shows the good form under `## Instead`"
    assert [printed(rkconf, rule, sample) for sample in samples] == [""] * len(samples)


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_fix_is_as_safe_as_declared(rule: Rule, rkconf: Program) -> None:
    reports = [
        lint(rkconf, sample.flags, sample.data, "--select", rule.code) for sample in page_of(rule).samples("Bad")
    ]
    fixes = [found["fix"] for report in reports for found in report["diagnostics"] if found["fix"]]
    assert {fix["applicability"] for fix in fixes} == ({rule.fix} if rule.fix else set())


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES if rule.fix])
def test_a_fix_converges_to_the_fixed_sample_of_its_page(rule: Rule, rkconf: Program, *, accept: bool) -> None:
    page = page_of(rule)
    sample, (fixed, *others) = page.samples("Bad")[0], page.samples("Fixed")
    data = fix_all(rkconf, rule, sample)
    if accept:
        bodies = zip(fixed.inputs, data.values(), strict=True)
        page.path.write_bytes(page.rewritten({block: block.written(text) for block, text in bodies}).encode())
        page = page_of(rule)
    assert not others, "`## Fixed` shows the first sample alone"
    assert page.samples("Fixed")[0].data == data
    assert data != sample.data
    assert new_findings(rkconf, sample, data) == Counter()


def fix_all(rkconf: Program, rule: Rule, sample: Sample) -> dict[str, bytes]:
    """Apply the fixes of one rule, one at a time, until none is left."""
    data = sample.data
    for _ in range(ROUNDS):
        found = lint(rkconf, sample.flags, data, "--select", rule.code)["diagnostics"]
        fixes = [(diagnostic["path"], diagnostic["fix"]["edits"]) for diagnostic in found if diagnostic["fix"]]
        if not fixes:
            return data
        path, edits = fixes[0]
        data = data | {path: edited(data[path], edits)}
    pytest.fail(f"after {ROUNDS} fixes there is still one: {data}")


def edited(data: bytes, edits: list[dict[str, Any]]) -> bytes:
    for edit in sorted(edits, key=lambda edit: -edit["start"]):
        data = data[: edit["start"]] + edit["text"].encode() + data[edit["end"] :]
    return data


def new_findings(rkconf: Program, sample: Sample, data: dict[str, bytes]) -> Counter[str]:
    """Count the findings of all rules that appear only after the fix."""
    before, after = (
        Counter(found["code"] for found in lint(rkconf, sample.flags, inputs)["diagnostics"])
        for inputs in (sample.data, data)
    )
    return after - before


@pytest.mark.parametrize(
    ("shell", "line_ends"),
    [
        pytest.param("cmd", "\r", id="a carriage return in cmd"),
        pytest.param("cmd", "\r\n", id="both in cmd"),
        pytest.param("cmd", "\r\n\r", id="an empty line in cmd"),
        pytest.param("bash", "\n", id="a line feed in bash"),
        pytest.param("bash", "\n\n", id="an empty line in bash"),
    ],
)
def test_the_line_ends_that_break_a_command_are_replaced_by_one_space(shell: str, line_ends: str) -> None:
    command = rkconf.Command(launch=f"ssh skye.local{line_ends}./math.sh -mathlink -linkname `linkname`")
    [found] = rkconf.lint(command, version="7", local_shell=shell, select=["line-break"])
    assert (found.span.start, found.span.end) == (14, 14 + len(line_ends))
    assert found.fix
    assert [edit.data for edit in found.fix.edits] == [b" "]
