"""A launch command and its journey through the shells."""

from rkconf.command.detect_os import representative_shell, system
from rkconf.command.follow import journeys
from rkconf.command.hop import Hop
from rkconf.command.invocation import Call, Invocation, Kernel
from rkconf.command.journey import Journey
from rkconf.command.launch import Launch, Target, World
from rkconf.command.lifetime import Stay, stay
from rkconf.command.link_port import LinkPort
from rkconf.command.reach import Outcome, Reach, reach
from rkconf.command.target import read_by, system_of, target
from rkconf.shell.execution import Evaluation, Execution, Occurrence
from rkconf.shell.facts import local_choices, local_shells, remote_choices, remote_shells
from rkconf.shell.words import Field
from rkconf.ssh.connection import SSH_PORT, Connection
from rkconf.ssh.effects import Effect
from rkconf.ssh.forwards import Forward
from rkconf.ssh.jump_hosts import JumpHost, jump_hosts, proxy_command
from rkconf.ssh.options import Option

__all__ = [
    "SSH_PORT",
    "Call",
    "Connection",
    "Effect",
    "Evaluation",
    "Execution",
    "Field",
    "Forward",
    "Hop",
    "Invocation",
    "Journey",
    "JumpHost",
    "Kernel",
    "Launch",
    "LinkPort",
    "Occurrence",
    "Option",
    "Outcome",
    "Reach",
    "Stay",
    "Target",
    "World",
    "journeys",
    "jump_hosts",
    "local_choices",
    "local_shells",
    "proxy_command",
    "reach",
    "read_by",
    "remote_choices",
    "remote_shells",
    "representative_shell",
    "stay",
    "system",
    "system_of",
    "target",
]
