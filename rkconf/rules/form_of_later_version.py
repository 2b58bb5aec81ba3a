"""A symbol for kernels does not exist in this version.

The expression stays as it is, and no kernel starts. ``RemoteKernelObject`` is new in 12.2,
``$DefaultKernels`` in 12.3, ``KernelConfiguration`` in 13.1 and ``$DefaultParallelKernels`` in 13.3.

Bad:

    LaunchKernels[KernelConfiguration["ssh://node7"]]      (in 12.1)

Good:

    LaunchKernels[RemoteMachine["node7"]]

Exceptions:

``RemoteEvaluate`` is reported only with an address or a description as its first argument, since programs
and the Parallel Computing Toolkit have functions of that name.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.descriptions import SymbolUse
from rkconf.descriptions.lists import CONFIGURED, default_list
from rkconf.descriptions.reader import LISTS
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.versions import Version


@rule("RK804", Severity.ERROR, Subject.SYMBOL)
def check(use: SymbolUse, target: Target) -> Iterator[Finding]:
    """Compare the version with the one in which the symbol is new."""
    fact = use.fact
    if fact.is_new_after(target.version):
        message = f"{target.version} does not have {fact.name}, which is new in {fact.since}; no kernel starts"
        yield Finding(use.span, message, f"{_instead(use, target.version)}check the file with `--version {fact.since}`")


def _instead(use: SymbolUse, version: Version) -> str:
    """Return the advice to write what this version has for the symbol; empty where it has nothing."""
    if use.fact.name in LISTS:
        return f"set {default_list(version) or CONFIGURED}, or "
    return f"describe the kernel with {version.parallel_description or version.parallel_head}, or "
