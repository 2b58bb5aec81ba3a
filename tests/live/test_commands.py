"""Compare the arguments that the trace predicts with those of real shells: every command, every pair of shells."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from rkconf.command import LaunchKind, Outcome
from rkconf.command import remote_choices as all_shells
from tests.live.machines import require
from tests.live.prediction import Prediction, agree, journey, predict
from tests.live.rig import Rig, Run, Words, present

pytestmark = pytest.mark.live

TABLE: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "commands.toml").read_text(encoding="utf-8"))
OPEN_THEMES = ("unknown", "parallel-unknown")
CERTAIN = [
    pytest.param(theme, text, id=f"{theme}: {name}")
    for theme, commands in TABLE.items()
    if theme not in OPEN_THEMES
    for name, text in commands.items()
]
OPEN = [
    pytest.param(theme, text, id=f"{theme}: {name}") for theme in OPEN_THEMES for name, text in TABLE[theme].items()
]

Pairs = dict[tuple[str, str], tuple[Prediction, tuple[Words, ...]]]


@pytest.mark.parametrize("shell", all_shells())
def test_the_shell_is_installed(shell: str) -> None:
    require("" if present([shell]) else f"{shell} is not installed: commands in it stay untested")


@pytest.mark.parametrize(("theme", "text"), CERTAIN)
def test_the_predicted_arguments_reach_the_kernel(
    rig: Rig, local_shells: tuple[str, ...], login_shells: tuple[str, ...], theme: str, text: str
) -> None:
    pairs = launch(rig, theme, text, local_shells, login_shells)
    assert wrong(pairs) == {}
    assert [pair for pair, (prediction, _) in pairs.items() if prediction.fate is Outcome.UNKNOWN] == []


@pytest.mark.parametrize(("theme", "text"), OPEN)
def test_undecided_predictions_are_never_wrong(
    rig: Rig, local_shells: tuple[str, ...], login_shells: tuple[str, ...], theme: str, text: str
) -> None:
    pairs = launch(rig, theme, text, local_shells, login_shells)
    assert wrong(pairs) == {}
    fates = {prediction.fate for prediction, _ in pairs.values()}
    assert Outcome.UNKNOWN in fates, "the trace decides this command, which belongs to another theme"


def launch(rig: Rig, theme: str, text: str, local: tuple[str, ...], remote: tuple[str, ...]) -> Pairs:
    """Predict the arguments for each pair of shells, and run the command."""
    kind = LaunchKind.PARALLEL if theme.startswith("parallel") else LaunchKind.CONTROLLER
    ways = {(here, there): journey(rig, text, here, there, kind) for here, there in product(local, remote)}
    predictions = {pair: predict(rig, way) for pair, way in ways.items()}
    for prediction in predictions.values():
        if prediction.words:
            rig.expect_kernel(prediction.words[0], home="here" if prediction.here else "there")
    runs = dict(
        zip(local, rig.run([(here, ways[here, remote[0]].filled.text.text) for here in local], remote), strict=True)
    )
    return {pair: (prediction, arrived(runs[pair[0]], pair[1], prediction)) for pair, prediction in predictions.items()}


def arrived(run: Run, login_shell: str, prediction: Prediction) -> tuple[Words, ...]:
    return run.here if prediction.here else run.kernels[login_shell]


def wrong(pairs: Pairs) -> dict[tuple[str, str], tuple[Prediction, tuple[Words, ...]]]:
    """Return the pairs of shells with a wrong prediction."""
    return {
        pair: (prediction, kernels)
        for pair, (prediction, kernels) in pairs.items()
        if prediction.fate is not Outcome.UNKNOWN and not came(prediction, [*map(by_name, kernels)])
    }


def came(prediction: Prediction, kernels: list[Words]) -> bool:
    if prediction.fate is not Outcome.RUNS:
        return not kernels
    return len(kernels) == 1 and agree(by_name(prediction.words), kernels[0])


def by_name(words: Words) -> Words:
    """Return the words with only the name of the program: the stand-in gets the path at which it was found."""
    return (words[0].rpartition("/")[2], *words[1:])
