"""A built site: its pages, their anchors, and what they link and load."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from rkconf.website import SITE

_LOADS = {"script": "src", "img": "src", "source": "src", "iframe": "src", "embed": "src", "object": "data"}
_LOADED_LINKS = {"stylesheet", "icon", "preload", "preconnect", "modulepreload", "manifest", "dns-prefetch"}


@dataclass
class HtmlPage(HTMLParser):
    """One page: its anchors, its links and the resources that it loads."""

    address: str
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    title: str = ""
    _in_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title" and not self.title
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.address, given["href"]))
        if tag in _LOADS and given.get(_LOADS[tag]):
            self.loaded.append(urljoin(self.address, given[_LOADS[tag]]))
        if tag == "link" and _LOADED_LINKS & set(given.get("rel", "").split()):
            self.loaded.append(urljoin(self.address, given["href"]))

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"


BUILT_ELSEWHERE = frozenset({f"{SITE}check/"})
"""The page that checks a command: `python -m docs.build` adds it, and tests/page/ tests it."""


class Site:
    """The site in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = {page.address: page for page in map(self._read, sorted(folder.rglob("*.html")))}

    def _read(self, path: Path) -> HtmlPage:
        address = SITE + path.relative_to(self.folder).as_posix().removesuffix("index.html")
        page = HtmlPage(address)
        page.feed(path.read_text(encoding="utf-8"))
        return page

    def broken(self) -> Iterator[tuple[str, str]]:
        """Yield each link to a page, a file or an anchor of the site that it does not have, with its page."""
        for page in self.pages.values():
            for link in page.links:
                if link.startswith(SITE) and not self._has(link):
                    yield page.address, link

    def _has(self, link: str) -> bool:
        target, anchor = urldefrag(link)
        if target in BUILT_ELSEWHERE:
            return True
        if target in self.pages:
            return not anchor or unquote(anchor) in self.pages[target].anchors
        return (self.folder / unquote(target.removeprefix(SITE))).is_file()

    def foreign(self) -> Iterator[tuple[str, str]]:
        """Yield each resource that a page loads from elsewhere, with its page."""
        for page in self.pages.values():
            yield from ((page.address, each) for each in page.loaded if not each.startswith((SITE, "data:")))
