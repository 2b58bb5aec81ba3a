"""Programs that answer the prompts of ssh, such as sshpass."""

from rkconf.command.journey import Journey
from rkconf.programs.table import table
from rkconf.ssh.connection import Connection


def are_answered(connection: Connection, journey: Journey) -> bool:
    """Return whether a program that runs the client answers its prompts."""
    invocations = (call.invocation for call in journey.calls if call.connection is connection and call.invocation)
    names = (word.base for invocation in invocations for word in invocation.prefixes)
    return any(name in table().handing_on and table().handing_on[name].answers for name in names)
