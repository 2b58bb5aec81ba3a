"""The pages for the first ten minutes: the specification that a reader makes is the one that the next steps use."""

import re

import pytest

from tests.conftest import CHECKOUT, SAMPLES

pytestmark = pytest.mark.checkout

_MADE = re.compile(r"^\$ rkconf new [^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("system", "added"), [("linux", ""), ("macos", ""), ("windows", 'os = "windows"\n')])
def test_the_next_steps_use_the_specification_that_was_made(system: str, added: str) -> None:
    made = _MADE.search((CHECKOUT / "docs" / "start" / f"{system}.md").read_text())
    assert made
    expected = made[1].replace('version = "14"\n', f'version = "14"\n{added}')
    assert (SAMPLES / "start" / f"{system}.toml").read_text() == expected
