"""The networks, what rkconf writes for them, and who evaluates init files."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from tests.live.links.configurations import Configured, Files, Row
from tests.live.links.kernel import SOCKET
from tests.live.links.matrix import CASES, LOGIN_SHELLS, Case, free_ports, table
from tests.live.links.networks import CHECKOUT, INITS, Network
from tests.live.machines import Machines, stop
from tests.waiting import listens, wait_until

# Where it must not be missing, as in continuous integration; read before the tests get a plain environment.
_REQUIRED = os.environ.get("RKCONF_TESTS_NEED_WOLFRAM") == "1"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what came up, where these tests are run by themselves."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    cells = [value for report in reports for name, value in report.user_properties if name == "matrix"]
    for line in table(cells):
        terminalreporter.write_line(line)


Written = Callable[[str, str], Mapping[str, Configured]]
"""The files that are written for a version and an operating system of the Front End."""


@pytest.fixture(scope="session")
def network(machines: Machines) -> Network:
    """Return two machines that reach each other without hindrance."""
    return Network.of_loopbacks(machines)


@pytest.fixture(scope="session")
def written(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """Return what rkconf writes for all cases of a version, the first time that one of them is asked for."""
    with free_ports() as ports:

        @cache
        def write(version: str, system: str) -> Mapping[str, Configured]:
            rows = [
                row(case, shell, network, tuple(islice(ports, case.ports)))
                for case in CASES
                if case.version == version and (system != "windows" or not case.parallel)
                for shell in (LOGIN_SHELLS if system != "windows" else (case.shell,))
            ]
            files = Files(tmp_path_factory.mktemp("written") / version, version, system)
            found = files.write(rows)
            deliver(files, network)
            return found

        yield write


def row(case: Case, shell: str, network: Network, ports: tuple[int, ...]) -> Row:
    """Return a case as in a specification."""
    kernel = network.kernel_path(case.path, case.program)
    return Row(case.named(shell), case.connection, kernel, case.parallel, ports[:2], INITS[case.path], case.links)


def deliver(files: Files, network: Network) -> None:
    """Follow the steps of ``rkconf setup`` for init files."""
    for number, command in enumerate(files.deliveries):
        shell = LOGIN_SHELLS[number % len(LOGIN_SHELLS)]
        environment = network.environment(shell, network.machines.records(), files.version)
        words = (*network.enter, "sh", "-c", command)
        subprocess.run(words, cwd=files.folder / "setup", env=environment, check=True)


@pytest.fixture(scope="session")
def evaluator(machines: Machines) -> Iterator[None]:
    """Let the kernels evaluate their init files."""
    if not _REQUIRED and importlib.util.find_spec("mathics") is None:
        pytest.skip("Mathics3 is not installed; `pip install --group wolfram` installs it")
    socket = machines.root / SOCKET
    command = (sys.executable, "-m", "tests.live.links.evaluator", socket)
    with (machines.root / "evaluator.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=CHECKOUT, stdout=log, stderr=log)
    wait_until(lambda: listens(socket), process, lambda: Path(log.name).read_text(errors="replace"))
    yield
    stop(process)
