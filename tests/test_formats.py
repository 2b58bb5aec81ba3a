"""Every format reports the same about one file, in the form that its readers publish."""

import json

import jsonschema
import pytest

from rkconf.diagnostics import Severity
from rkconf.printable import json_pieces, json_text
from rkconf.reporters import FORMATS, Paint, Report, reporter
from rkconf.reporters.schema import ReportedDiagnostic
from tests.conftest import Golden, Program
from tests.reports import FOLDER, found, render, sample


@pytest.fixture
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


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
    def test_no_piece_of_a_report_has_two_findings(self, form: str) -> None:
        every = tuple(found(f"message {number}.") for number in range(3))
        pieces = list(reporter(form)(Report(every, ("init.m",), 3), Paint()))
        named = [{each.message for each in every if each.message in piece} for piece in pieces]
        assert [each for each in named if each] == [{"message 0."}, {"message 1."}, {"message 2."}]

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_path_that_is_not_text_causes_no_trouble(self, form: str) -> None:
        render(form, found(path="b\udcffd.m")).encode(errors="surrogateescape")


class TestJson:
    @pytest.mark.parametrize("listed", [[], [1], [{"a": "x\ny", "b": []}, [2, {}]]], ids=["none", "one", "nested"])
    def test_pieces_of_a_list_are_as_the_whole_text(self, listed: list[object]) -> None:
        whole = {"format": 1, "runs": [{"empty": {}, "results": listed}]}
        pieces = json_pieces({"format": 1, "runs": iter([{"empty": {}, "results": iter(listed)}])})
        assert "".join(pieces) == json_text(whole, indent=2)

    def test_a_line_of_jsonl_is_a_diagnostic_of_json(self) -> None:
        diagnostics = (found("one"), found("two\nlines"))
        lines = [json.loads(line) for line in render("jsonl", *diagnostics).splitlines()]
        assert lines == json.loads(render("json", *diagnostics))["diagnostics"]
        for line in lines:
            jsonschema.validate(line, ReportedDiagnostic.model_json_schema(mode="serialization"))

    def test_what_is_suppressed_is_counted(self) -> None:
        report = json.loads(render("json", found(), found(suppressed="known")))
        assert len(report["diagnostics"]) == report["summary"]["suppressed"] == 1
