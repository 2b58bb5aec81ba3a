"""Findings appear where they are, and their fixes mend them."""

from typing import TYPE_CHECKING

import pytest

from tests.page.interface.editing import codes, editor, replace, settled, text

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.live, pytest.mark.checkout]

TWO_MISTAKES = "ssh -f skye.local math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` &"
NO_KERNEL = "ls"
PATH = "/Applications/Mathematica 7.app/Contents/MacOS/MathKernel"
"""The path of the first example, with its mistake."""


def test_the_first_example_has_an_error_before_anything_is_typed(page: "Page") -> None:
    assert "RK303" in codes(page)
    assert page.get_attribute("#verdict", "data-worst") == "error"


def test_a_finding_is_underlined_at_its_place(page: "Page") -> None:
    assert f'"{PATH}"' in page.locator("#text .cm-lintRange-error").all_inner_texts()


def test_an_option_is_not_broken_after_its_hyphen(page: "Page") -> None:
    replace(page, "ssh skye.local math " + "-LinkMode Connect " * 40)
    lines = page.locator("#text .cm-option").evaluate_all("all => all.map(one => one.getClientRects().length)")
    assert len(lines) == 40
    assert set(lines) == {1}


def test_a_fix_removes_its_finding(page: "Page") -> None:
    page.locator('[data-code="RK303"] .fix').click()
    settled(page)
    assert "RK303" not in codes(page)
    assert f""" "'{PATH}'" """ in text(page)


def test_a_fix_is_one_step_of_undo_and_redo(page: "Page") -> None:
    before = text(page)
    page.locator('[data-code="RK303"] .fix').click()
    after = text(page)
    page.click("#undo")
    assert text(page) == before
    editor(page).focus()
    page.keyboard.press("Control+y")
    assert text(page) == after
    settled(page)


def test_fix_all_leaves_no_safe_fix_and_one_undo_brings_back_everything(page: "Page") -> None:
    replace(page, TWO_MISTAKES)
    page.click("#fix-all")
    page.wait_for_selector("#fix-all", state="hidden")
    assert "RK501" not in codes(page)
    page.click("#undo")
    assert text(page) == TWO_MISTAKES
    settled(page)


def test_a_place_selects_the_text_and_moves_the_focus_to_the_editor(page: "Page") -> None:
    page.locator('[data-code="RK303"] .place').click()
    assert editor(page).evaluate("element => element.getRootNode().activeElement === element")
    page.keyboard.press("Delete")
    settled(page)
    assert PATH not in text(page)


def test_an_explanation_is_loaded_when_it_is_opened_and_stays_open_while_one_types(page: "Page") -> None:
    page.locator('[data-code="RK303"] .explanation summary').click()
    page.locator('[data-code="RK303"] .explanation-text', has_text="Two shells read the command").wait_for()
    editor(page).press("End")
    page.keyboard.type(" ")
    settled(page)
    page.locator('[data-code="RK303"] .explanation-text', has_text="Two shells read the command").wait_for()


def test_the_link_of_a_finding_is_the_page_of_its_rule(page: "Page") -> None:
    assert "rk303" in str(page.locator('[data-code="RK303"] .explanation a').get_attribute("href")).lower()


def test_a_finding_in_the_arguments_to_mlopen_is_marked_there(page: "Page") -> None:
    replace(page, "-LinkMode Connect -LinkProtocol TCPIP", "mlopen")
    assert page.locator("#mlopen .cm-lintRange").count() > 0


@pytest.mark.parametrize("content", [NO_KERNEL, "", "\0\t`", "ssh 'unclosed", "😀" * 50], ids=repr)
def test_a_bad_input_gets_a_verdict(page: "Page", content: str) -> None:
    replace(page, content)
    assert page.inner_text("#verdict .summary")


def test_a_clean_command_gets_the_next_step(page: "Page") -> None:
    page.click("#fix-all")
    page.wait_for_selector('#verdict[data-worst="none"]')
    assert page.inner_text("#verdict .next")
