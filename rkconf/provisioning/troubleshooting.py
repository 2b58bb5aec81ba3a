"""The last part of a setup: symptoms and their remedies."""

from collections.abc import Iterator
from functools import cache
from typing import Literal, TypeAlias

from rkconf import tables
from rkconf.provisioning.blocks import Block
from rkconf.provisioning.remote import Remote
from rkconf.record import record

AdviceCase: TypeAlias = Literal[
    "controller",
    "parallel",
    "described",
    "launch-command",
    "direct",
    "fixed-ports",
    "tunnel",
    "mathssh",
    "kernel-init",
    "open-ports",
]


@record
class Advice:
    """A symptom and its remedy."""

    seen: str
    """The symptom that a person sees."""
    help: str
    """The remedy."""
    case: AdviceCase | None = None
    """The case in which this helps; None for every case."""


@record
class AdviceTable:
    """All advice."""

    advice: tuple[Advice, ...]
    """In the order in which it is printed."""


@cache
def _known_advice() -> tuple[Advice, ...]:
    return tables.read(AdviceTable, "provisioning/advice.toml").advice


def advice(remotes: tuple[Remote, ...]) -> Iterator[Block]:
    """Yield the advice for the cases of these kernels."""
    cases = set().union(*map(_cases, remotes))
    for each in _known_advice():
        if each.case is None or each.case in cases:
            yield f"{each.seen}: {each.help}"


def _cases(remote: Remote) -> Iterator[AdviceCase]:
    """Yield the cases of advice that apply to a kernel."""
    yield "parallel" if remote.is_parallel else "controller"
    yield "described" if remote.is_described else "launch-command"
    yield remote.table.connection
    if remote.uses_mathssh:
        yield "mathssh"
    if remote.kernel_init:
        yield "kernel-init"
    if remote.ports.calls:
        yield "open-ports"
