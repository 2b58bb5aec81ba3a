"""The page works with the keyboard, a screen reader, a narrow screen, and both colour schemes."""

from typing import TYPE_CHECKING, Any

import pytest

from docs.build.places import MODULES
from tests.page.interface.editing import codes, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.page.interface.conftest import Opened

pytestmark = [pytest.mark.live, pytest.mark.checkout]

PANELS = ("findings", "trace", "diagram", "convert", "write")
NARROW = {"width": 360, "height": 740}


def violations(page: "Page") -> list[str]:
    """Return what axe finds. Its program is evaluated, since the policy of the page refuses another script."""
    page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    return [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]


def show(page: "Page", panel: str) -> None:
    page.click(f"#tab-{panel}")
    if panel == "write":
        page.locator("#write-form .primary").click()
    filled = {
        "trace": "#trace .steps",
        "diagram": "#diagram svg",
        "convert": "#conversion pre",
        "write": "#written pre",
    }
    page.wait_for_selector(filled.get(panel, "#findings-list .finding"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: "Opened", scheme: str) -> None:
    page = opened(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for panel in PANELS:
        show(page, panel)
        found[panel] = violations(page)
    assert not any(found.values()), found


def test_a_narrow_screen_has_no_horizontal_scroll(opened: "Opened") -> None:
    page = opened(viewport=NARROW)
    widths = {}
    for panel in PANELS:
        show(page, panel)
        widths[panel] = page.evaluate("() => document.documentElement.scrollWidth")
    assert max(widths.values()) <= NARROW["width"], widths


CUT = """(wanted) => [...document.querySelectorAll(wanted)].flatMap((select) => {
  const { font, paddingLeft, paddingRight } = getComputedStyle(select);
  const brush = document.createElement("canvas").getContext("2d");
  brush.font = font;
  const free = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - ARROW;
  return [...select.options].map((one) => one.text).filter((text) => brush.measureText(text).width > free);
})""".replace("ARROW", "18")


def test_no_choice_is_cut_off(opened: "Opened") -> None:
    page = opened(viewport=NARROW)
    page.wait_for_selector("#version option:nth-child(2)", state="attached")
    page.click("#tab-write")
    for width in (1280, 960, 400):
        page.set_viewport_size({**NARROW, "width": width})
        assert page.evaluate(CUT, ".choices select, #write-form select") == [], width


def focused(page: "Page") -> str:
    described: str = page.evaluate("() => document.activeElement.id || document.activeElement.className")
    return described


def tab_to(page: "Page", wanted: str) -> None:
    """Press Tab until an element has the focus; no element holds it."""
    for _ in range(60):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {wanted}")


def test_everything_works_without_a_mouse(page: "Page") -> None:
    tab_to(page, "text")
    tab_to(page, "mlopen")
    tab_to(page, "version")
    tab_to(page, "tab-findings")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#trace .steps")
    assert focused(page) == "tab-trace"
    page.keyboard.press("Home")
    tab_to(page, "fix")
    page.keyboard.press("Enter")
    settled(page)
    assert "RK303" not in codes(page)


def test_the_focus_stays_near_a_fix_that_was_applied(page: "Page") -> None:
    page.locator('[data-code="RK303"] .fix').focus()
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate("() => document.activeElement !== document.body")


def test_the_switch_of_colours_is_kept(opened: "Opened") -> None:
    page = opened(color_scheme="light")
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.reload()
    page.wait_for_selector("#verdict .next")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_without_javascript_the_page_advises(opened: "Opened") -> None:
    page = opened(until_verdict=False, java_script_enabled=False)
    assert "pip install rkconf" in page.inner_text("main")
