"""For every finding in every text: each format reports it, in its form, and no line is wider than the screen."""

import json
import os

import jsonschema
import junitparser
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from rkconf.diagnostics import Applicability, Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.fingerprints import fingerprints
from rkconf.reporters import FORMATS, Report, report_text
from rkconf.reporters.excerpts import excerpt
from rkconf.secrets import MASK, Secret, Secrets
from rkconf.source import Source, Span
from tests.forms import GITLAB, SARIF

# No letter of it is in the texts, so that it is noticed wherever it is shown.
SECRET = "\N{SNOWMAN}" * 3
FORMS = {"sarif": jsonschema.Draft7Validator(SARIF), "gitlab": jsonschema.Draft7Validator(GITLAB)}
TEXTS = st.text(st.characters(exclude_characters=SECRET + MASK, exclude_categories=["Cs"]), max_size=40)
DATA = st.binary(max_size=60) | TEXTS.map(str.encode)


def places(size: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda ends: Span(min(ends), max(ends)))


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    before, after = draw(DATA), draw(DATA)
    data = before + SECRET.encode() + after
    span = draw(places(len(data)))
    edit = Edit(draw(places(len(data))), draw(DATA | st.just(SECRET.encode())))
    found = Diagnostic(
        "RK102",
        "link-mode",
        draw(st.sampled_from(Severity)),
        draw(TEXTS | st.just(SECRET)),
        Source(os.fsdecode(draw(st.binary(min_size=1, max_size=9))), data),
        span,
        draw(st.none() | TEXTS),
        draw(TEXTS),
        draw(st.none() | st.just(Fix(Applicability.SAFE, "do", (edit,)))),
        suppressed=draw(st.none() | TEXTS),
    )
    secret = Secret(Span(len(before), len(before) + len(SECRET.encode())), SECRET)
    return found.keeping(Secrets.of(found.source, (secret,)))


REPORTS = st.lists(diagnostics(), max_size=3).map(
    lambda found: Report(tuple(found), tuple(dict.fromkeys(each.source.name for each in found)), 1)
)


@given(REPORTS)
def test_every_format_reports_it_and_none_shows_the_secret(report: Report) -> None:
    for form in FORMATS:
        text = report_text(report, form)
        text.encode(errors="surrogateescape")
        assert SECRET not in text
        assert json.dumps(SECRET)[1:-1] not in text


@given(REPORTS)
def test_a_finding_is_a_line(report: Report) -> None:
    count = len(report.diagnostics)
    assert len(report_text(report, "concise").splitlines()) == count
    assert len(report_text(report, "github").split("\n")) == count + 1
    assert len([json.loads(line) for line in report_text(report, "jsonl").splitlines()]) == count


@given(REPORTS)
def test_reports_for_programs_have_their_forms(report: Report) -> None:
    for form, validator in FORMS.items():
        validator.validate(json.loads(report_text(report, form)))
    xml = junitparser.JUnitXml.fromstring(report_text(report, "junit").encode())
    assert (xml.tests, xml.skipped) == (len(report.found), len(report.suppressed))


@given(REPORTS)
def test_no_two_findings_are_one(report: Report) -> None:
    assert len({each.digest for each in fingerprints(report.found)}) == len(report.found)


@given(diagnostics(), st.integers(10, 60))
def test_the_line_fits_and_something_is_marked(found: Diagnostic, width: int) -> None:
    text, carets = excerpt(found, width)
    assert wcswidth(text) <= width
    assert len(carets) <= width
    assert "^" in carets
