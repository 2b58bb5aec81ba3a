"""What the trace says will arrive at the kernel."""

from dataclasses import dataclass

from rkconf import versions
from rkconf.command import Fate, Journey, Launch, Target, World, journeys, outcome
from rkconf.source import Source
from tests.live.rig import Rig, Words


@dataclass(frozen=True)
class Prediction:
    """The fate of a launch, and the kernel's words where it runs."""

    fate: Fate
    why: str = ""
    words: Words = ()
    here: bool = False
    """The kernel is started by the local shell."""


def journey(rig: Rig, text: str, local: str, remote: str, world: World = World.CONTROLLER) -> Journey:
    """Return the one journey of ``text`` through a pair of shells."""
    version = versions.load("5.2")
    command = Source("<launch>", rig.place(text).encode(errors="surrogateescape")).excerpt()
    values = {"java": f"{rig.root}/bin/java", "mathssh": rig.place("/Applications/mathssh.jar")}
    launch = Launch(world, command, values=values)
    (only,) = journeys(launch, Target(version, version, (local,), (remote,)))
    return only


def predict(rig: Rig, way: Journey) -> Prediction:
    """Say what will arrive."""
    end = outcome(way)
    if end.fate is not Fate.RUNS or not way.kernel:
        return Prediction(end.fate, end.why)
    words = (way.kernel.program, *way.kernel.arguments)
    return Prediction(end.fate, words=tuple(rig.place(word.text) for word in words), here=way.connection is None)
