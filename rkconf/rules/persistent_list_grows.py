"""A file adds to a list of kernels that Mathematica remembers.

``$ConfiguredKernels`` and ``$DefaultParallelKernels`` outlive the session. A file that is read at each
start, or a script, adds the kernel again each time.

Bad:

    AppendTo[$ConfiguredKernels, KernelConfiguration["ssh://node7"]]

Good:

    $ConfiguredKernels = {KernelConfiguration["localhost"], KernelConfiguration["ssh://node7"]}

Exceptions:

A notebook is not checked: there the line is evaluated once.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.descriptions import ListChange
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule

_NOTEBOOK = ".nb"


@rule("RK812", Severity.WARNING, Subject.LIST_CHANGE)
def check(change: ListChange, target: Target) -> Iterator[Finding]:
    """Find functions that lengthen the list."""
    if change.lengthens and target.version.kernel_schemes and not change.source.name.lower().endswith(_NOTEBOOK):
        message = f"{change.symbol} outlives the session; each run of this file adds the kernel again"
        yield Finding(change.symbol_span, message, "assign the whole list, or add the kernel once in a notebook")
