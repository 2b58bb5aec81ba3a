"""Random paths, users and link names that rkconf renders arrive intact through a real sshd, or are refused."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rkconf import spec, versions
from rkconf.rendering import render
from rkconf.shell import quoting
from rkconf.spec import Kernel, Parallel, Places, Specification
from tests.live.cases import LOCAL, REMOTE, Pair
from tests.live.front_end import FrontEnd, Order, Report
from tests.live.machines import Machines
from tests.live.test_verdicts import errors_and_warnings, stopping

pytestmark = pytest.mark.live

_CHARACTERS = " '\"$&;!*\\?#~()[]{}<>|^%@=+,:.-_/aB7éß日"
_UNWRITABLE = "`\n\r\0"
_KERNEL = "/Applications/Mathematica.app/Contents/MacOS/MathKernel"
_THREADS = 8
PAIRS = tuple(product(LOCAL, REMOTE))
words = st.text(st.sampled_from(_CHARACTERS), min_size=1, max_size=8)
paths = st.text(st.sampled_from(_CHARACTERS), min_size=1, max_size=12).map(lambda text: f"./opt/{text}/kernel")
users = st.from_regex(r"[a-z][A-Za-z0-9._-]{0,8}", fullmatch=True)
ports = st.lists(st.integers(31411, 31418), min_size=2, max_size=2, unique=True)

# The same words on every run: no run may fail by chance. A failure is not made smaller: that takes too many logins.
run_live = settings(
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def launch_all(front_end: FrontEnd, jobs: Iterable[tuple[Order, Pair]]) -> list[Report]:
    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(lambda job: front_end.launch(job[0], *job[1]), jobs))


def command_with(texts: Iterable[str]) -> Order:
    """Return a command that hands ``texts`` to a kernel; for want of a link that one ends at once."""
    written = " ".join(map(quoting.UNIX.word_for_both_shells, texts))
    return Order(f"ssh skye.local {_KERNEL} -run {written}", shared=True)


def is_refused(text: str, pair: Pair) -> bool:
    """Return whether rkconf reports that these shells cannot take the text (beside the link, of which it has none)."""
    return bool(errors_and_warnings(command_with([text]), pair)[0] - {"RK101", "RK102", "RK103"})


def present_pairs(shells: frozenset[str]) -> list[Pair]:
    return [pair for pair in PAIRS if shells.issuperset(pair)]


@settings(run_live, max_examples=3)
@given(texts=st.lists(words, min_size=20, max_size=40, unique=True))
def test_random_words_arrive_intact_or_are_refused(
    front_end: FrontEnd, shells: frozenset[str], texts: list[str]
) -> None:
    pairs = present_pairs(shells)
    carried = [[text for text in texts if not is_refused(text, pair)] for pair in pairs]
    jobs = [(command_with(some), pair) for some, pair in zip(carried, pairs, strict=True)]
    for pair, some, report in zip(pairs, carried, launch_all(front_end, jobs), strict=True):
        assert (pair, [list(kernel.words[2:]) for kernel in report.kernels]) == (pair, [some])


@settings(run_live, max_examples=5)
@given(texts=st.lists(words.filter(lambda text: "!" in text), min_size=4, max_size=8, unique=True))
def test_what_is_refused_does_not_arrive_in_another_form(
    front_end: FrontEnd, shells: frozenset[str], texts: list[str]
) -> None:
    refused = [(text, pair) for pair in present_pairs(shells) for text in texts if is_refused(text, pair)]
    for (text, pair), report in zip(
        refused, launch_all(front_end, [(command_with([text]), pair) for text, pair in refused]), strict=True
    ):
        assert (pair, [kernel.words[2:] for kernel in report.kernels]) in [(pair, []), (pair, [(text,)])]


@given(before=st.text(st.sampled_from(_CHARACTERS)), after=st.text(st.sampled_from(_CHARACTERS)))
@pytest.mark.parametrize("mark", _UNWRITABLE)
def test_what_no_quoting_carries_is_refused(mark: str, before: str, after: str) -> None:
    with pytest.raises(quoting.UnquotableError):
        quoting.UNIX.word_for_both_shells(before + mark + after)


@st.composite
def specifications(draw: st.DrawFn) -> Specification:
    """Draw one kernel, or one group of parallel kernels, that every version can start."""
    table: dict[str, Any] = {"host": "skye.local", "user": draw(users), "kernel": draw(paths)}
    if draw(st.integers(0, 3)) == 0:
        return Specification(parallel=(Parallel(**table),))
    table["connection"] = draw(st.sampled_from(["direct", "fixed-ports", "tunnel"]))
    fixed: dict[str, Any] = {} if table["connection"] == "direct" else {"ports": tuple(draw(ports))}
    return Specification(kernels=(Kernel(name="there", **table, **fixed),))


def is_sound(specification: Specification) -> bool:
    return not list(spec.check(specification, Places({})))


@settings(run_live, max_examples=20)
@given(specification=specifications().filter(is_sound), number=st.integers(0, len(PAIRS) - 1))
def test_a_rendered_entry_starts_the_kernel_that_was_meant(
    machines: Machines, front_end: FrontEnd, shells: frozenset[str], specification: Specification, number: int
) -> None:
    row = next(iter((*specification.kernels, *specification.parallel)))
    machines.put_kernel(machines.root / "home/there" / str(row.kernel))
    order = ordered(specification)
    pairs = [pair for pair in (PAIRS[number - offset] for offset in (0, 7, 13)) if shells.issuperset(pair)]
    for pair, report in zip(pairs, launch_all(front_end, [(order, pair) for pair in pairs]), strict=True):
        started = {kernel.words[0] for kernel in report.kernels}
        if stopping(errors_and_warnings(order, pair)[0]):
            assert (pair, started) in [(pair, set()), (pair, {row.kernel})]
        else:
            assert (pair, report.works, started) == (pair, True, {row.kernel})
            assert logins(report) == {f"{row.user}@{row.host}"}


def ordered(specification: Specification) -> Order:
    """Return what a person would type who follows rkconf's rendering."""
    version = versions.load("5.2")
    rendering = render(specification, version)
    if rendering.templates:
        return Order(rendering.templates[0].command or "", parallel=True)
    entry = rendering.kernels[0]
    return Order(entry.login_script or "", entry.mlopen_arguments)


def logins(report: Report) -> set[str]:
    """Return the users and hosts in the words of ssh."""
    return {word for words in report.launchers for word in words if word.endswith("@skye.local")}
