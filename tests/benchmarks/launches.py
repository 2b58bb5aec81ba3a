"""Check many launch commands in one process, with this rkconf and with another checkout of it, in turns."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.live import cases

RUNS = 7
CHECK = """
import json, sys, time
from rkconf import inputs, linting, versions
from rkconf.command import Target
version = versions.parse("5.2")
start = time.process_time()
for kind, command, mlopen, local, remote in json.load(open(sys.argv[1])):
    texts = {"parallel": command} if kind == "parallel" else {"launch": command, "mlopen": mlopen}
    (checked,) = inputs.bare({name: text.encode() for name, text in texts.items() if text is not None})
    linting.check(checked, Target(version, version, (local,), (remote,)))
print(time.process_time() - start)
"""
MEASURED = Path(__file__).parents[3] / "shared" / "truth" / "commands.jsonl"
"""Two thousand measured commands, where they are; the tables of the live tests replace them elsewhere."""
Command = tuple[str, str, str | None, str, str]


def compared(checkout: Path) -> tuple[float, float, float]:
    """Return the median of the ratios of pairs of runs, and the median seconds here and there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "commands.json"
        path.write_text(json.dumps(commands()))
        here = Path(__file__).parents[2]
        pairs = [(_seconds(here, path), _seconds(checkout, path)) for _ in range(RUNS)]
    return median(a / b for a, b in pairs), median(a for a, _ in pairs), median(b for _, b in pairs)


def commands() -> list[Command]:
    """Return the measured commands, each with its shells."""
    if not MEASURED.is_file():
        pairs = [(case, pair) for case in cases.load() for pair in case.pairs]
        return [("launch", case.order.command, case.order.mlopen, *pair) for case, pair in pairs]
    rows = map(json.loads, MEASURED.read_text().splitlines())
    return [(row["kind"], row["command"], row["mlopen"], row["local_shell"], row["remote_shell"]) for row in rows]


def _seconds(checkout: Path, path: Path) -> float:
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    run = subprocess.run(
        [sys.executable, "-c", CHECK, str(path)], cwd=checkout, env=environment, capture_output=True, check=True
    )
    return float(run.stdout)
