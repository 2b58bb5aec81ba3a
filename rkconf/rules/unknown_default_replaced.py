"""An option replaces a default that is not documented.

The defaults of ``"KernelArguments"`` and ``"SshArguments"`` depend on the system, and no page shows them.
A value replaces the default, which the link may need. Put options of ssh into ``~/.ssh/config``, the key
into ``"SshIdentity"``, the port into the address, and arguments of the kernel into
``"SubKernelArguments"``.

Bad:

    "SshArguments" -> {"-J", "gate"}

Good:

    Host node7
      ProxyJump gate
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.descriptions import KernelDescription
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule

_ADVICE = {
    "arguments": 'put arguments of the kernel into "SubKernelArguments"',
    "ssh_arguments": "put options of ssh into ~/.ssh/config",
}


@rule("RK810", Severity.INFO, Subject.DESCRIPTION)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find the two options whose defaults are not documented."""
    for name, advice in _ADVICE.items():
        option = kernel.get(name, target.version) if kernel.is_ssh else None
        if option and not option.is_default:
            message = f'"{option.key}" replaces a default that is not documented'
            yield Finding(option.key_span, message, advice)
