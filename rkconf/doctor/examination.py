"""Run the steps of a diagnosis in their order; the first one that fails gives the cause."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from time import monotonic
from typing import Protocol

from rkconf.doctor.early_start import EarlyStart
from rkconf.doctor.findings import StepFinding, skipped
from rkconf.doctor.model import (
    EARLIER_FAILED,
    Conclusion,
    Diagnosis,
    DiagnosisStep,
    StepName,
    StepStatus,
    Words,
)
from rkconf.doctor.options import Options
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session, session
from rkconf.doctor.ssh.commands import SOCKET
from rkconf.doctor.ssh.probed import probed
from rkconf.doctor.steps import listen
from rkconf.record import replace

_IMPLIED = frozenset(
    (
        StepName.NAME,
        StepName.REACH,
        StepName.HOST_KEY,
        StepName.LOGIN,
        StepName.SHELL,
        StepName.KERNEL,
        StepName.FORWARDS,
    )
)
"""The steps that have succeeded if the real kernel has called, whatever could be tried of them."""


_EVIDENCE = 300
"""The characters of an evidence that are shown."""


class Observer(Protocol):
    """Follows a diagnosis while it runs."""

    def begins(self, name: StepName) -> None:
        """Report that a step begins."""

    def ended(self, step: DiagnosisStep) -> None:
        """Report the result of a step."""


async def examine(plan: TrialPlan, options: Options, early: EarlyStart, observer: Observer) -> Diagnosis:
    """Try a kernel for real, and return what was found; everything that was started has ended then."""
    steps: list[DiagnosisStep] = []
    async with session(plan, options, early) as begun:
        preparing: asyncio.Task[None] | None = None
        failed: StepFinding | None = None
        for name in StepName:
            observer.begins(name)
            if name is StepName.HOST_KEY:
                preparing = asyncio.create_task(_prepare(plan))
            step, finding = await _tried(name, begun, is_skipped=failed is not None and name is not StepName.END)
            failed = failed or (finding if finding.status is StepStatus.FAILED else None)
            observer.ended(step)
            steps.append(step)
        if preparing:
            await preparing
        return _diagnosis(begun, tuple(steps), failed)


async def _prepare(plan: TrialPlan) -> None:
    """Import the steps, one after the other, while programs run that other steps wait for."""
    for name in StepName:
        _module(name, plan)
        await asyncio.sleep(0)


_BEFORE_THE_LINK = frozenset({StepName.ENTRY, StepName.ENVIRONMENT})
"""The steps that run before the link has a name."""


def planned(plan: TrialPlan) -> tuple[tuple[StepName, Words], ...]:
    """Return every command that a diagnosis would run, with its step, and run none of them."""
    filled = plan if plan.described else listen.expected(plan)
    has_socket = not plan.connections or probed(plan) is not None
    every = (
        (name, words)
        for name in StepName
        for words in _module(name, plan).commands(plan if name in _BEFORE_THE_LINK else filled)
    )
    return tuple((name, words) for name, words in every if words and (has_socket or SOCKET not in words))


async def _tried(name: StepName, begun: Session, *, is_skipped: bool) -> tuple[DiagnosisStep, StepFinding]:
    begins = monotonic()
    check: Callable[[Session], Awaitable[StepFinding]] = _module(name, begun.plan).check
    finding = skipped(EARLIER_FAILED) if is_skipped else await check(begun)
    mask = begun.plan.mask
    unused = begun.programs.unused if name is StepName.END else ()
    commands = tuple(tuple(map(mask, words)) for words in (*begun.programs.take_started(), *unused))
    shown = replace(
        finding,
        evidence=shortened(mask(finding.evidence)),
        notes=tuple(map(mask, finding.notes)),
        cause=finding.cause and replace(finding.cause.masked(mask), evidence=shortened(mask(finding.cause.evidence))),
    )
    step = DiagnosisStep(name, shown.status, shown.evidence, monotonic() - begins, commands, shown.notes)
    return step, shown


def shortened(evidence: str) -> str:
    """Return the beginning of a long evidence."""
    return evidence if len(evidence) <= _EVIDENCE else f"{evidence[:_EVIDENCE]} ..."


def _diagnosis(begun: Session, steps: tuple[DiagnosisStep, ...], failed: StepFinding | None) -> Diagnosis:
    plan = begun.plan
    unknown = {step.name for step in steps if step.status is StepStatus.UNKNOWN}
    is_unknown = bool(unknown - _IMPLIED if _is_linked(plan, steps) else unknown)
    conclusion = Conclusion.FAILS if failed else Conclusion.UNKNOWN if is_unknown else Conclusion.WORKS
    return Diagnosis(
        plan.name,
        plan.target.version.name,
        conclusion,
        steps,
        failed.cause if failed else None,
        plan.login_shell,
        tuple(begun.proven),
        tuple(begun.not_proven),
    )


def _is_linked(plan: TrialPlan, steps: tuple[DiagnosisStep, ...]) -> bool:
    """Return whether the real kernel has called, and lives."""
    succeeded = {step.name for step in steps if step.status is StepStatus.OK}
    return plan.stand_in is None and {StepName.LINK, StepName.LIFETIME} <= succeeded


class _StepModule(Protocol):
    """One step: the commands that it would run, and the check."""

    @property
    def commands(self) -> Callable[[TrialPlan], tuple[Words, ...]]: ...

    @property
    def check(self) -> Callable[[Session], Awaitable[StepFinding]]: ...


def _module(name: StepName, plan: TrialPlan) -> _StepModule:
    """Return a step; some steps of a description differ from those of a launch command."""
    if plan.described:
        # Few kernels have a description, and its steps import what they share with `rkconf trace`.
        from rkconf.doctor import descriptions

        if name in descriptions.STEPS:
            return descriptions.STEPS[name]
    module: _StepModule = import_module(f"rkconf.doctor.steps.{name.replace('-', '_')}")
    return module
