"""The trace, the diagram, conversions and entries that are written."""

from typing import TYPE_CHECKING

import pytest

from rkconf import versions
from tests.page.interface.editing import replace, settled, text

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.live, pytest.mark.checkout]


def test_the_trace_ends_with_the_verdict(page: "Page") -> None:
    page.click("#tab-trace")
    page.wait_for_selector("#trace .step-title")
    assert page.locator("#trace .word", has_text="7.app/Contents").first.is_visible()
    assert "It fails" in page.inner_text("#trace .trace-verdict")


def test_a_command_in_the_trace_has_no_line_breaks_of_a_terminal(page: "Page") -> None:
    page.click("#tab-trace")
    page.wait_for_selector("#trace .option")
    texts = page.locator("#trace pre:has(.option)").evaluate_all("all => all.map(one => one.textContent)")
    assert [text for text in texts if "\n" in text] == []
    boxes = page.locator("#trace .option").evaluate_all("all => all.map(one => one.getClientRects().length)")
    assert set(boxes) == {1}


def test_shells_that_disagree_have_one_list_of_steps_each(page: "Page") -> None:
    replace(page, "ssh skye.local math -mathlink >& /dev/null")
    page.click("#tab-trace")
    page.wait_for_selector("#trace .alternative")
    assert page.locator("#trace .steps").count() == page.locator("#trace .alternative").count() > 1
    assert "--set" not in page.inner_text("#trace")


def test_the_diagram_is_a_drawing_without_scripts_and_styles(page: "Page") -> None:
    page.click("#tab-diagram")
    page.wait_for_selector("#diagram svg text")
    assert page.locator("#diagram svg").locator("script, style, foreignObject, a").count() == 0
    assert "skye.local" in str(page.text_content("#diagram svg"))


def test_a_trace_follows_the_text(page: "Page") -> None:
    page.click("#tab-trace")
    page.wait_for_selector("#trace .step-title")
    replace(page, "ssh other.example.org math -mathlink")
    page.locator("#trace .step-title", has_text="other.example.org").first.wait_for()


def test_each_of_two_kernels_with_one_name_can_be_chosen(page: "Page") -> None:
    page.get_by_label("File, such as init.m").check()
    replace(page, kernels_of_one_name("first.example.org", "second.example.org"))
    page.click("#tab-trace")
    page.locator("#trace .step-title", has_text="first.example.org").first.wait_for()
    page.select_option("#kernel", label="skye, line 2")
    page.locator("#trace .step-title", has_text="second.example.org").first.wait_for()
    page.click("#tab-diagram")
    page.locator("#diagram svg text", has_text="second.example.org").first.wait_for(state="attached")


def kernels_of_one_name(*hosts: str) -> str:
    """Return a file with a kernel for each host, each on its own line."""
    kernels = (f'"skye"->{{"RemoteMachine"->True, "LoginScript"->"ssh {host} math"}}' for host in hosts)
    return "SetOptions[$FrontEnd, EvaluatorNames -> {" + ",\n".join(kernels) + "}]"


def test_a_conversion_can_be_checked_and_undone(page: "Page") -> None:
    replace(
        page, before := "ssh skye.local math -wstp -LinkMode Connect -LinkProtocol TCPIP -LinkName `wstpconnection`"
    )
    page.click("#tab-convert")
    page.select_option("#convert-to", "7")
    page.locator("#conversion pre", has_text="-mathlink").wait_for()
    page.get_by_role("button", name="Check this version").click()
    settled(page)
    assert "-mathlink" in text(page)
    assert page.input_value("#version") == "7"
    page.click("#undo")
    assert text(page) == before
    settled(page)


def test_the_form_writes_what_can_be_copied(page: "Page") -> None:
    page.click("#tab-write")
    page.fill("#write-host", "node.example.org")
    page.fill("#write-user", "fred")
    page.locator("#write-form .primary").click()
    row = page.locator("#written .value", has_text="Launch Command")
    row.get_by_role("button").click()
    page.locator("#notice", has_text="Copied").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("ssh ")
    assert "node.example.org" in copied


def test_what_the_form_writes_can_be_checked(page: "Page") -> None:
    page.click("#tab-write")
    page.locator("#write-form .primary").click()
    page.get_by_role("button", name="Check this specification").click()
    settled(page)
    assert "[[kernels]]" in text(page)
    assert page.is_checked('input[value="specification"]')


def test_a_specification_in_the_editor_is_written(page: "Page") -> None:
    page.get_by_label("Specification", exact=True).check()
    replace(page, '[[kernels]]\nname = "a"\nhost = "node.example.org"\nkernel = "./math.sh"\n')
    page.click("#tab-write")
    page.click("#write-specification")
    page.locator("#written", has_text="node.example.org").wait_for()


def test_a_host_that_a_shell_would_change_is_refused_in_words(page: "Page") -> None:
    page.click("#tab-write")
    page.fill("#write-host", "a;b $(c)")
    page.locator("#write-form .primary").click()
    page.wait_for_selector("#written li, #written .failure")


@pytest.mark.parametrize("recipe", range(4))
def test_a_recipe_opens_with_its_verdict(page: "Page", recipe: int) -> None:
    before = text(page)
    page.select_option("#example", str(recipe))
    settled(page)
    assert text(page) != before
    assert page.inner_text("#verdict .summary")


def test_every_version_can_be_chosen(page: "Page") -> None:
    offered = page.locator("#version option").evaluate_all("all => all.map(one => one.value)")
    assert offered == ["", *(version.name for version in versions.known())]


def test_a_version_changes_the_verdict(page: "Page") -> None:
    with page.expect_response("**/operations"):
        page.select_option("#version", "5.2")
    settled(page)
    assert page.input_value("#version") == "5.2"
