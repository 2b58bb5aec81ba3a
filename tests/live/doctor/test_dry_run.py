"""``--dry-run`` starts no process and calls no machine, whatever the kind of the entry: strace shows every call."""

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.live.disturbances import missing
from tests.live.machines import require

pytestmark = pytest.mark.live

_CALLS = "execve,execveat,fork,vfork,clone,clone3,bind,listen,connect,sendto,sendmsg"
_TRACE = (shutil.which("strace") or "strace", "-f", "-qq", "-e", f"trace={_CALLS}", "-e", "signal=none", "-o")
_QUESTION = 'connect(3, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("192.0.2.1")}'
"""To connect a datagram socket to this address of RFC 5737 sends nothing: it asks for the own address on the way."""
_DATABASE = "/nscd/socket"
"""The C library asks its cache for the name of the account."""
_EVERY = """\
import contextlib, io, json, sys
from rkconf.cli import main
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        status = main(["doctor", *words])
    print(status, "start" in printed.getvalue(), words)
"""
_LINK = "math -mathlink -LinkMode Connect -LinkName `linkname` -LinkHost `ipaddress`"
_COMMANDS = (
    ("--launch", f"ssh skye.local {_LINK}"),
    ("--launch", f"ssh gate.local ssh skye.local {_LINK}"),
    ("--launch", f"ssh -J gate.local skye.local {_LINK}"),
    ("--launch", f"ssh -R 31415:localhost:31415 skye.local {_LINK}"),
    ("--launch", _LINK),
    ("--parallel", "ssh `1` math -mathlink -LinkMode Connect `4` -LinkName `2` &", "--set", "1=skye.local"),
)


def traced(options: tuple[str, ...], log: Path) -> tuple[list[str], list[str]]:
    """Run every kind of entry in one process, and return the output of each run, and the calls of the process."""
    every = [[*words, *options] for words in (*_COMMANDS, *recipes())]
    done = subprocess.run(
        (*_TRACE, log, sys.executable, "-c", _EVERY, json.dumps(every)), capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines(), [line.split(maxsplit=1)[1] for line in log.read_text().splitlines()]


def recipes() -> Iterator[tuple[str, str]]:
    """Yield the words for each kernel of each recipe."""
    for path in sorted((SAMPLES / "kernels").glob("*.toml")):
        read = tomllib.loads(path.read_text())
        rows = (*read.get("kernels", ()), *read.get("parallel", ()))
        yield from ((str(path), row["name"]) for row in rows if "name" in row)


@pytest.mark.parametrize("options", [("--dry-run",), ("--dry-run", "--kernel-stand-in")], ids=" ".join)
def test_a_dry_run_of_every_kind_of_entry_starts_nothing(options: tuple[str, ...], tmp_path: Path) -> None:
    require(missing())
    said, calls = traced(options, tmp_path / "calls")

    # Some recipes are for Windows, or have an error that ends a trial at its first step.
    assert sum(each.startswith("0 True") for each in said) > len(_COMMANDS)
    assert [call for call in calls[1:] if not call.startswith(_QUESTION) and _DATABASE not in call] == []
    assert calls[0].startswith("execve(")


def test_a_trial_is_seen_by_the_same_trace(tmp_path: Path) -> None:
    require(missing())
    words = ("--launch", f"ssh nowhere.invalid {_LINK}")
    log = tmp_path / "calls"
    command = (*_TRACE, log, sys.executable, "-m", "rkconf", "doctor", *words)
    subprocess.run(command, capture_output=True, check=False)

    assert 'execve("/usr/bin/ssh"' in log.read_text()
