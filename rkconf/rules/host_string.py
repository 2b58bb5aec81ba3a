"""A plain host name with other characters than letters, digits and dots.

Up to 12.2, ``LaunchKernels["host"]`` takes a text for a host only if it consists of words with dots
between them. With a hyphen, a user or a port it returns ``$Failed`` without a message. Source: the
parallel package of 10.0, 11.0 and 11.1.

Bad:

    LaunchKernels["node-7"]      (in 11.0)

Good:

    LaunchKernels[RemoteMachine["node-7"]]

Fix safety:

This fix is safe: it describes the same machine.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.host_strings import is_plain_host
from rkconf.descriptions.lists import default_list
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK815", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.SAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find plain hosts that the package does not take for one."""
    address = kernel.address
    if kernel.head or kernel.receiver != "LaunchKernels" or not address or address.scheme or address.is_local:
        return
    if default_list(target.version) or target.version.parallel_head != "RemoteMachine":
        return
    if not is_plain_host(address):
        ends = (Span(kernel.span.start, kernel.span.start), Span(kernel.span.end, kernel.span.end))
        edits = (Edit.replace(ends[0], "RemoteMachine["), Edit.replace(ends[1], "]"))
        plain = address.user is None and address.port is None
        fix = safe("describe it with RemoteMachine", *edits) if plain else None
        message = f"LaunchKernels of {target.version} does not take this text for a host; no kernel starts"
        yield Finding(kernel.span, message, "describe it with RemoteMachine", fix)
