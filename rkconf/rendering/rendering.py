"""Render a specification: entries and templates for one version."""

from collections.abc import Collection
from typing import Any

from rkconf.entries.keys import BASIC
from rkconf.entries.model import DescribedKernels, KernelEntry, ParallelKernels
from rkconf.record import record
from rkconf.rendering.controller import Controller
from rkconf.rendering.description import described
from rkconf.rendering.parallel import Template
from rkconf.shell.quoting import for_system
from rkconf.spec import Kernel, Parallel, Specification, front_end_os, is_described
from rkconf.syntax import string_value
from rkconf.versions import Version


@record
class Rendering:
    """Entries for the Front End and templates for parallel kernels."""

    version: Version
    kernels: tuple[KernelEntry, ...]
    parallel: tuple[ParallelKernels | DescribedKernels, ...]

    @property
    def templates(self) -> tuple[ParallelKernels, ...]:
        """The parallel kernels that a template starts."""
        return tuple(each for each in self.parallel if isinstance(each, ParallelKernels))

    @property
    def descriptions(self) -> tuple[DescribedKernels, ...]:
        """The parallel kernels that Mathematica starts from a description."""
        return tuple(each for each in self.parallel if isinstance(each, DescribedKernels))


def render(specification: Specification, version: Version, names: Collection[str] = ()) -> Rendering:
    """Return the entries and templates for ``version``; with ``names`` only those of these names.

    The specification must be feasible (`rkconf.spec.infeasible`).
    """
    kernels = (kernel for kernel in specification.kernels if not names or kernel.name in names)
    parallel = (group for group in specification.parallel if not names or group.name in names)
    return Rendering(
        version,
        tuple(entry(kernel, version, front_end_os(specification)) for kernel in kernels),
        tuple(
            described(group, version) if is_described(group, version) else machine(group, version) for group in parallel
        ),
    )


def entry(kernel: Kernel, version: Version, os: str | None = None) -> KernelEntry:
    """Return the entry of a kernel, for a Front End on the operating system ``os``."""
    boxes = (
        _basic(kernel) if kernel.options == "basic" else _advanced(kernel, Controller(kernel, version, for_system(os)))
    )
    return KernelEntry(
        name=kernel.name,
        remote_machine=True,
        translate_returns=kernel.translate_returns,
        auto_start_on_launch=kernel.auto_start,
        append_name_to_cell_label=True if kernel.append_name else None,
        **boxes,
    )


def _basic(kernel: Kernel) -> dict[str, Any]:
    """Return the two fields; a host or user that no key can express is verbatim among the extra keys."""
    extra = dict(kernel.extra)
    host, user = (
        string_value(extra.pop(key, "")) if field is None else field
        for key, field in zip(BASIC, (kernel.host, kernel.user), strict=True)
    )
    return {"host_name": host, "remote_login": user, "extra": extra}


def _advanced(kernel: Kernel, controller: Controller) -> dict[str, Any]:
    command, mlopen = kernel.launch_command, kernel.mlopen_arguments
    return {
        "mlopen_arguments": controller.mlopen_arguments if mlopen is None else mlopen,
        "login_script": controller.launch_command if command is None else command,
        "extra": kernel.extra,
    }


def machine(group: Parallel, version: Version) -> ParallelKernels:
    """Return the template and the host of parallel kernels, which no version with descriptions needs."""
    return ParallelKernels(host=group.host, command=Template(group, version).command, count=group.count)
