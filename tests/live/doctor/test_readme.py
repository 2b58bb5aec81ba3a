"""The runs of ``rkconf doctor`` in the README are real: they are compared with those on the machines of the tests."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.conftest import CHECKOUT, Golden
from tests.live.doctor.links import kernel
from tests.live.doctor.rig import HOME, Rig

pytestmark = [pytest.mark.live, pytest.mark.checkout]

README = CHECKOUT / "README.md"
SPECIFICATION = """\
[frontend]
version = "7"
os = "linux"

[[kernels]]
name = "skye"
host = "skye.local"
kernel = "/mnt/bin/math"
"""
_RUN = re.compile(r"^```text\nlaptop\$ rkconf (doctor [^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_VARYING = (
    (r" \(?\d+\.\d s\b\)?", ""),
    (r"\n {8,}", " "),  # the seconds of a step move the ends of its lines
    (r"SHA256:\S+", "HASH"),
    (r"OpenSSH_.*", "OPENSSH"),
    (r"\b\d{5}\b", "PORT"),
    (r" +", " "),
    (r"(start ok ).*", r"\1"),  # the kernel calls, or calls later
)


def new_host(rig: Rig) -> None:
    kernel()(rig)
    rig.know()


STATES: tuple[Callable[[Rig], None], ...] = (new_host, kernel())
"""The state of the machines for each run, in the order of the README."""


@pytest.mark.parametrize("number", range(len(STATES)))
def test_a_run_in_the_readme_is_what_happens(rig: Rig, golden: Golden, number: int) -> None:
    text = README.read_text()
    shown = [*_RUN.finditer(text)]
    assert len(shown) == len(STATES)
    STATES[number](rig)
    rig.here.put(f"{HOME}/kernels.toml", SPECIFICATION)

    printed = run(rig, shown[number][1])

    if stable(printed) != stable(shown[number][2]):
        golden(README, text[: shown[number].start(2)] + printed + text[shown[number].end(2) :])


def run(rig: Rig, command: str) -> str:
    """Return what a command of the README prints in the home directory on the Front End's machine."""
    script = f"cd; exec {sys.executable} -m rkconf {command}"
    environment = {**rig.environment, "PYTHONPATH": str(CHECKOUT)}
    words = rig.as_user("sh", "-c", script)
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


def stable(text: str) -> str:
    """Return a text without seconds, ports, keys and versions of ssh, which differ between runs and machines."""
    for pattern, name in _VARYING:
        text = re.sub(pattern, name, text)
    return text
