"""What must exist beside an entry: scripts, init files, ssh's configuration, keys, firewalls; and the way to it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from rkconf.diagnostics import Problem, Severity
from rkconf.rendering import render
from rkconf.setup.files import Delivery, File, deliveries, place, script
from rkconf.setup.firewall import openings
from rkconf.setup.folder import write
from rkconf.setup.remote import Remote
from rkconf.setup.ssh_config import configuration
from rkconf.setup.steps import Plan
from rkconf.spec import Places, Specification, front_end_os, rows
from rkconf.versions import Version

__all__ = ["STEPS", "File", "Setup", "prepare", "write"]

STEPS = "steps.txt"


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything for some kernels, and what a specification leaves open."""

    files: tuple[File, ...]
    """The steps first; then what they speak of."""
    problems: tuple[Problem, ...]

    def text(self) -> str:
        """Return the steps, then each file under its name."""
        steps, *others = self.files
        return "\n".join([steps.text, *(f"==> {file.path} <==\n{file.text}" for file in others)])


def prepare(specification: Specification, places: Places, version: Version, names: Collection[str] = ()) -> Setup:
    """Return what ``version`` needs; with ``names`` only for what is called so.

    The specification must be feasible (`rkconf.spec.infeasible`).
    """
    chosen = [row for row in rows(specification, places) if not names or row.table.name in names]
    remotes = tuple(Remote(row, version, front_end_os(specification)) for row in chosen if row.table.host is not None)
    problems = [row.problem("incomplete-entry", "", _NO_HOST, _ADD_HOST) for row in chosen if row.table.host is None]
    if not remotes:
        return Setup((), tuple(problems))
    delivered = deliveries(remotes)
    plan = Plan(remotes, delivered, openings(remotes, specification), render(specification, version, names))
    files = dict.fromkeys((*(delivery.file for delivery in delivered), *configuration(remotes)))
    problems += _open_questions(remotes, delivered)
    return Setup((File(STEPS, plan.text()), *files), tuple(problems))


_NO_HOST = "the launch command stands here word for word, and no host beside it: nothing is set up for it"
_ADD_HOST = "add host = ..."
_ANOTHER_SCRIPT = "give each kernel a script of its own"


def _open_questions(remotes: tuple[Remote, ...], delivered: tuple[Delivery, ...]) -> Iterator[Problem]:
    texts = {delivery.key: delivery.file.text for delivery in delivered}
    for remote in remotes:
        if remote.script is None:
            continue
        if remote.installed is None:
            message = f"which kernel does {remote.script} start? No file is written for it"
            advice = 'add os = "macos" or os = "linux": then the usual place is taken'
            yield remote.row.problem("incomplete-entry", "kernel", message, advice)
        elif texts[remote.account, place(remote.script)] != script(remote.installed):
            message = f"{remote.script} starts another kernel already"
            yield replace(remote.row.impossible("kernel", message, _ANOTHER_SCRIPT), severity=Severity.ERROR)
