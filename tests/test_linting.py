"""The engine: the subjects of a rule, the merging of findings of several journeys, and the version."""

import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from rkconf import inputs, linting, versions
from rkconf.command import Journey, Outcome, Target, local_shells, remote_shells
from rkconf.diagnostics import Applicability, Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.linting import launches
from rkconf.rule import Finding, Rule, RuleDeclaration, Subject
from rkconf.source import Source, Span

TEMPLATE = b"ssh `1` /bin/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit >& /dev/null &"
FILE = (
    b'SetOptions[$FrontEnd, VersionsLaunched->{"5.2", "6.0.2"}, EvaluatorNames->{"a"->{"LoginScript"->"ssh h math"}}]'
)
PLACE = Span(0, 3)

Judge = Callable[[Journey], Iterator[Finding]]


def parallel(text: bytes = TEMPLATE) -> inputs.Input:
    (checked,) = inputs.bare({"parallel": text})
    return checked


def target(local: str | None = None, remote: str | None = None) -> Target:
    version = versions.load(versions.DEFAULT)
    return Target(version, version, local_shells(local), remote_shells(remote))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Diagnostic | None]:
    """Return what the engine makes of one rule on journeys."""

    def run(judge: Judge, *, certain: Severity | None = None, **shells: str) -> Diagnostic | None:
        rule = Rule("RK999", "trial", Severity.ERROR, Subject.JOURNEY, certain=certain)
        functions = {Subject.JOURNEY: lambda journey, _: judge(journey)}
        module = ModuleType(rule.name)
        vars(module)["check"] = RuleDeclaration(rule, functions, None, "")
        monkeypatch.setitem(sys.modules, f"rkconf.rules.{rule.name}", module)
        monkeypatch.setattr(launches, "RULES", (rule,))
        found = linting.check(parallel(), target(**shells), linting.Selection(frozenset({rule})))
        assert len(found) <= 1
        return found[0] if found else None

    return run


def always(_: Journey) -> Iterator[Finding]:
    yield Finding(PLACE, "it fails")


def in_dash(journey: Journey) -> Iterator[Finding]:
    if "dash" in journey.local_shells:
        yield Finding(PLACE, "it fails")


class TestWhatSeveralJourneysSay:
    def test_a_finding_of_all_is_reported_once_with_its_severity(self, judged: Callable[..., Diagnostic]) -> None:
        found = judged(always)
        assert (found.severity, found.message) == (Severity.ERROR, "it fails")

    def test_what_all_meet_may_weigh_more_because_it_is_certain(self, judged: Callable[..., Diagnostic]) -> None:
        assert judged(always, certain=Severity.INFO).severity is Severity.INFO

    def test_what_only_some_meet_is_a_warning_that_names_the_shell(self, judged: Callable[..., Diagnostic]) -> None:
        found = judged(in_dash)
        assert found.severity is Severity.WARNING
        assert found.message == "it fails (when the local shell is dash)"

    @pytest.mark.parametrize(
        "command",
        [
            pytest.param(
                "ssh skye.local 'builtin ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`'", id="RK315"
            ),
            pytest.param(
                'ssh skye.local $"/opt/My Math/math" -mathlink -LinkMode Connect', id="a dollar before quotes"
            ),
        ],
    )
    def test_different_errors_of_all_shells_are_errors(self, command: str) -> None:
        (checked,) = inputs.bare({"launch": command.encode()})
        assert Severity.ERROR in {each.severity for each in linting.check(checked, target())}
        assert linting.verdict(checked, target()).outcome is Outcome.FAILS

    def test_a_known_shell_makes_it_certain(self, judged: Callable[..., Diagnostic]) -> None:
        found = judged(in_dash, local="dash")
        assert (found.severity, found.message) == (Severity.ERROR, "it fails")

    def test_a_known_shell_makes_it_silent(self, judged: Callable[..., Diagnostic | None]) -> None:
        assert judged(in_dash, local="bash") is None

    def test_a_finding_with_a_severity_keeps_it(self, judged: Callable[..., Diagnostic]) -> None:
        def info(_: Journey) -> Iterator[Finding]:
            yield Finding(PLACE, "it works", severity=Severity.INFO)

        assert judged(info, certain=Severity.ERROR).severity is Severity.INFO

    def test_a_fix_that_the_journeys_do_not_share_is_none(self, judged: Callable[..., Diagnostic]) -> None:
        def two_fixes(journey: Journey) -> Iterator[Finding]:
            text = "".join(journey.local_shells)
            fix = Fix(Applicability.SAFE, "write it", (Edit.replace(PLACE, text),))
            yield Finding(PLACE, "it fails", fix=fix)

        assert judged(two_fixes).fix is None
        assert judged(two_fixes, local="bash").fix is not None


