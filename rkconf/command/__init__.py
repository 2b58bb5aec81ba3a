"""A launch command and its journey through the shells."""

from rkconf.command.detect_os import representative_shell, system
from rkconf.command.follow import journeys
from rkconf.command.journey import Journey, Kernel
from rkconf.command.launch import Launch, Target, World
from rkconf.command.link_port import LinkPort
from rkconf.command.outcome import Fate, Outcome, outcome
from rkconf.command.target import read_by, system_of, target
from rkconf.shell.facts import local_choices, local_shells, remote_choices, remote_shells
from rkconf.shell.interpreter import Reading, Started
from rkconf.shell.words import Field
from rkconf.ssh.connection import SSH_PORT, Connection, Forward
from rkconf.ssh.effects import Effect
from rkconf.ssh.jump_hosts import JumpHost, jump_hosts, proxy_command
from rkconf.ssh.options import Option

__all__ = [
    "SSH_PORT",
    "Connection",
    "Effect",
    "Fate",
    "Field",
    "Forward",
    "Journey",
    "JumpHost",
    "Kernel",
    "Launch",
    "LinkPort",
    "Option",
    "Outcome",
    "Reading",
    "Started",
    "Target",
    "World",
    "journeys",
    "jump_hosts",
    "local_choices",
    "local_shells",
    "outcome",
    "proxy_command",
    "read_by",
    "remote_choices",
    "remote_shells",
    "representative_shell",
    "system",
    "system_of",
    "target",
]
