"""The page of each rule, at ``rules/<code>/``, made from its page in samples/rules."""

import re
import shlex
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from rkconf.rule import Rule
from rkconf.rules import GROUPS, RULES

_SAMPLES = Path(__file__).parents[2] / "samples" / "rules"
_TABLE = "rules.md"
_FENCE = re.compile(r"^```(\w[^\n]*)$", re.MULTILINE)
_INPUTS = {
    "launch": ("text", "launch command"),
    "mlopen": ("text", "arguments to MLOpen"),
    "parallel": ("text", "launch command of parallel kernels"),
    "sh": ("sh", "script"),
    "toml": ("toml", "specification"),
    "wl": ("wolfram", "file"),
}
"""The language and the title of each kind of sample."""


def on_config(config: MkDocsConfig) -> None:
    """List the pages of the rules below their table in the navigation."""
    sections = [section for section in config.nav or () if isinstance(section, dict)]
    lists = [pages for section in sections for pages in section.values()]
    lists[lists.index([_TABLE])] += _navigation()


def _navigation() -> Iterator[dict[str, Any]]:
    for key, rules in groupby(RULES, key=lambda rule: rule.code[:3]):
        yield {f"{key}: {GROUPS[key]}": [{f"{rule.code} {rule.name}": _address(rule)} for rule in rules]}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page of every rule."""
    for rule in RULES:
        page = File.generated(config, _address(rule), content=_page(rule))
        page.edit_uri = f"../samples/rules/{rule.name}.md"
        files.append(page)
    return files


def _address(rule: Rule) -> str:
    return f"rules/{rule.code.lower()}.md"


def _page(rule: Rule) -> str:
    """Return the page with a line about severity and fix; its samples get titles instead of options."""
    title, _, text = (_SAMPLES / f"{rule.name}.md").read_text(encoding="utf-8").partition("\n")
    fix = f"{rule.fix} fix" if rule.fix else "no fix"
    body = _FENCE.sub(lambda fence: _titled(fence[1], rule), text)
    head = f"---\ndescription: {_quoted(rule.summary)}\n---\n\n{title}\n\n*{rule.severity}, {fix}*\n"
    return f"{head}{body}\n\n[All rules](../{_TABLE})\n"


def _quoted(text: str) -> str:
    """Return a plain text as a value in the head of a page."""
    return '"{}"'.format(text.replace("``", "").replace("\\", "\\\\").replace('"', '\\"'))


def _titled(info: str, rule: Rule) -> str:
    """Return the first line of a block whose options are shown as its title."""
    language, *options = shlex.split(info)
    if language == "console":
        return f'```text title="rkconf lint --select {rule.code}"'
    language, kind = _INPUTS[language]
    title = ", ".join([kind[0].upper() + kind[1:], *map(_option, options)])
    return f'```{language} title="{title}"'


def _option(option: str) -> str:
    """Return an option of a sample in words: ``local-shell=dash`` is the local shell dash."""
    if option == "escaped":
        return "with invisible characters as escapes"
    name, _, value = option.partition("=")
    return f"{name.replace('-', ' ')} {value}"
