"""The output of rkconf for a Front End on Windows brings up every link: through cmd.exe, a real ssh and a login shell.

cmd.exe is that of Wine, and the ssh that it starts is one of Unix, whose words Wine splits as Microsoft's C runtime
does. This does not show how a Front End on Windows runs the command, and rkconf reports that when it writes one.
"""

from collections.abc import Callable

import pytest

from tests.live.links.conftest import Written
from tests.live.links.matrix import CASES, Case
from tests.live.links.networks import Network
from tests.live.windows import Windows

pytestmark = [pytest.mark.live, pytest.mark.xdist_group("windows")]

TITLE = "from Windows: links that come up, with one login shell for each"


@pytest.fixture(scope="module")
def from_windows(network: Network, windows: Windows) -> Network:
    """Return the network with a cmd.exe on the Front End's machine."""
    windows.pass_on("ssh", network.programs / "ssh")
    network.put_program("cmd", windows.shell)
    return network


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES if not case.parallel])
def test_every_link_comes_up_from_windows(
    case: Case,
    from_windows: Network,
    written: Written,
    shells: frozenset[str],
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    if case.needs_kernel_init:
        request.getfixturevalue("evaluator")
    if case.shell not in shells:
        pytest.skip(f"{case.shell} is not installed")
    command = written(case.version, "windows")[case.named(case.shell)]
    report = from_windows.launch(command, case, ("cmd", case.shell))
    row = f"{case.way}, path {case.path}"
    record_property("matrix", [TITLE, row, case.version, str(len(report.links))])
    assert report == case.complete(from_windows.kernel)
