"""A launch command and its journey through the shells to the kernel."""

from rkconf.command.follow import journeys
from rkconf.command.hop import Hop
from rkconf.command.invocation import Call, Invocation, StartedKernel
from rkconf.command.journey import Journey
from rkconf.command.launch import Launch, LaunchKind, Target
from rkconf.command.lifetime import Stay, stay
from rkconf.command.link_ports import LinkPort
from rkconf.command.operating_system import detect_os, representative_shell
from rkconf.command.reach import Outcome, Reach, lacks_kernel, reach, waits_for_user
from rkconf.command.target import os_of, read_by, target
from rkconf.shell.choices import local_choices, local_shells, remote_choices, remote_shells
from rkconf.shell.execution import Evaluation, Execution, Occurrence
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
    "Launch",
    "LaunchKind",
    "LinkPort",
    "Occurrence",
    "Option",
    "Outcome",
    "Reach",
    "StartedKernel",
    "Stay",
    "Target",
    "detect_os",
    "journeys",
    "jump_hosts",
    "lacks_kernel",
    "local_choices",
    "local_shells",
    "os_of",
    "proxy_command",
    "reach",
    "read_by",
    "remote_choices",
    "remote_shells",
    "representative_shell",
    "stay",
    "target",
    "waits_for_user",
]
