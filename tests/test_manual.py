"""The manual page agrees with the program, and `man` reads it without a complaint."""

import shutil
import subprocess

import pytest

from rkconf import cli
from rkconf.settings.model import SETTINGS
from tests.conftest import CHECKOUT, Golden
from tests.manual import manual

PAGE = CHECKOUT / "docs" / "rkconf.1"


@pytest.mark.checkout
def test_the_page_is_fresh(golden: Golden) -> None:
    golden(PAGE, manual())


def shown() -> str:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is not on this machine")
    words = [groff, "-man", "-T", "utf8", "-ww", "-P", "-cbou"]
    run = subprocess.run(words, input=manual(), capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout


def test_every_command_and_every_setting_is_on_the_page() -> None:
    text = shown()
    assert [name for name in cli.COMMANDS if f"   rkconf {name}" not in text] == []
    assert [setting.key for setting in SETTINGS if f"       {setting.key}" not in text] == []


def test_examples_appear_as_they_are_typed() -> None:
    assert '  rkconf lint --mlopen "-LinkMode Listen -LinkProtocol TCPIP" --launch -' in shown()
