"""The tests of a group run in one process, whatever the versions of pytest and pytest-xdist.

A group shares what is expensive or rare: a Windows drive, a block of ports, a browser.
"""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkout

_TESTS = """
import os
from pathlib import Path

import pytest


@pytest.mark.xdist_group("group")
@pytest.mark.parametrize("number", range(8))
def test_of_a_group(number):
    with Path("processes").open("a") as processes:
        print(os.environ["PYTEST_XDIST_WORKER"], file=processes)
"""


def test_the_tests_of_a_group_run_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "test_group.py").write_text(_TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider")
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    processes = (tmp_path / "processes").read_text().split()
    assert len(processes) == 8
    assert len(set(processes)) == 1
