"""The arguments that arrive at the kernel, as the trace predicts them."""

from dataclasses import dataclass

from rkconf import versions
from rkconf.command import Journey, Launch, LaunchKind, Outcome, Target, journeys, reach
from rkconf.shell.words import UNKNOWN, Field, PartKind
from rkconf.source import Source
from tests.live.rig import Rig, Words


@dataclass(frozen=True)
class Prediction:
    """The fate of a launch, and the kernel's words where it runs."""

    fate: Outcome
    why: str = ""
    words: Words = ()
    here: bool = False
    """The kernel is started by the local shell."""


def journey(rig: Rig, text: str, local: str, remote: str, kind: LaunchKind = LaunchKind.CONTROLLER) -> Journey:
    """Return the one journey of ``text`` through a pair of shells."""
    version = versions.load("5.2")
    command = Source("<launch>", rig.place(text).encode(errors="surrogateescape")).excerpt()
    values = {"java": f"{rig.root}/bin/java", "mathssh": rig.place("/Applications/mathssh.jar")}
    launch = Launch(kind, command, values=values)
    (only,) = journeys(launch, Target(version, version, (local,), (remote,)))
    return only


def predict(rig: Rig, way: Journey) -> Prediction:
    """Return the prediction."""
    end = reach(way)
    if end.outcome is not Outcome.RUNS or not way.kernel:
        return Prediction(end.outcome, end.why)
    words = (way.kernel.program, *way.kernel.arguments)
    return Prediction(end.outcome, words=tuple(rig.place(shown(word)) for word in words), here=way.connection is None)


def shown(word: Field) -> str:
    """Return a word's text; one that only the machine knows, or a pattern for names of files, is nothing else."""
    is_pattern = any(each.kind is PartKind.GLOB for each in word.expansions)
    return word.text if word.known and not is_pattern else UNKNOWN


def agree(predicted: Words, arrived: Words) -> bool:
    """Return whether words are as predicted; from the first one on that only the machine knows nothing is predicted."""
    known = next((at for at, word in enumerate(predicted) if UNKNOWN in word), len(predicted))
    return predicted[:known] == arrived[:known] and (known < len(predicted) or len(predicted) == len(arrived))
