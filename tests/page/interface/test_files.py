"""Files are opened, dropped and saved; a file that cannot be read is refused in words."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SAMPLES
from tests.page.interface.editing import codes, settled, text

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.live, pytest.mark.checkout]

Write = Callable[[str, bytes], Path]
INIT = SAMPLES / "frontend" / "workbench.m"
DROP = """
([name, content]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(content)], name));
  const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, composed: true });
  document.querySelector("#text").dispatchEvent(event);
}
"""


def open_file(page: "Page", path: Path) -> None:
    page.set_input_files("#file", path)
    page.locator("#notice", has_text=path.name).wait_for()
    settled(page)


def saved(page: "Page") -> bytes:
    with page.expect_download() as download:
        page.click("#save")
    path: Path = download.value.path()
    return path.read_bytes()


def test_a_file_of_the_front_end_is_checked(page: "Page") -> None:
    open_file(page, INIT)
    assert page.is_checked('input[value="file"]')
    assert {"RK201", "RK303"} <= codes(page)


def test_an_opened_file_names_its_own_version(page: "Page") -> None:
    page.select_option("#version", "14")
    open_file(page, INIT)
    assert page.input_value("#version") == ""


def test_a_dropped_file_is_opened(page: "Page") -> None:
    page.evaluate(DROP, ["init.m", list(INIT.read_bytes())])
    page.locator("#notice", has_text="init.m").wait_for()
    settled(page)
    assert "RK201" in codes(page)


def test_one_of_several_kernels_is_traced(page: "Page") -> None:
    open_file(page, INIT)
    page.click("#tab-trace")
    page.select_option("#kernel", "mill")
    page.locator("#trace .step-title", has_text="mill.example.org").first.wait_for()


@pytest.mark.parametrize(
    "content",
    [INIT.read_bytes(), b"(* \xe4\xff *)\n", b"\xef\xbb\xbf(* a *)\r\n(* b *)\r\n", b"(* a *)\r(* b *)\n\n"],
    ids=["utf-8", "latin-1", "a byte order mark and crlf", "mixed line ends"],
)
def test_a_saved_file_has_the_bytes_of_the_opened_one(page: "Page", file: Write, content: bytes) -> None:
    open_file(page, file("init.m", content))
    assert saved(page) == content


def test_a_fix_keeps_the_line_ends_of_a_file(page: "Page", file: Write) -> None:
    open_file(page, file("init.m", INIT.read_bytes().replace(b"\n", b"\r\n")))
    page.locator('[data-code="RK201"] .fix').first.click()
    settled(page)
    content = saved(page)
    assert content.count(b"\n") == content.count(b"\r\n") > 0


def test_a_specification_is_recognized_by_its_name(page: "Page") -> None:
    open_file(page, SAMPLES / "kernels" / "many.toml")
    assert page.is_checked('input[value="specification"]')


@pytest.mark.parametrize(
    ("content", "word"), [(b"\x7fELF\0\0", "not text"), (b"a" * 1_000_001, "up to 1 MB")], ids=["binary", "large"]
)
def test_a_file_that_is_not_read_is_refused_and_the_text_stays(
    page: "Page", file: Write, content: bytes, word: str
) -> None:
    before = text(page)
    page.set_input_files("#file", file("strange.m", content))
    page.locator("#notice", has_text=word).wait_for()
    assert text(page) == before
