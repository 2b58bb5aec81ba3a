"""The built site: no broken link, nothing from elsewhere, and a page for each rule."""

import re

import pytest

from rkconf import versions
from rkconf.rules import RULES
from rkconf.website import REPOSITORY, SITE, rule_page
from tests.conftest import CHECKOUT, SAMPLES
from tests.site.built import Site

pytestmark = [pytest.mark.checkout, pytest.mark.slow]


def test_no_link_is_broken(site: Site) -> None:
    assert list(site.broken()) == []


def test_no_page_loads_anything_from_elsewhere(site: Site) -> None:
    assert list(site.foreign()) == []


def test_every_rule_has_a_page_with_its_samples(site: Site) -> None:
    addresses = [rule_page(rule.code) for rule in RULES]
    assert [address for address in addresses if address not in site.pages] == []
    texts = {address: (site.folder / address.removeprefix(SITE) / "index.html").read_text() for address in addresses}
    assert [address for address, text in texts.items() if "rkconf lint --select" not in text] == []


def test_every_recipe_and_every_version_has_a_page(site: Site) -> None:
    recipes = {f"{SITE}recipes/{path.stem}/" for path in (SAMPLES / "kernels").glob("*.toml")}
    known = {f"{SITE}versions/{version.name}/" for version in versions.known(front_end=False)}
    assert recipes
    assert (recipes | known) - site.pages.keys() == set()


def test_a_version_has_each_fact_of_the_table(site: Site) -> None:
    table = re.findall(r'<h2 id="(\w+)">', (site.folder / "versions" / "index.html").read_text())
    newest = (site.folder / "versions" / versions.known()[-1].name / "index.html").read_text()
    assert table
    assert [fact for fact in table if f"#{fact}" not in newest] == []


def test_the_addresses_of_the_site_agree_with_the_code() -> None:
    settings = (CHECKOUT / "mkdocs.yml").read_text()
    assert f"site_url: {SITE}\nrepo_url: {REPOSITORY}\n" in settings


def test_no_two_pages_have_the_same_title(site: Site) -> None:
    titles = [page.title for page in site.pages.values()]
    assert all(titles)
    assert sorted(titles) == sorted(set(titles))


def test_no_file_but_pages_and_what_they_load_is_published(site: Site) -> None:
    assert [
        path.name
        for path in site.folder.rglob("*.*")
        if path.is_file() and path.suffix in {".py", ".toml", ".md", ".1"}
    ] == []


def test_a_link_checker_that_finds_nothing_would_be_noticed(site: Site) -> None:
    page = site.pages[SITE]
    page.links += [f"{SITE}absent/", f"{SITE}rules/#absent"]
    try:
        assert [link for _, link in site.broken()] == page.links[-2:]
    finally:
        del page.links[-2:]
