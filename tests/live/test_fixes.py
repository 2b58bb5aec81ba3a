"""A safe fix does no harm: a command that reached the kernel reaches it after all safe fixes too."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from rkconf import inputs
from rkconf.diagnostics import Applicability
from tests.conftest import CHECKOUT
from tests.live import cases
from tests.live.cases import Case, Pair
from tests.live.front_end import FrontEnd, Order
from tests.live.test_verdicts import target
from tests.repairs import repaired

# Read once: no test sees the variables of the machine that it runs on.
MEASURED = Path(os.environ.get("RKCONF_SHARED", CHECKOUT.parent / "shared")) / "truth/commands.jsonl"
_THREADS = 32
_PORT, _REPLACED = re.compile(r"(?<![0-9.])[1-6][0-9]{4}(?![0-9])"), 10
_CONNECTION = re.compile(r"\s-[A-Za-z]*[fMRSO]|Forward|Control|Fork", re.IGNORECASE)
"""Options about the connection: a command with one of them needs a separate connection."""
_LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"


class Job(NamedTuple):
    """A command for a pair of shells."""

    order: Order
    pair: Pair


@pytest.mark.live
@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in cases.load() if case.theme == "repairs"])
def test_no_safe_fix_harms_a_row_of_the_table(case: Case, front_end: FrontEnd, shells: frozenset[str]) -> None:
    assert harmed(front_end, [Job(case.order, pair) for pair in case.pairs if shells.issuperset(pair)]) == []


@pytest.mark.parametrize(
    "most",
    [
        pytest.param(250, id="250 of them", marks=pytest.mark.live),
        pytest.param(None, id="all", marks=pytest.mark.exhaustive),
    ],
)
def test_no_safe_fix_harms_a_measured_command(front_end: FrontEnd, shells: frozenset[str], most: int | None) -> None:
    if not MEASURED.exists():
        pytest.skip("the measured commands are not on this machine")
    assert harmed(front_end, [job for job in sample(most) if shells.issuperset(job.pair)]) == []


def sample(most: int | None) -> list[Job]:
    """Return the same commands on every run, all of which worked, chosen by what they are and not by where they are."""
    lines = MEASURED.read_text(encoding="utf-8").splitlines()
    ordered = sorted(lines, key=lambda line: hashlib.sha256(line.encode()).digest())
    rows = [row for row in map(json.loads, ordered) if row["outcome"] == "works"]
    return [measured(row) for row in {row["command"]: row for row in rows}.values()][:most]


def measured(row: Mapping[str, str]) -> Job:
    """Return a command as it was measured, but with ports that many commands can have at once."""
    command, mlopen = on_replaced_ports(row["command"], row["mlopen"] or _LISTEN)
    version = row["version"]
    order = Order(
        command,
        mlopen,
        parallel=row["kind"] == "parallel",
        version=version,
        kernel_version=version,
        closed=row["network"] != "open",
        shared=row["kind"] == "controller" and not _CONNECTION.search(command),
    )
    return Job(order, (row["local_shell"], row["remote_shell"]))


def on_replaced_ports(*texts: str) -> tuple[str, ...]:
    """Return texts with their ports moved to those that the Front End replaces, if there are enough of these."""
    ports = list(dict.fromkeys(port for text in texts for port in _PORT.findall(text)))
    if len(ports) > _REPLACED:
        return texts
    moved = {port: str(31410 + number) for number, port in enumerate(ports)}
    return tuple(_PORT.sub(lambda found: moved[found[0]], text) for text in texts)


def harmed(front_end: FrontEnd, jobs: Iterable[Job]) -> list[tuple[str, str, Pair]]:
    """Return the commands that work, with what becomes of them and does not work."""
    changed = [(job, after) for job in jobs if (after := fixed(job)) != job]
    with ThreadPoolExecutor(_THREADS) as pool:
        worse = pool.map(lambda each: is_worse(front_end, *each), changed)
        return [
            (before.order.command, after.order.command, before.pair)
            for (before, after), harm in zip(changed, worse, strict=True)
            if harm
        ]


def is_worse(front_end: FrontEnd, before: Job, after: Job) -> bool:
    """Return whether a command works and another does not."""
    return not works(front_end, after) and works(front_end, before)


def works(front_end: FrontEnd, job: Job) -> bool:
    return front_end.launch(job.order, *job.pair).works


def fixed(job: Job) -> Job:
    """Return a command after all safe fixes, in the same network."""
    order = job.order
    texts = {"parallel": order.command} if order.parallel else {"launch": order.command, "mlopen": order.mlopen or ""}
    (checked,) = inputs.bare({kind: text.encode() for kind, text in texts.items()})

    made = repaired(checked, target(order, job.pair), {Applicability.SAFE}).checked
    new = [part.source.data.decode() for part in made.parts]
    if new == list(texts.values()):
        return job
    mlopen = order.mlopen if order.parallel else new[1]
    return Job(replace(order, command=new[0], mlopen=mlopen, closed=order.is_closed), job.pair)
