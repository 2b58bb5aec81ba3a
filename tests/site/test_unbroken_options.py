"""Options in the code of a page are in spans that no line breaks; everything else stays."""

import pytest

from docs.site.unbroken_options import on_page_content

pytestmark = pytest.mark.checkout

OPTION = '<span class="option">{}</span>'.format


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<code>-LinkName</code>", f"<code>{OPTION('-LinkName')}</code>", id="alone"),
        pytest.param(
            '<code class="x"><span>ssh</span> -x --a-b</code>',
            f'<code class="x"><span>ssh</span> {OPTION("-x")} {OPTION("--a-b")}</code>',
            id="in a command with colours",
        ),
        pytest.param("<p>-LinkName</p>", "<p>-LinkName</p>", id="outside of code"),
        pytest.param("<code>kernel-name 4-5 -</code>", "<code>kernel-name 4-5 -</code>", id="hyphens of other words"),
        pytest.param("<code>-" + "a" * 40 + "</code>", "<code>-" + "a" * 40 + "</code>", id="wider than a phone"),
        pytest.param(
            "<code>&lt;host&gt; -l fred</code>", f"<code>&lt;host&gt; {OPTION('-l')} fred</code>", id="entities"
        ),
    ],
)
def test_options_are_in_spans(html: str, expected: str) -> None:
    assert on_page_content(html) == expected
