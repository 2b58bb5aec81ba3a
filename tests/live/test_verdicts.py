"""Compare the findings of lint with the real outcome: a table of commands, real shells, a real sshd."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from rkconf import inputs, linting, versions
from rkconf.command import Launch, LaunchKind, Outcome, Target, journeys, reach
from rkconf.diagnostics import Severity
from rkconf.rule import Subject
from rkconf.rules import RULES, find
from rkconf.source import Source
from tests.live import cases
from tests.live.cases import Case, Pair
from tests.live.front_end import FrontEnd, Order, Report
from tests.live.prediction import agree, shown

# The tests share the launches, so that one process runs them with --dist loadgroup.
pytestmark = [pytest.mark.live, pytest.mark.xdist_group("verdicts")]


def parameters(which: Callable[[Case], object]) -> list[object]:
    """Return the cases as parameters of a test."""
    return [pytest.param(case, id=case.id) for case in cases.load() if which(case)]


CASES = parameters(lambda case: case)
_THREADS = 32
_LEAST = 150
_LEAST_PER_RULE = 2
_FURTHER_RULES = {"RK001", "RK410"}
"""Rules that also check other subjects, or whose errors depend on the shell."""
_TYPED_ONLY = {"RK209"}
"""Rules for commands that are typed after an option of rkconf, which no row is."""

Results = Mapping[Pair, Report]
Theme = Callable[[str], Mapping[str, Results]]


@pytest.fixture(scope="session")
def theme(front_end: FrontEnd, shells: frozenset[str]) -> Theme:
    """Return a function that runs all commands of a theme in parallel, once."""

    @cache
    def run(name: str) -> Mapping[str, Results]:
        return _run([case for case in cases.load() if case.theme == name], front_end, shells)

    return run


def _run(rows: Iterable[Case], front_end: FrontEnd, shells: frozenset[str]) -> Mapping[str, Results]:
    jobs = [(case, pair) for case in rows for pair in case.pairs if shells.issuperset(pair)]
    with ThreadPoolExecutor(_THREADS) as pool:
        reports = list(pool.map(lambda job: front_end.launch(job[0].order, *job[1]), jobs))
    results: dict[str, dict[Pair, Report]] = {}
    for (case, pair), report in zip(jobs, reports, strict=True):
        results.setdefault(case.name, {})[pair] = report
    return results


def errors_and_warnings(order: Order, pair: Pair) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of the errors and of the warnings that lint finds for these shells."""
    codes = found(order, pair)
    return codes[Severity.ERROR], codes[Severity.WARNING]


@cache
def found(order: Order, pair: Pair) -> Mapping[Severity, frozenset[str]]:
    """Return the codes of the findings of lint for these shells, by severity."""
    texts = {"parallel": order.command} if order.parallel else {"launch": order.command, "mlopen": order.mlopen}
    data = {kind: text.encode() for kind, text in texts.items() if text is not None}
    (checked,) = inputs.bare(data)
    findings = linting.check(checked, target(order, pair))
    return {level: frozenset(each.code for each in findings if each.severity is level) for level in Severity}


def target(order: Order, pair: Pair) -> Target:
    kernel_version = versions.parse(order.kernel_version)
    return Target(versions.parse(order.version), kernel_version, (pair[0],), (pair[1],))


def stopping(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code for code in codes if (rule := find(code)) and rule.stops_the_kernel)


@pytest.mark.parametrize("case", CASES)
def test_each_row_matches_the_real_outcome(case: Case, theme: Theme) -> None:
    reports = {pair: report for pair, report in theme(case.theme)[case.name].items() if not case.is_open(pair)}
    assert {pair: report for pair, report in reports.items() if report.works is not case.works(pair)} == {}


