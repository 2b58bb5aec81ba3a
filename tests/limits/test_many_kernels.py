"""The cost of a command grows in proportion to the number of kernels, counted in steps, not in seconds."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest

from rkconf.provisioning import write
from tests.limits.steps import steps
from tests.limits.test_constructs import MOST_GROWTH
from tests.setups import setup

MORE = 12
"""With as many kernels, work for each pair of them shows beside the other work."""
FRONT_END = '[frontend]\nversion = "7"\nos = "macos"\n'
KERNEL = '[[kernels]]\nname = "k{number}"\n'
KERNELS = {
    "on many hosts": KERNEL + 'host = "h{number}"\nos = "macos"\n',
    "on one host": KERNEL + 'host = "h"\nkernel = "/opt/{number}/math"\n',
    "by many routes": KERNEL + 'host = "h"\nkernel = "/opt/{number}/math"\nssh = {{ ProxyJump = "j{number}" }}\n',
    "in parallel": '[[parallel]]\nhost = "h{number}"\nos = "linux"\n',
}
Work = Callable[[], object]


def specification(kind: str, count: int) -> str:
    return FRONT_END + "".join(KERNELS[kind].format(number=number) for number in range(count))


def growth(work: Callable[[int], Work]) -> float:
    """Return the growth of the steps when the number of kernels after the first one doubles."""
    work(1)()  # imports modules, and builds tables
    first, some, twice = (steps(work(1 + more)) for more in (0, MORE, 2 * MORE))
    return (twice - first) / (some - first)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KERNELS)
def test_kernels_are_set_up_in_linear_time(kind: str, tmp_path: Path) -> None:
    def setting_up(count: int) -> Work:
        text = specification(kind, count)
        return lambda: write(Path(mkdtemp(dir=tmp_path)), setup(text).files)

    assert growth(setting_up) <= MOST_GROWTH
