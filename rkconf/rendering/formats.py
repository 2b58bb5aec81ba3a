"""The texts of rendered entries: for a notebook, for a file, for the dialogs, for programs."""

from collections.abc import Iterable, Iterator
from typing import Any

from rkconf import emit
from rkconf.entries import dialog_labels
from rkconf.entries.model import DescribedKernels, KernelEntry, OptionValue, ParallelKernels
from rkconf.errors import UsageError
from rkconf.patch import LOCAL
from rkconf.printable import json_text
from rkconf.record import as_dict
from rkconf.rendering.rendering import Rendering
from rkconf.syntax import escape
from rkconf.versions import Version

# Every function here exists since before the oldest version. Other entries keep their text and their order.
_NOTEBOOK = """\
(* Evaluate this in a notebook. All other kernels are kept. *)
Module[{{kernels, new}},
 kernels = EvaluatorNames /. Options[$FrontEnd];
 (* A symbol means that the option was never set: then only the local kernel exists. *)
 If[Head[kernels] =!= List, kernels = {local}];
 new = {new};
 Scan[Function[entry,
   kernels = If[MemberQ[Map[First, kernels], First[entry]],
     Map[If[First[#] === First[entry], entry, #] &, kernels],
     Append[kernels, entry]]],
  new];
 SetOptions[$FrontEnd, EvaluatorNames -> kernels]]
"""


def as_wl(rendering: Rendering) -> str:
    """Return an expression to paste into a notebook, which keeps all other kernels."""
    return _notebook(rendering, _launches(rendering))


def as_default(rendering: Rendering) -> str:
    """Return such an expression with the parallel kernels as the list that ``LaunchKernels[]`` launches.

    Raises:
        UsageError: The version has no such list, or there are no parallel kernels.
    """
    version = rendering.version
    if not rendering.parallel:
        message = "there are no parallel kernels to launch by default; add [[parallel]]"
        raise UsageError(message)
    if not version.default_kernels:
        message = f"version {version} has no list of kernels that are launched by default; render it without"
        raise UsageError(message)
    return _notebook(rendering, _default_list(rendering))


def _notebook(rendering: Rendering, parallel: Iterable[str]) -> str:
    parts = []
    if rendering.kernels:
        local = emit.layout(emit.entries([LOCAL]))
        # A notebook may make the line break of a continued string part of the string.
        new = emit.layout(emit.entries(rendering.kernels), len(" new = "), break_strings=False)
        parts.append(_NOTEBOOK.format(local=local, new=new))
    if rendering.parallel:
        parts.append("".join(f"{line}\n" for line in parallel))
    return "\n".join(parts)


def _launches(rendering: Rendering) -> Iterator[str]:
    version = rendering.version
    yield "(* Parallel kernels: evaluate this in the kernel that starts them. *)"
    if rendering.templates:
        yield version.parallel_load
    for machine in rendering.parallel:
        if isinstance(machine, DescribedKernels):
            yield f"LaunchKernels[{{{description_text(machine)}}}]"
            continue
        launch = version.parallel_launch.replace("{machine}", machine_text(machine, version))
        # An expression without a number of kernels is evaluated once for each kernel.
        times = 1 if version.remote_machine_arguments else machine.count or 1
        yield from (launch,) * times


def _default_list(rendering: Rendering) -> Iterator[str]:
    """Yield the lines that make the kernels the ones that ``LaunchKernels[]`` launches."""
    version = rendering.version
    name = version.default_kernels
    if version.parallel_description:
        yield f"(* Mathematica keeps this list for later sessions; evaluate {name} =. to remove it. *)"
    else:
        yield "(* LaunchKernels[] launches the kernels of this list. *)"
    if rendering.templates:
        yield version.parallel_load
    every = ", ".join(_machine_or_description(machine, version) for machine in rendering.parallel)
    yield f"{name} = {{{every}}}"
    yield "LaunchKernels[]"


def _machine_or_description(machine: ParallelKernels | DescribedKernels, version: Version) -> str:
    return description_text(machine) if isinstance(machine, DescribedKernels) else machine_text(machine, version)


def description_text(kernels: DescribedKernels) -> str:
    """Return the expression that describes kernels by an address and options."""
    options = (f'"{name}" -> {_literal(value)}' for name, value in kernels.options.items())
    return f"{kernels.head}[{', '.join([_literal(kernels.address), *options])}]"


