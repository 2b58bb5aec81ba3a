"""A launch command and its journey through the shells."""

from rkconf.command.connection import SSH_PORT, Connection, Forward
from rkconf.command.effects import Effect
from rkconf.command.gates import Gate, gates, proxy_command
from rkconf.command.journey import Journey, Kernel
from rkconf.command.launch import Launch, Target, World
from rkconf.command.link_port import LinkPort
from rkconf.command.options import Option
from rkconf.command.origin import shell_of, system
from rkconf.command.outcome import Fate, Outcome, outcome
from rkconf.command.readers import read_by, system_of, target
from rkconf.command.reading import Reading, Started
from rkconf.command.shells import local_choices, local_shells, remote_choices, remote_shells
from rkconf.command.travel import journeys
from rkconf.command.words import Word

__all__ = [
    "SSH_PORT",
    "Connection",
    "Effect",
    "Fate",
    "Forward",
    "Gate",
    "Journey",
    "Kernel",
    "Launch",
    "LinkPort",
    "Option",
    "Outcome",
    "Reading",
    "Started",
    "Target",
    "Word",
    "World",
    "gates",
    "journeys",
    "local_choices",
    "local_shells",
    "outcome",
    "proxy_command",
    "read_by",
    "remote_choices",
    "remote_shells",
    "shell_of",
    "system",
    "system_of",
    "target",
]
