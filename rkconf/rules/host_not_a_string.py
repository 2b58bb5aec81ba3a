"""The host of RemoteMachine is a list or a number.

``RemoteMachine`` takes one host, as a string. With anything else ``LaunchKernels`` returns ``$Failed``
without a message. Source: the parallel packages of 10.0 and 11.0, where this is an error.

Bad:

    LaunchKernels[RemoteMachine[{"node1", "node2"}, 2]]

Good:

    LaunchKernels[{RemoteMachine["node1", 2], RemoteMachine["node2", 2]}]

Exceptions:

A symbol may have a string as its value, so it is not reported here.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import ParallelCall
from rkconf.rule import Finding, Subject, rule
from rkconf.syntax.tree import List, Number


@rule("RK816", Severity.WARNING, Subject.PARALLEL)
def check(call: ParallelCall, target: Target) -> Iterator[Finding]:
    """Find a host that is a list or a number."""
    host = call.host_node
    if call.head != "RemoteMachine" or not target.version.remote_machine_arguments:
        return
    if isinstance(host, List | Number):
        severity = Severity.ERROR if target.version.is_parallel_package_read() else None
        kind = "a list" if isinstance(host, List) else "a number"
        message = f"the host is {kind}; RemoteMachine takes one host as a string, so no kernel starts"
        advice = (
            "write one RemoteMachine for each host, in a list" if kind == "a list" else "write the name of the host"
        )
        yield Finding(host.span, message, advice, severity=severity)