def _literal(value: OptionValue) -> str:
    match value:
        case str():
            return f'"{escape(value)}"'
        case tuple():
            return f"{{{', '.join(map(_literal, value))}}}"
        case _:
            return str(value)


def machine_text(machine: ParallelKernels, version: Version) -> str:
    """Return the expression that describes a machine in ``version``."""
    arguments = [f'"{escape(text)}"' for text in (machine.host, machine.command) if text is not None]
    if version.remote_machine_arguments and machine.count is not None:
        arguments.append(str(machine.count))
    return f"{version.parallel_head}[{', '.join(arguments)}]"


def as_wl_all(rendering: Rendering) -> str:
    """Return the whole option for a file, in the layout of the Front End."""
    return f"SetOptions[$FrontEnd, \n{emit.evaluator_names([LOCAL, *rendering.kernels])}\n]\n"


def as_dialog(rendering: Rendering) -> str:
    """Return the menu path, and the values to type into the dialog."""
    kernels = (
        "".join(f"{line}\n" for line in _kernel_dialog(kernel, rendering.version)) for kernel in rendering.kernels
    )
    parallel = (
        "".join(f"{line}\n" for line in _parallel_dialog(machine, rendering.version)) for machine in rendering.parallel
    )
    return "\n".join([*kernels, *parallel])


def _kernel_dialog(kernel: KernelEntry, version: Version) -> Iterator[str]:
    basic = kernel.login_script is None
    yield f"{version.menu} > Kernel Configuration Options > Add > {'Basic' if basic else 'Advanced'} Options"
    yield f"{dialog_labels.KERNEL_NAME}: {kernel.name}"
    if basic:
        yield f"{dialog_labels.MACHINE}: {kernel.host_name}"
        yield from (f"{dialog_labels.USER}: {kernel.remote_login}",) if kernel.remote_login else ()
    else:
        yield f"{dialog_labels.MLOPEN}: {kernel.mlopen_arguments}"
        yield f"{dialog_labels.COMMAND}: {kernel.login_script}"
    yield f"{dialog_labels.APPEND_NAME}: {_yes(kernel.append_name_to_cell_label)}"
    yield f"{dialog_labels.AUTO_START}: {_yes(kernel.auto_start_on_launch)}"
    if not basic:
        yield "Do not go back to Basic Options: that discards the values of Advanced Options."


_PARALLEL_PATH = "Parallel Kernel Configuration > Remote Kernels > Add Host"


def _parallel_dialog(machine: ParallelKernels | DescribedKernels, version: Version) -> Iterator[str]:
    if isinstance(machine, DescribedKernels):
        yield f"Parallel kernels: the dialog of version {version} is not known; evaluate this"
        yield description_text(machine)
        return
    if version.remote_machine_arguments:
        yield f"{version.menu} > {_PARALLEL_PATH}, with a custom launch command"
    else:
        yield f"Parallel kernels: no dialog in version {version}; `--as wl` writes what to evaluate"
    yield f"{dialog_labels.HOST}: {machine.host}"
    yield f"{dialog_labels.COMMAND}: {machine.command}"
    yield f"{dialog_labels.KERNELS}: {machine.count}"


def _yes(value: bool | None) -> str:  # noqa: FBT001 - what a check box holds
    return "yes" if value else "no"


def as_json(rendering: Rendering) -> str:
    """Return a JSON report of all entries."""
    report = {
        "format": 1,
        "version": rendering.version.name,
        "kernels": [_kernel_json(kernel) for kernel in rendering.kernels],
        "parallel": [as_dict(machine) for machine in rendering.parallel],
    }
    return json_text(report, indent=2, is_ascii=False) + "\n"


_BOXES = frozenset({"MLOpenArguments", "LoginScript"})


def _kernel_json(kernel: KernelEntry) -> dict[str, Any]:
    return {
        "name": kernel.name,
        "mlopen_arguments": kernel.mlopen_arguments,
        "launch_command": kernel.login_script,
        "options": {
            **{key: value for key, value in emit.known_options(kernel).items() if key not in _BOXES},
            **kernel.extra,
        },
    }
