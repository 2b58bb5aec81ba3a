"""Links from a page to files of the repository: to the page of a rule, or to the file on the web.

The Markdown of docs/ has relative links, which work in a checkout. mkdocs knows the files of docs/ only.
"""

import re
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from rkconf.rules import find

_CHECKOUT = Path(__file__).parents[2]
_DOCS, _RULES, _RECIPES = "docs/", "samples/rules/", "samples/kernels/"
_CODE_OR_LINK = re.compile(
    r"^```.*?^```$|\]\((?P<path>(?![a-z]+:|#|/)[^)#\s]+)(?P<rest>[^)]*)\)", re.DOTALL | re.MULTILINE
)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the text of a page with links that mkdocs can follow."""

    def followed(found: re.Match[str]) -> str:
        path = normpath(join(here, found["path"])) if found["path"] else ""
        file = files.get_file_from_path(path) if path else None
        if not path or (file and file.inclusion.is_included()):
            return found[0]
        return f"]({_address(normpath(join(_DOCS, path)), here, config)}{found['rest']})"

    here = dirname(page.file.src_uri)
    return _CODE_OR_LINK.sub(followed, markdown)


def _address(path: str, here: str, config: MkDocsConfig) -> str:
    """Return the address of a file of the repository for a page in the folder ``here``."""
    made = _made_page(path)
    if made:
        return relpath(made, here or ".")
    if not (_CHECKOUT / path).exists():
        return path  # mkdocs reports it
    kind = "tree" if (_CHECKOUT / path).is_dir() else "blob"
    return f"{config.repo_url}/{kind}/main/{path}"


def _made_page(path: str) -> str:
    """Return the page that is made from a file of the repository; empty if there is none."""
    name = path.rpartition("/")[2]
    rule = find(name.removesuffix(".md")) if path.startswith(_RULES) else None
    if rule:
        return f"rules/{rule.code.lower()}.md"
    is_recipe = path.startswith(_RECIPES) and name.endswith(".toml") and (_CHECKOUT / path).exists()
    return f"recipes/{name.removesuffix('.toml')}.md" if is_recipe else ""
