"""A kernel is described with a function that no version has.

``LaunchKernels`` gets an expression that describes no kernel, and starts none. Kernels are described with
``KernelConfiguration`` from 13.1 on, with ``RemoteKernelObject`` from 12.3 on, and with ``RemoteMachine``
before. A misspelt ``LaunchKernels`` starts no kernel either.
Source: the documentation of ``LaunchKernels`` and of these functions.

Bad:

    LaunchKernels[RemoteKernel["ssh://node7"]]

Good:

    LaunchKernels[KernelConfiguration["ssh://node7"]]

Exceptions:

Only names that resemble those of Mathematica are reported, and none that the file itself defines.
A misspelt ``LaunchKernels`` with the plain name of a host is an info: another package may have it.

Fix safety:

This fix is unsafe: it writes the function of the version, which a package may replace by its own. A
description with more than one address has no fix.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions import LAUNCH, KernelDescription
from rkconf.descriptions.symbols import NEWEST, symbols
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule


@rule("RK822", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.UNSAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find descriptions with an invented function."""
    if not kernel.is_invented:
        return
    version = target.version
    if kernel.is_misspelt_launch:
        yield _misspelt(kernel)
        return
    right = version.parallel_description or version.parallel_head
    what = f"{kernel.receiver} gets no kernel from it" if kernel.receiver else "it describes no kernel"
    fix = unsafe(f"write {right}", Edit.replace(kernel.head_span, right))
    message = f"no version has {kernel.head}; {what}"
    newest = symbols()[NEWEST]
    later = f"; {NEWEST} is new in {newest.since}" if right != NEWEST else ""
    yield Finding(kernel.head_span, message, f"{fix.description}{later}", None if kernel.texts else fix)


def _misspelt(kernel: KernelDescription) -> Finding:
    """Return the finding for a misspelt function that launches kernels."""
    fix = unsafe(f"write {LAUNCH}", Edit.replace(kernel.head_span, LAUNCH))
    message = f"no version has {kernel.head}, and the file does not define it; no kernel starts"
    # A package may have a function of this name for something else, such as a program of a graphics card.
    is_address = kernel.address is None or kernel.address.scheme is not None
    severity = None if is_address else Severity.INFO
    return Finding(kernel.head_span, message, f"did you mean {LAUNCH}?", fix, severity)
