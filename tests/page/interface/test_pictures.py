"""The pictures of the page in README and docs; ``pytest --accept`` takes them."""

from struct import unpack
from typing import TYPE_CHECKING

import pytest

from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from tests.page.interface.conftest import Opened

pytestmark = [pytest.mark.live, pytest.mark.checkout]

SIZE = {"width": 960, "height": 920}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_shows_the_first_verdict(opened: "Opened", scheme: str, accept: bool) -> None:  # noqa: FBT001
    path = CHECKOUT / "docs" / "pictures" / f"page-{scheme}.png"
    page = opened(color_scheme=scheme, viewport=SIZE, reduced_motion="reduce")
    assert page.locator(".finding.error").is_visible()
    if accept:
        path.parent.mkdir(exist_ok=True)
        page.screenshot(path=path)
    assert unpack(">II", path.read_bytes()[16:24]) == tuple(SIZE.values())


@pytest.mark.parametrize("text", ["README.md", "docs/index.md"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_is_shown(text: str, scheme: str) -> None:
    assert f"pictures/page-{scheme}.png" in (CHECKOUT / text).read_text(encoding="utf-8")
