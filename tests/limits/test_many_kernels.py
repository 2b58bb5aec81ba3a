"""The cost of a command grows in proportion to the number of kernels, counted in steps, not in seconds."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest

from rkconf import spec, versions
from rkconf.extraction.installation import Installation
from rkconf.extraction.spec_error import spec_error
from rkconf.provisioning import write
from rkconf.source import Source
from tests.conftest import Outcome, Program
from tests.limits.steps import steps
from tests.limits.test_constructs import MOST_GROWTH
from tests.setups import setup

MORE = 12
"""With as many kernels, work for each pair of them shows beside the other work."""
FEW_MORE = 6
"""The number for work of many steps."""
FRONT_END = '[frontend]\nversion = "7"\nos = "macos"\n'
KERNEL = '[[kernels]]\nname = "k{number}"\n'
FIRST_PORT = 2000
PORTS = 20
"""More than the ports of one kernel, with those of its additional links."""

KERNELS = {
    "on many hosts": KERNEL + 'host = "h{number}"\nos = "macos"\n',
    "on one host": KERNEL + 'host = "h"\nkernel = "/opt/{number}/math"\n',
    "by many routes": KERNEL + 'host = "h"\nkernel = "/opt/{number}/math"\nssh = {{ ProxyJump = "j{number}" }}\n',
    "through tunnels": KERNEL + 'host = "h{number}"\nos = "linux"\nconnection = "tunnel"\nports = [{port}, {next}]\n',
    "in parallel": '[[parallel]]\nhost = "h{number}"\nos = "linux"\n',
}
Work = Callable[[], object]


def specification(kind: str, count: int) -> str:
    ports = range(FIRST_PORT, FIRST_PORT + count * PORTS, PORTS)
    rows = (KERNELS[kind].format(number=number, port=port, next=port + 1) for number, port in enumerate(ports))
    return FRONT_END + "".join(rows)


def growth(work: Callable[[int], Work], more: int) -> float:
    """Return the growth of the steps when the number of kernels after the first one doubles."""
    work(1)()  # imports modules, and builds tables
    first, some, twice = (steps(work(1 + number)) for number in (0, more, 2 * more))
    return (twice - first) / (some - first)


def succeed(outcome: Outcome) -> None:
    assert outcome.status == 0, outcome.err


@pytest.mark.slow
@pytest.mark.parametrize("kind", KERNELS)
def test_kernels_are_set_up_in_linear_time(kind: str, tmp_path: Path) -> None:
    def setting_up(count: int) -> Work:
        text = specification(kind, count)
        return lambda: write(Path(mkdtemp(dir=tmp_path)), setup(text).files)

    assert growth(setting_up, MORE) <= MOST_GROWTH


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    ["render {specification}", "trace {specification} k0", "extract {file}", "convert {file} --to 14"],
)
def test_a_command_takes_linear_time(command: str, tmp_path: Path, rkconf: Program) -> None:
    def running(count: int) -> Work:
        toml, file = tmp_path / "kernels.toml", tmp_path / "init.m"
        toml.write_text(specification("on many hosts", count))
        rkconf("render", str(toml), "--as", "wl-all", "--output", str(file))
        words = command.format(specification=toml, file=file).split()
        return lambda: succeed(rkconf(*words))

    assert growth(running, FEW_MORE) <= MOST_GROWTH


@pytest.mark.slow
def test_a_kernel_is_compared_with_those_that_need_its_ports_only() -> None:
    front_end = Installation(versions.parse("7"), "macos")
    first, *others = spec.load(Source("kernels.toml", specification("through tunnels", 1 + MORE).encode())).rows
    row, existing = first.table, [other.table for other in others]
    spec_error(row, front_end)
    assert steps(lambda: spec_error(row, front_end, existing)) < 2 * steps(lambda: spec_error(row, front_end))
