"""The link of a described kernel runs over the input and output of ssh: the words that break it, and those of RK807.

The real ssh and sshd carry a frame with every byte to a stand-in for the kernel, and back.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf import inputs, linting
from rkconf.linting import Assumptions
from rkconf.source import Source
from rkconf.versions import parse
from tests.live.machines import Machines, missing, require, stop

pytestmark = pytest.mark.live

STAND_IN = Path(__file__).parent / "stand_ins" / "streaming_kernel.py"
BYTES = bytes(range(256)) * 4
# A terminal may wait for ever after other bytes: its control characters stop the output or end the input.
LINES = b"a line of the link\n" * 16
KERNEL = "/there/bin/wolfram"
SHELLS = ("bash", "zsh", "tcsh")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Return separate machines, whose startup files these tests write."""
    require(missing())
    with Machines.built(tmp_path_factory.mktemp("streams")) as built:
        kernel = built.root / KERNEL.lstrip("/")
        kernel.write_text(f"#!/bin/sh\nexec '{sys.executable}' -IS '{STAND_IN}'\n")
        kernel.chmod(0o755)
        # bash reads its startup file in a login over the network, whose variables the stand-in for the login drops.
        login = built.root / "bash"
        login.write_text(f'#!/bin/sh\nexec env SSH_CLIENT=rig SHLVL=0 {shutil.which("bash")} "$@"\n')
        login.chmod(0o755)
        server = built.start()
        yield built
        stop(server)


def connects(world: Machines, options: list[str], command: str, shell: str = "dash", content: bytes = BYTES) -> bool:
    """Return whether a frame with this content comes back unchanged, and nothing else with it."""
    frame = f"{len(content):08x}".encode() + content
    environment = dict(world.environment(world.records(), shell, ("14.1", "14.1")))
    words = [str(world.root / "here/bin/ssh"), *options, "skye.local", command]
    run = subprocess.run(words, input=frame, capture_output=True, check=False, env={**os.environ, **environment})
    return run.stdout == frame


def is_reported(options: list[str], command: str) -> bool:
    """Return whether lint reports that the description takes a stream from the link."""
    words = ", ".join(map(json.dumps, options))
    given = f', "SshArguments" -> {{{words}}}' if options else ""
    text = f'LaunchKernels[KernelConfiguration["ssh://h", "KernelCommand" -> {json.dumps(command)}{given}]]'
    checked = inputs.read(Source("a.wl", text.encode()))
    found = linting.check(checked, Assumptions(version=parse("14.1")).target(checked))
    return any(each.name == "stdio-taken" for each in found)


@pytest.mark.parametrize(
    ("options", "more", "works"),
    [
        pytest.param([], "", True, id="nothing"),
        pytest.param(["-x"], "", True, id="no X11"),
        pytest.param(["-T"], "", True, id="no terminal"),
        pytest.param(["-t"], "", True, id="a terminal that ssh does not make"),
        pytest.param(["-C"], "", True, id="compression"),
        pytest.param(["-v"], "", True, id="reports on the standard error"),
        pytest.param(["-n"], "", False, id="no input"),
        pytest.param(["-f"], "", False, id="in the background"),
        pytest.param(["-tt"], "", False, id="a forced terminal"),
        pytest.param(["-t", "-t"], "", False, id="a forced terminal as two words"),
        pytest.param([], " < /dev/null", False, id="the input redirected"),
        pytest.param([], " > /dev/null", False, id="the output redirected"),
        pytest.param([], " 2> /dev/null", True, id="the standard error redirected"),
        pytest.param([], " &", False, id="the command in the background"),
    ],
)
def test_a_link_over_ssh_works_unless_lint_reports_it(
    world: Machines, options: list[str], more: str, *, works: bool
) -> None:
    command = f"{world.root}{KERNEL}{more}"
    content = LINES if "".join(options).count("t") > 1 else BYTES
    assert connects(world, options, command, content=content) is works
    assert is_reported(options, command) is not works


@pytest.mark.parametrize(
    ("command", "works"),
    [
        pytest.param("{folder}/wolfram", False, id="as it is"),
        pytest.param("'{folder}/wolfram'", True, id="in quotes that the login shell reads"),
        pytest.param("{link}", True, id="a symbolic link without a space, which the note advises"),
    ],
)
def test_a_path_with_a_space_needs_quotes_or_another_name(world: Machines, command: str, *, works: bool) -> None:
    """It is not known whether Mathematica adds quotes: the words of ssh are those that it would get without them."""
    folder, link = world.root / "there/my kernels", world.root / "there/kernel"
    if not link.exists():
        folder.mkdir()
        shutil.copy(world.root / KERNEL.lstrip("/"), folder / "wolfram")
        link.symlink_to(folder / "wolfram")
    assert connects(world, [], command.format(folder=folder, link=link)) is works


@pytest.mark.parametrize(
    ("shell", "file"), [("bash", ".bashrc"), ("zsh", ".zshenv"), ("tcsh", ".cshrc")], ids=["bash", "zsh", "tcsh"]
)
@pytest.mark.parametrize(
    ("line", "working"),
    [
        pytest.param("true", SHELLS, id="a silent line"),
        pytest.param("sh -c 'echo welcome >&2'", SHELLS, id="a line that prints on the standard error"),
        pytest.param("echo welcome", (), id="a line that prints"),
        pytest.param("cat > /dev/null", (), id="a line that reads the input"),
        # tcsh ends the file alone.
        pytest.param("exit 0", ("tcsh",), id="a line that ends the shell"),
    ],
)
def test_a_startup_file_must_print_nothing(
    world: Machines, shell: str, file: str, line: str, working: tuple[str, ...]
) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    login = str(world.root / "bash") if shell == "bash" else shell
    startup = world.root / "home/there" / file
    startup.write_text(f"{line}\n")
    try:
        assert connects(world, [], f"{world.root}{KERNEL}", login) is (shell in working)
    finally:
        startup.unlink()


def test_options_of_the_configuration_work_as_those_of_the_description(world: Machines) -> None:
    """A description names the host, so what its arguments lack may be in the configuration of ssh."""
    configuration = world.root / "ssh_config"
    text = configuration.read_text()
    configuration.write_text(f"Host skye.local\n    Compression yes\n    ServerAliveInterval 30\n{text}")
    try:
        assert connects(world, [], f"{world.root}{KERNEL}")
    finally:
        configuration.write_text(text)
