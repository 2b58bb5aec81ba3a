"""A symbol for kernels is superseded by another one.

The symbol still works, but its documentation names the one that replaces it: ``KernelConfiguration`` for
``RemoteKernelObject`` and ``RemoteServices`` from 13.1 on, ``ParallelKernels`` for ``Kernels`` from 13.2 on,
``$DefaultParallelKernels`` for ``$DefaultKernels`` from 13.3 on.

Bad:

    $DefaultKernels = {"ssh://node7"}      (in 13.3)

Good:

    $DefaultParallelKernels = {"ssh://node7"}

Fix safety:

This fix is unsafe: it renames the symbol alone; options with other names must be renamed too, and an
older version does not have the new symbol. ``RemoteServices`` has no fix: its host becomes an address.
"""

from collections.abc import Iterator

from rkconf import versions
from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions import SymbolUse
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule


@rule("RK803", Severity.INFO, Subject.SYMBOL, fix=Applicability.UNSAFE)
def check(use: SymbolUse, target: Target) -> Iterator[Finding]:
    """Compare the version with the one in which the symbol was superseded."""
    fact = use.fact
    since = versions.order(fact.superseded) if fact.superseded else None
    if since and fact.by and target.version.order >= since:
        message = f"{fact.name} is superseded by {fact.by} as of {fact.superseded}"
        fix = unsafe(f"write {fact.by}", Edit.replace(use.span, fact.by)) if fact.is_renamed else None
        yield Finding(use.span, message, f"write {fact.by}", fix)
