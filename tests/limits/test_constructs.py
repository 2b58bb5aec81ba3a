"""The cost of every construct grows in proportion to its length, counted in steps, not in seconds."""

from collections.abc import Callable, Iterator
from itertools import product
from math import log2

import pytest

from rkconf import inputs, kept_results, linting, versions
from rkconf.command import Target
from rkconf.entries import call_reader, listed_entries, names_settings
from rkconf.limits import LONGEST_COMMAND
from rkconf.source import Source
from rkconf.syntax import statements
from tests.limits.constructs import COMMANDS, SHELLS, Construct
from tests.limits.file_constructs import TOML, WOLFRAM
from tests.limits.steps import steps

SHORTEST = 1000
"""Characters of the shortest text: in shorter ones, the costs of the first units of a kind hide growth."""
MOST_GROWTH = 2.2
"""The ratio of the steps when a length doubles: 2 is linear, 4 is quadratic."""
FEW = 10
"""The parts of a file that are kept in some tests."""
VERSION = versions.parse("7")


def check_command(text: str, shell: str) -> None:
    (checked,) = inputs.bare({"launch": text.encode()})
    remote = "bash" if shell == "cmd" else shell
    linting.check(checked, Target(VERSION, VERSION, (shell,), (remote,)))


def check_file(text: str, name: str) -> None:
    checked = inputs.read(Source(name, text.encode()))
    linting.check(checked, linting.Assumptions(version=VERSION).target(checked))


def cost_of(construct: Construct, check: Callable[[str], object]) -> Callable[[int], int]:
    """Return the function that counts the steps for a text of a length, without those of every text."""
    check(construct.text(1))  # imports modules, and builds tables
    shared = steps(lambda: check(construct.text(1)))
    return lambda length: max(1, steps(lambda: check(construct.text(length))) - shared)


def growths(construct: Construct, check: Callable[[str], object]) -> Iterator[float]:
    """Yield the growth of the steps for longer and longer texts, up to the longest that is followed.

    Short texts may grow faster until a limit or a cache is full; the steps of quadratic work grow ever faster.
    """
    cost = cost_of(construct, check)
    length = SHORTEST
    before = cost(length)
    while length < LONGEST_COMMAND // 2:
        length *= 2
        after = cost(length)
        yield after / before
        before = after


def assert_linear(construct: Construct, check: Callable[[str], object]) -> None:
    found = []
    for growth in growths(construct, check):
        found.append(growth)
        if growth <= MOST_GROWTH:
            return
    pytest.fail(f"the steps grow by {', '.join(f'{each:.2f}' for each in found)} each time that the length doubles")


def assert_linear_up_to_the_longest(construct: Construct, check: Callable[[str], object]) -> None:
    """Assert that the last doubling costs twice as much, or that all doublings do so on average: caches fill up."""
    cost = cost_of(construct, check)
    most = cost(LONGEST_COMMAND - SHORTEST)
    last = most / cost((LONGEST_COMMAND - SHORTEST) // 2)
    doublings = log2((LONGEST_COMMAND - SHORTEST) / SHORTEST)
    assert last <= MOST_GROWTH or (most / cost(SHORTEST)) ** (1 / doublings) <= MOST_GROWTH


@pytest.mark.slow
@pytest.mark.parametrize("name", WOLFRAM)
def test_wolfram_text_is_checked_in_linear_time(name: str) -> None:
    assert_linear(WOLFRAM[name], lambda text: check_file(text, "a.m"))


@pytest.fixture
def few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep few of the parts of a file that were read, so that a short file costs what a long one costs for each."""
    monkeypatch.setattr(call_reader, "MOST_KEPT_EXPRESSIONS", FEW)
    monkeypatch.setattr(listed_entries, "MOST_KEPT_ELEMENTS", FEW)
    monkeypatch.setattr(names_settings, "MOST_KEPT_SETTINGS", FEW)
    monkeypatch.setattr(statements, "MOST_KEPT_STATEMENTS", FEW)
    monkeypatch.setattr(kept_results, "MOST_RECENT", FEW)


@pytest.mark.slow
@pytest.mark.usefixtures("few_are_kept")
@pytest.mark.parametrize("name", ["lines of addresses without quotes", "lines of braces", "options set one by one"])
def test_many_lines_are_checked_in_linear_time(name: str) -> None:
    unit = WOLFRAM[name].unit
    check_file(unit, "a.m")
    few, many = (steps(lambda: check_file(unit * count, "a.m")) for count in (100, 200))  # noqa: B023 - called at once
    assert many / few <= MOST_GROWTH


@pytest.mark.slow
@pytest.mark.parametrize("name", TOML)
def test_toml_is_checked_in_linear_time(name: str) -> None:
    assert_linear(TOML[name], lambda text: check_file(text, "kernels.toml"))


def commands() -> Iterator[object]:
    """Yield every construct in every shell: the slow tests take one of the shells, in turns."""
    for (at, name), (number, shell) in product(enumerate(COMMANDS), enumerate(SHELLS)):
        is_slow = number == at % len(SHELLS)
        yield pytest.param(shell, name, marks=pytest.mark.slow if is_slow else pytest.mark.exhaustive)


@pytest.mark.parametrize(("shell", "name"), list(commands()))
def test_a_command_is_checked_in_linear_time(shell: str, name: str) -> None:
    assert_linear(COMMANDS[name], lambda text: check_command(text, shell))


@pytest.mark.exhaustive
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("name", COMMANDS)
def test_so_is_the_longest_command(shell: str, name: str) -> None:
    assert_linear_up_to_the_longest(COMMANDS[name], lambda text: check_command(text, shell))


def test_an_equal_command_of_another_entry_is_checked_once() -> None:
    entry = '"k{0}"->{{"LoginScript"->"ssh h{1} math -mathlink","MLOpenArguments"->"-LinkMode Listen"}}'

    def of(*hosts: int) -> int:
        entries = ",".join(entry.format(at, host) for at, host in enumerate(hosts))
        return steps(lambda: check_file(f"SetOptions[$FrontEnd, EvaluatorNames->{{{entries}}}]", "a.m"))

    of(1)
    assert of(*(1,) * 8) < of(*range(8)) / 2


def test_steps_distinguish_quadratic_from_linear_work() -> None:
    def slices(text: str) -> None:
        whole = Source("", text.encode()).excerpt()
        for at in range(len(whole)):
            whole[at:]

    def pairs(text: str) -> None:
        sum(1 for _ in text for _ in text[::10])

    linear = list(growths(Construct("a"), lambda text: [str(each) for each in text]))
    assert max(linear) <= MOST_GROWTH
    assert min(next(growths(Construct("a"), work)) for work in (slices, pairs)) > MOST_GROWTH
