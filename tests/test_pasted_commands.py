"""Commands that were pasted with a prompt, a label or the path of another system."""

import re

import pytest
from hypothesis import given, strategies

from rkconf.command.pasted_prompts import Prompt, table
from tests.conftest import Program
from tests.test_causes import LINK, diagnostics

WHOLE = f"ssh -o BatchMode=yes skye.local /opt/math {LINK}"


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param(f"fred@laptop:~$ {WHOLE}", id="a prompt of Linux"),
        pytest.param(f"(base) fred@mac ~ % {WHOLE}", id="a prompt of macOS"),
        pytest.param(f"C:\\Users\\fred>{WHOLE}", id="a prompt of Windows"),
        pytest.param(f"In[1]:= !{WHOLE}", id="an input cell"),
        pytest.param(f"Launch Command: {WHOLE}", id="a label"),
        pytest.param(f"Kernel Name: s\nLaunch Command: {WHOLE}\nStart together with the Front End: no", id="a dialog"),
        pytest.param(WHOLE.replace("`", "\N{ACUTE ACCENT}"), id="acute accents"),
        pytest.param(
            re.sub("`(linkname)`", "\N{LEFT SINGLE QUOTATION MARK}\\1\N{RIGHT SINGLE QUOTATION MARK}", WHOLE),
            id="curly quotes",
        ),
    ],
)
def test_a_safe_fix_restores_a_pasted_command(rkconf: Program, pasted: str) -> None:
    assert rkconf("lint", "-q", "--fix", "--launch", pasted).out == f"{WHOLE}\n"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"> out ssh skye.local /opt/math {LINK}", id="a redirection"),
        pytest.param(f"$math {LINK}", id="a variable"),
        pytest.param(f"C:\\putty\\plink.exe>log skye.local /opt/math {LINK}", id="a redirection of Windows"),
        pytest.param(f"(ssh skye.local /opt/math {LINK})", id="parentheses"),
        pytest.param(f"fred@skye.local /opt/math {LINK}", id="a login without ssh"),
    ],
)
def test_other_beginnings_are_not_prompts(rkconf: Program, command: str) -> None:
    assert "RK312" not in {each["code"] for each in diagnostics(rkconf, command)}


@pytest.mark.parametrize(
    ("program", "names_windows"), [("C:\\putty\\plink.exe", True), ("ssh.exe", True), ("ssh", False)]
)
def test_a_path_of_windows_may_belong_to_a_front_end_on_windows(
    rkconf: Program, program: str, *, names_windows: bool
) -> None:
    found = diagnostics(rkconf, f"{program} skye.local C:\\math\\math.exe {LINK}")
    assert next("--local-shell cmd" in each["help"] for each in found if each["code"] == "RK321") is names_windows


@pytest.mark.parametrize("prompt", [pytest.param(each, id=name) for name, each in table().prompt.items()])
@given(data=strategies.data())
def test_each_prompt_holds_a_mark_without_which_none_is_searched(prompt: Prompt, data: strategies.DataObject) -> None:
    text = data.draw(strategies.from_regex(rf"\A(?:{prompt.pattern})"))
    found = re.match(prompt.pattern, text)
    assert found
    assert any(mark in found[0] for mark in table().marks)
