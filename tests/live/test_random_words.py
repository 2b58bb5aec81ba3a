"""Random words, quoted in the ways that people use: the trace gives what the shells give."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.live.prediction import journey, predict
from tests.live.rig import Rig
from tests.live.test_commands import wrong

pytestmark = pytest.mark.live

# Not among them: a backtick (a placeholder's mark), `&`, `|`, `<`, `>` (what they start or open is for the machine to
# decide), `}` (zsh minds one at the end of a word only) and letters beyond ASCII (zsh and fish take them for names).
texts = st.text(st.sampled_from("[]{().,:;/@%+=^~-_*?#!$ aB7\"'\\"), max_size=6)


def _plainer(text: str) -> str:
    """Remove what ends a command: with one quoting or none, a shell reads on after it."""
    return text.translate(str.maketrans("", "", ";()"))


def _escaped(text: str) -> str:
    return "".join(character if character.isalnum() else f"\\{character}" for character in text)


def _in_single(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _in_double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") + '"'


WAYS: dict[str, Callable[[str], str]] = {
    "single quotes": lambda text: _in_single(_plainer(text)),
    "double quotes": lambda text: _in_double(_plainer(text)),
    "backslashes": lambda text: _escaped(_plainer(text)),
    "single quotes around backslashes": lambda text: f"'{_escaped(text)}'",
    "double quotes around single": lambda text: f"\"'{text}'\"",
    "single quotes around double": lambda text: f"'\"{text}\"'",
    "escaped double quotes": lambda text: f'\\"{text}\\"',
    "backslashes twice": lambda text: _escaped(_escaped(text)),
    "single quotes twice": lambda text: _in_single(_in_single(text)),
    "nothing": _plainer,
}


@pytest.mark.parametrize("way", WAYS)
# The same words on every run: these shells treat nonsense in countless ways, and no run may fail by chance.
@settings(derandomize=True, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(texts, min_size=1, max_size=3))
def test_a_random_word_arrives_as_predicted(
    rig: Rig, local_shells: tuple[str, ...], login_shells: tuple[str, ...], way: str, data: list[str]
) -> None:
    text = f"ssh h ./math.sh -mathlink {' '.join(map(WAYS[way], data))}"
    ways = {pair: journey(rig, text, *pair) for pair in product(local_shells, login_shells)}
    predictions = {pair: predict(rig, each) for pair, each in ways.items()}
    runs = rig.run([(here, text) for here in local_shells], login_shells)
    arrived = {
        (here, there): (predictions[here, there], run.kernels[there])
        for here, run in zip(local_shells, runs, strict=True)
        for there in login_shells
    }
    assert wrong(arrived) == {}
