"""The page of each recipe, at ``recipes/<name>/``, made from its specification and the entries that rkconf renders."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from rkconf.versions import order

_SAMPLES = Path(__file__).parents[2] / "samples"
_RECIPES = sorted((_SAMPLES / "kernels").glob("*.toml"))
_TABLE = "recipes.md"
_RENDERED = (".dialog", ".wl", ".refused")
"""The files of a version; the first is shown: words to type, code to evaluate, or the error that refuses the entry."""
_SETUP = """\
## Setup

The steps from nothing to the first evaluation, with the files that they need:

```sh
rkconf setup {recipe} --version 14
```

[All recipes](../{table})
"""


def on_config(config: MkDocsConfig) -> None:
    """List the recipes below their table in the navigation."""
    sections = [section for section in config.nav or () if isinstance(section, dict)]
    lists = [pages for section in sections for pages in section.values()]
    lists[lists.index([_TABLE])] += [{_title(recipe): f"recipes/{recipe.stem}.md"} for recipe in _RECIPES]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the table, and the page of every recipe."""
    files.append(File.generated(config, _TABLE, content=_table()))
    for recipe in _RECIPES:
        page = File.generated(config, f"recipes/{recipe.stem}.md", content=_page(recipe))
        page.edit_uri = f"../samples/kernels/{recipe.name}"
        files.append(page)
    return files


def _title(recipe: Path) -> str:
    return recipe.stem.replace("-", " ").capitalize()


def _read(recipe: Path) -> tuple[str, str]:
    """Return the purpose of a recipe, which is its first comment, and its specification."""
    purpose, _, specification = recipe.read_text(encoding="utf-8").partition("\n")
    return purpose.removeprefix("# "), specification


def _table() -> str:
    rows = "".join(f"| [{_title(each)}](recipes/{each.stem}.md) | {_read(each)[0]} |\n" for each in _RECIPES)
    return (
        "# Recipes\n\nA specification describes a kernel once; `rkconf render` writes its entry for each version of "
        f"Mathematica.\n\n| recipe | purpose |\n| --- | --- |\n{rows}"
    )


def _page(recipe: Path) -> str:
    purpose, specification = _read(recipe)
    picture = _SAMPLES / "diagrams" / f"{recipe.stem}.txt"
    parts = [
        f"# {_title(recipe)}\n\n{purpose}\n",
        f'```toml title="{recipe.name}"\n{specification.strip()}\n```\n',
        f"## Picture\n\n```text\n{picture.read_text(encoding='utf-8').strip()}\n```\n" if picture.exists() else "",
        "## Entry\n\nrkconf writes this for each version of Mathematica whose entry differs:\n",
        *_entries(recipe),
        _SETUP.format(recipe=recipe.name, table=_TABLE),
    ]
    return "\n".join(filter(None, parts))


def _entries(recipe: Path) -> list[str]:
    """Return a tab for each version, the newest first."""
    folder = recipe.with_suffix("")
    versions = {path.stem: path for suffix in reversed(_RENDERED) for path in folder.glob(f"*{suffix}")}
    newest_first = sorted(versions, key=lambda name: order(name) or (), reverse=True)
    return [_tab(name, versions[name]) for name in newest_first]


def _tab(version: str, path: Path) -> str:
    lines = ["```text", *path.read_text(encoding="utf-8").strip().splitlines(), "```"]
    return f'=== "{version}"\n\n' + "".join(f"    {line}\n" for line in lines)
