"""LaunchKernels[] does not launch the list that the file sets.

From 12.3 on, ``LaunchKernels[]`` starts the kernels of a default list, ``$DefaultKernels`` or
``$DefaultParallelKernels``. ``$ConfiguredKernels`` is only a list to choose from.

Bad:

    $ConfiguredKernels = {KernelConfiguration["ssh://node7"]}; LaunchKernels[]

Good:

    LaunchKernels[{KernelConfiguration["ssh://node7"]}]

Exceptions:

A file that sets the default list is not reported. It is an error from 13.3 on, whose documentation has both
lists.

Fix safety:

This fix is unsafe: it sets the default list of the version, which outlives the session.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions.lists import CONFIGURED, default_list
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule


@rule("RK813", Severity.WARNING, Subject.DOCUMENT, fix=Applicability.UNSAFE)
def check(document: Document, target: Target) -> Iterator[Finding]:
    """Find a list to choose from that is set before LaunchKernels[] in a file without a default list."""
    descriptions, default = document.descriptions, default_list(target.version)
    launches = [call for call in descriptions.calls if call.function == "LaunchKernels" and not call.arguments]
    configured = [change for change in descriptions.changes if change.symbol == CONFIGURED and not change.lengthens]
    if not default or len(descriptions.changes) > len(configured):
        return
    for change in configured:
        if any(change.span.end <= call.span.start for call in launches):
            message = f"LaunchKernels[] starts the kernels of {default}, not those of {CONFIGURED}"
            fix = unsafe(f"set {default}", Edit.replace(change.symbol_span, default))
            severity = Severity.ERROR if target.version.configured_list_documented else None
            yield Finding(change.symbol_span, message, fix.description, fix, severity)
