"""A link holds the input in its fragment; a password is never put into one."""

from typing import TYPE_CHECKING

import pytest

from rkconf.website import REPOSITORY, SITE
from tests.page.interface.editing import replace, settled, text

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.page.interface.conftest import Opened

pytestmark = [pytest.mark.live, pytest.mark.checkout]

LISTEN = "-LinkMode Listen -LinkProtocol TCPIP"
PASSWORD = "sshpass -p secret ssh skye.local math -mathlink"  # noqa: S105 -- the mistake that is tested


def fragment(page: "Page") -> str:
    """Press the button, and return the fragment of the copied address."""
    page.click("#share")
    page.locator("#notice", has_text="Copied").wait_for()
    copied: str = page.evaluate("() => navigator.clipboard.readText()")
    return copied[copied.index("#") :]


def test_an_opened_link_restores_the_texts_and_the_choices(page: "Page", opened: "Opened") -> None:
    replace(page, command := "ssh ä😀.example.org math -mathlink -LinkMode Connect")
    replace(page, LISTEN, "mlopen")
    page.select_option("#remote-shell", "tcsh")
    settled(page)
    again = opened(fragment(page))
    assert (text(again), text(again, "mlopen")) == (command, LISTEN)
    assert again.input_value("#remote-shell") == "tcsh"


def test_a_link_restores_a_specification(page: "Page", opened: "Opened") -> None:
    page.get_by_label("Specification", exact=True).check()
    replace(page, '[[kernels]]\nname = "a"\n')
    again = opened(fragment(page))
    assert again.is_checked('input[value="specification"]')
    replace(again, "")
    assert "#" not in again.url


def test_an_input_with_a_password_gets_no_link(page: "Page") -> None:
    replace(page, PASSWORD)
    page.click("#share")
    page.locator("#notice", has_text="password").wait_for()
    assert "#" not in page.url


def test_the_address_forgets_the_link_when_the_text_changes(page: "Page") -> None:
    assert fragment(page)
    replace(page, "ssh skye.local math")
    assert "#" not in page.url


@pytest.mark.parametrize("damaged", ["#v1.", "#v1.AAAA", "#v2.abc", "#%%%", "#v1.é"])
def test_a_damaged_link_is_reported_and_the_example_stays(opened: "Opened", damaged: str) -> None:
    page = opened(damaged)
    page.locator("#notice", has_text="The link").wait_for()
    assert "skye.local" in text(page)


def test_a_file_that_is_too_long_for_an_address_gets_no_link(page: "Page") -> None:
    replace(page, "".join(f"ssh host{number * 7919 % 10007}.example.org " for number in range(4000)))
    page.click("#share")
    page.locator("#notice", has_text="too long").wait_for()


def test_every_link_of_the_page_stays_on_the_site_or_is_known(page: "Page", address: str) -> None:
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map((each) => each.href)")
    assert links
    assert [each for each in links if not each.startswith((address, SITE, REPOSITORY))] == []