@pytest.mark.parametrize("case", parameters(lambda case: case.arrives))
def test_the_arguments_of_each_row_reach_the_kernel(case: Case, theme: Theme) -> None:
    for pair, report in theme(case.theme)[case.name].items():
        if report.works:
            arrived = [kernel.words[1:] for kernel in report.kernels]
            assert (pair, arrived) == (pair, [case.arguments(report.values)])


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_matches_the_real_outcome(
    case: Case, theme: Theme, record_property: Callable[[str, object], None]
) -> None:
    results = {pair: report for pair, report in theme(case.theme)[case.name].items() if not case.is_open(pair)}
    verdicts = {pair: bool(stopping(errors_and_warnings(case.order, pair)[0])) for pair in results}
    matrix = Counter((verdicts[pair], report.works) for pair, report in results.items())
    record_property("confusion", [[*key, number] for key, number in matrix.items()])
    wrong = {
        pair: ("an error" if verdicts[pair] else "no error", report)
        for pair, report in results.items()
        if verdicts[pair] is report.works
    }
    assert wrong == {}


@pytest.mark.parametrize("case", CASES)
def test_the_errors_are_those_of_the_table(case: Case) -> None:
    for pair in case.pairs:
        errors, warnings = errors_and_warnings(case.order, pair)
        expected = case.errors(pair)
        # A command that a shell cannot read is not checked any further.
        assert case.exempt <= errors or expected
        # One mistake may cause other findings; a command without a mistake has none.
        assert (pair, named(errors, expected) if expected else errors - case.exempt) == (pair, expected)
        if not errors and cases.ANY not in case.warns:
            assert (pair, warnings) == (pair, case.warns)


def named(errors: frozenset[str], expected: frozenset[str]) -> frozenset[str]:
    """Return the expected rules among the errors; ``ANY`` matches every rule that stops the kernel."""
    return expected if cases.ANY in expected and stopping(errors) else errors & expected


@pytest.mark.parametrize("case", parameters(lambda case: any(case.open)))
def test_undecided_commands_are_reported_as_unknown(case: Case) -> None:
    for pair in filter(case.is_open, case.pairs):
        codes = found(case.order, pair)
        assert (pair, codes[Severity.ERROR] - case.exempt) == (pair, frozenset())
        assert (pair, "RK012" in codes[Severity.INFO]) == (pair, True)


@pytest.mark.parametrize("case", CASES)
def test_the_predicted_arguments_reach_the_kernel(case: Case, theme: Theme) -> None:
    for pair, report in theme(case.theme)[case.name].items():
        fate, predicted = prediction(report.order or case.order, pair, report)
        if case.is_open(pair):
            assert (pair, fate) == (pair, Outcome.UNKNOWN)
            continue
        arrived = [kernel.words[1:] for kernel in report.kernels]
        if report.works:
            assert (pair, arrived) == (pair, [words for words in arrived[:1] if agree(predicted, words)])
        elif fate is not Outcome.UNKNOWN:
            assert (pair, [words for words in arrived if not agree(predicted, words)]) == (pair, [])


def prediction(order: Order, pair: Pair, report: Report) -> tuple[Outcome, tuple[str, ...]]:
    """Return the outcome of the trace and the arguments that reach a kernel."""
    kind = LaunchKind.PARALLEL if order.parallel else LaunchKind.CONTROLLER
    texts = (order.command, order.mlopen or "")
    command, mlopen = (Source("<launch>", text.encode()).excerpt() for text in texts)
    launch = Launch(kind, command, None if order.parallel else mlopen, values=report.values)
    (way,) = journeys(launch, target(order, pair))
    words = way.kernel.arguments if way.kernel else ()
    return reach(way).outcome, tuple(map(shown, words))


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= _LEAST
    assert len({case.id for case in cases.load()}) == len(CASES)


@pytest.mark.parametrize(
    "code",
    sorted(
        {
            rule.code
            for rule in RULES
            if rule.subject in {Subject.LAUNCH, Subject.JOURNEY}
            and Severity.ERROR in {rule.severity, rule.certain}
            and rule.stops_the_kernel
            and rule.code not in _TYPED_ONLY
        }
        | _FURTHER_RULES
    ),
)
def test_every_error_of_a_command_has_two_rows(code: str) -> None:
    assert len([case for case in cases.load() if code in case.fails]) >= _LEAST_PER_RULE
