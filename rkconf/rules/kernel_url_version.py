"""This version does not launch a kernel by its address.

Addresses such as ``ssh://node7`` are new in 12.2, where only ``RemoteEvaluate`` takes them;
``LaunchKernels`` takes them from 12.3 on. Before, it returns ``$Failed`` without a message. The same holds
for ``RemoteKernelObject`` in 12.2.

Bad:

    LaunchKernels["ssh://node7?4"]      (in 11.0)

Good:

    LaunchKernels[RemoteMachine["node7", 4]]
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.lists import default_list
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule

_SERVER = "wstp"
"""The scheme of a WSTPServer: the documentation of 12.2 has it in LaunchKernels; older versions are not known."""


@rule("RK814", Severity.ERROR, Subject.DESCRIPTION)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find plain addresses with a scheme in a version whose LaunchKernels takes none."""
    version = target.version
    if kernel.head in version.kernel_options and kernel.receiver == "LaunchKernels" and not default_list(version):
        message = (
            f"{kernel.head} of {version} is documented for RemoteEvaluate alone; LaunchKernels may start no kernel"
        )
        advice = f"describe the kernel with {version.parallel_head}"
        yield Finding(kernel.head_span, message, advice, severity=Severity.WARNING)
    scheme = kernel.address.scheme if kernel.address else None
    if kernel.head or kernel.receiver != "LaunchKernels" or not scheme or default_list(version):
        return
    is_server = scheme.text.lower() == _SERVER
    if not (is_server and version.kernel_schemes):
        severity = Severity.WARNING if version.kernel_schemes or is_server else Severity.ERROR
        message = f"LaunchKernels of {version} does not take an address; no kernel starts"
        advice = f"describe the kernel with {version.parallel_head}"
        yield Finding(kernel.span, message, advice, severity=severity)
