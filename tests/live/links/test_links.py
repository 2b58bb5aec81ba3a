"""The output of rkconf brings up every link: each connection, version, kernel path and login shell, through a real ssh.

The commands are those that ``rkconf render`` wrote into an init.m (for parallel kernels, into a file for the kernel
that starts them), in which ``rkconf lint`` finds neither error nor warning; the init files are where the steps of
``rkconf setup`` put them.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from rkconf.command import local_shells
from tests.live.links.conftest import Written
from tests.live.links.front_end import Report
from tests.live.links.matrix import CASES, LOGIN_SHELLS, TITLE, Case
from tests.live.links.networks import Network

pytestmark = pytest.mark.live


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_every_link_comes_up_with_every_login_shell(
    case: Case,
    network: Network,
    written: Written,
    shells: frozenset[str],
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    if case.needs_kernel_init:
        request.getfixturevalue("evaluator")
    configured = written(case.version, "linux")
    local = [shell for shell in local_shells(None) if shell in shells]

    def launch(numbered: tuple[int, str]) -> Report:
        number, shell = numbered
        here = local[(CASES.index(case) + number) % len(local)]
        return network.launch(configured[case.named(shell)], case, (here, shell))

    there = [shell for shell in LOGIN_SHELLS if shell in shells]
    with ThreadPoolExecutor(len(there)) as pool:
        reports = dict(zip(there, pool.map(launch, enumerate(there)), strict=True))
    expected = case.complete(network.kernel)
    row = f"{case.way}, path {case.path}"
    record_property("matrix", [TITLE, row, case.version, str(list(reports.values()).count(expected))])
    assert {shell: report for shell, report in reports.items() if report != expected} == {}
