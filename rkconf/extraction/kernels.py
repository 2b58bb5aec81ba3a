"""From an entry of the Front End to a kernel of a specification."""

from collections.abc import Iterator, Sequence

from rkconf.command import Launch
from rkconf.diagnostics import Problem
from rkconf.entries import LocatedEntry
from rkconf.entries.model import KernelEntry
from rkconf.extraction import understanding
from rkconf.extraction.faults import fault
from rkconf.extraction.installation import Installation
from rkconf.rendering import entry as rendered
from rkconf.spec import Kernel
from rkconf.spec.model import revised
from rkconf.syntax import escape


def extract(entry: LocatedEntry, front_end: Installation, beside: Sequence[Kernel] = ()) -> Kernel | Problem | None:
    """Return the kernel; None for the local one, a problem where no specification can say it.

    Where a kernel of ``beside`` has the same ports, its own words are kept: in fields they would contradict each other.
    """
    model = entry.model()
    if not model.remote_machine and model.login_script is None and model.host_name is None:
        message = f"{entry.name!r} is a local kernel; a specification holds kernels on other machines"
        return None if entry.name == "Local" else Problem("incomplete-entry", entry.name_span, message)
    reason: str | None = None
    others = [kernel for kernel in beside if kernel.ports]
    for kernel in _candidates(model, entry.launch, front_end):
        reason = fault(kernel, front_end, others if kernel.ports else ())
        if reason is None:
            return kernel
    return Problem("impossible-specification", entry.name_span, f"{entry.name!r} cannot be said: {reason}")


def _candidates(model: KernelEntry, launch: Launch | None, front_end: Installation) -> Iterator[Kernel]:
    """Yield what says the same as an entry, the best form first, the verbatim form last."""
    if launch is None or launch.command is None:
        yield _completed(Kernel(name=model.name, host=model.host_name, user=model.remote_login, options="basic"), model)
        return
    understood = understanding.controller(model.name, launch, front_end)
    if understood and says_the_same(understood, launch, front_end):
        yield _completed(_with_mlopen(understood, model, front_end), model)
    texts = {"launch_command": model.login_script, "mlopen_arguments": model.mlopen_arguments}
    given = {key: text for key, text in texts.items() if text is not None}
    yield _completed(Kernel.model_validate({"name": model.name, **given}), model)


def says_the_same(kernel: Kernel, launch: Launch, front_end: Installation) -> bool:
    """Say whether rendering the kernel gives the same words, after both shells, as a launch command."""
    return fault(kernel, front_end) is None and understanding.same_words(
        launch, rendered(kernel, front_end.version, front_end.os).login_script, front_end
    )


def _with_mlopen(kernel: Kernel, model: KernelEntry, front_end: Installation) -> Kernel:
    """Keep the MLOpen arguments word for word where they would be written otherwise."""
    if rendered(kernel, front_end.version).mlopen_arguments == model.mlopen_arguments:
        return kernel
    return revised(kernel, mlopen_arguments=model.mlopen_arguments)


def _completed(kernel: Kernel, model: KernelEntry) -> Kernel:
    """Add what both kinds of options have, and the keys that have no field."""
    strings = {"EvaluatorMenuListing": model.evaluator_menu_listing}
    if kernel.options == "advanced":
        strings |= {"HostName": model.host_name, "RemoteLogin": model.remote_login}
    else:
        strings |= {"MLOpenArguments": model.mlopen_arguments}
    extra = {key: f'"{escape(text)}"' for key, text in strings.items() if text is not None}
    return revised(
        kernel,
        append_name=bool(model.append_name_to_cell_label),
        auto_start=bool(model.auto_start_on_launch),
        translate_returns=bool(model.translate_returns),
        extra={**extra, **model.extra},
    )