class TestVersions:
    @pytest.mark.parametrize(
        ("assumptions", "version", "kernel_version"),
        [
            pytest.param(linting.Assumptions(), "6", "6", id="the file's own"),
            pytest.param(linting.Assumptions(versions.load("5.2")), "5.2", "5.2", id="the command line's"),
            pytest.param(linting.Assumptions(None, versions.load("5.1")), "6", "5.1", id="an older kernel"),
        ],
    )
    def test_a_file_is_judged_for(self, assumptions: linting.Assumptions, version: str, kernel_version: str) -> None:
        found = assumptions.target(inputs.read(Source("init.m", FILE)))
        assert (found.version.name, found.kernel_version.name) == (version, kernel_version)

    def test_bare_text_is_judged_for_the_default(self) -> None:
        assert linting.Assumptions().target(parallel()).version.name == versions.DEFAULT

    def test_a_specification_is_judged_for_its_own(self) -> None:
        text = b'[frontend]\nversion = "5.2"\n[[kernels]]\nname = "a"\nhost = "h"\nkernel = "./math.sh"\n'
        checked = inputs.read(Source("kernels.toml", text))
        assert (linting.version_of(checked).name, checked.entries) == ("5.2", 1)

    @pytest.mark.parametrize(
        "form",
        [
            pytest.param('SetOptions[$FrontEnd, EvaluatorNames -> {"k" -> {%s}}]', id="a list"),
            pytest.param('SetOptions[$FrontEnd, EvaluatorNames -> Join[{"k" -> {%s}}, old]]', id="a computed list"),
            pytest.param('CurrentValue[$FrontEnd, EvaluatorNames] = {"k" -> {%s}}', id="a list of CurrentValue"),
            pytest.param('CurrentValue[$FrontEnd, {EvaluatorNames, "k"}] = {%s}', id="an entry of CurrentValue"),
            pytest.param('AppendTo[CurrentValue[$FrontEnd, EvaluatorNames], "k" -> {%s}]', id="an entry appended"),
            pytest.param('names = {"k" -> {%s}};', id="outside of the settings"),
        ],
    )
    def test_a_flag_of_later_versions_is_found_in_every_form_of_an_entry(self, form: str) -> None:
        option = '"LoginScript" -> "ssh h math -wstp -LinkMode Connect"'
        later = linting.version_of(inputs.read(Source("init.m", (form % option).encode())))
        same = linting.version_of(inputs.read(Source("init.m", (form % option.replace("wstp", "mathlink")).encode())))
        assert (later.start_flags[0], same.name) == ("-wstp", versions.DEFAULT)

    def test_so_is_one_in_an_option_alone_and_in_a_call(self) -> None:
        value = '"ssh h math -wstp -LinkMode Connect"'
        option = f'CurrentValue[$FrontEnd, {{EvaluatorNames, "k", "LoginScript"}}] = {value}'
        for text in (option, f'LaunchSlave["h", {value}]'):
            checked = inputs.read(Source("init.m", text.encode()))
            assert linting.version_of(checked).start_flags[0] == "-wstp", text


class TestInputs:
    def test_two_texts_are_one_source_and_each_finding_goes_home(self) -> None:
        (checked,) = inputs.bare({"launch": b"ssh h math", "mlopen": b"-LinkMode Connect"})
        places = {each.source.name: each.source.data for each in linting.check(checked, target())}
        assert places == {"<launch>": b"ssh h math", "<mlopen>": b"-LinkMode Connect"}

    def test_no_place_is_outside_its_text(self) -> None:
        (checked,) = inputs.bare({"launch": b"", "mlopen": b""})
        found = linting.check(checked, target())
        assert [each.span for each in found if each.span.end > len(each.source.data)] == []

    def test_a_controller_and_a_template_are_two_inputs(self) -> None:
        assert [
            len(list(inputs.bare(dict.fromkeys(kinds, b"x")))) for kinds in (("launch", "parallel"), inputs.BARE)
        ] == [
            2,
            2,
        ]

    def test_an_entry_gives_its_name_to_what_is_found_in_it(self) -> None:
        checked = inputs.read(Source("init.m", FILE))
        found = linting.check(checked, linting.Assumptions().target(checked))
        assert {each.entry for each in found if each.code.startswith("RK1")} == {"a"}


def test_a_doubt_is_not_reported_where_another_rule_knows_better() -> None:
    (checked,) = inputs.bare({"launch": b"ssh h ./math.sh -mathlink -LinkName `LinkName`"})
    codes = [each.code for each in linting.check(checked, target())]
    assert "RK201" in codes
    assert "RK012" not in codes


def test_a_doubt_about_the_launch_command_is_reported_beside_an_error_at_the_same_place_of_the_other_text() -> None:
    texts = {"launch": b"frob `linkname`", "mlopen": b"-LinkMode Listen"}
    (checked,) = inputs.bare(texts)
    places = {(each.code, each.source.name) for each in linting.check(checked, target())}
    assert {("RK012", "<launch>"), ("RK112", "<mlopen>")} <= places


def test_what_several_kernels_share_is_reported_once() -> None:
    machines = ", ".join(f'RemoteMachine["{host}", $RemoteCommand, 2]' for host in ("a.example", "b.example"))
    command = "rsh `1` -l `3` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
    text = f'$RemoteCommand = "{command}"; LaunchKernels[{{{machines}}}]'
    checked = inputs.read(Source("kernels.m", text.encode()))
    found = linting.check(checked, linting.Assumptions(versions.load("10")).target(checked))
    codes = [each.code for each in linting.once_per_place(found)]
    assert len(codes) == len(set(codes)) < len(found)
    assert next(each for each in linting.once_per_place(found) if each.code == "RK401").fix
