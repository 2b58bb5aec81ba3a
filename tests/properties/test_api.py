"""For every argument, the API answers or reports in one line why it cannot."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rkconf

_FRAGMENTS = (
    "SetOptions[$FrontEnd, EvaluatorNames->{",
    '"a" -> {',
    '"LoginScript" -> "ssh h m"',
    "}",
    "]",
    "[[kernels]]\n",
)
TEXTS = st.one_of(
    st.text(),
    st.binary(),
    st.text(st.characters(categories=["Cs", "Cc", "Lu"])),
    st.lists(st.sampled_from(_FRAGMENTS)).map("".join),
)
NAMES = st.sampled_from(["<text>", "init.m", "kernels.toml"])
COMMANDS = st.builds(
    rkconf.Command, launch=st.none() | st.text(), mlopen=st.none() | st.text(), parallel=st.none() | st.text()
)


def answers(call: Callable[[], object]) -> None:
    said = ""
    try:
        call()
    except rkconf.RkconfError as error:
        said = str(error)
    assert "\n" not in said


@pytest.mark.parametrize(
    "verb", [rkconf.lint, partial(rkconf.convert, to="6"), rkconf.trace], ids=["lint", "convert", "trace"]
)
@given(source=TEXTS | COMMANDS, name=NAMES)
def test_a_text_or_a_command_is_answered(verb: Callable[..., object], source: rkconf.Text, name: str) -> None:
    answers(partial(verb, source, name=name))


@pytest.mark.parametrize("verb", [rkconf.extract, partial(rkconf.render, version="7")], ids=["extract", "render"])
@given(source=TEXTS, name=NAMES)
def test_a_text_is_answered(verb: Callable[..., object], source: rkconf.Text, name: str) -> None:
    answers(partial(verb, source, name=name))
