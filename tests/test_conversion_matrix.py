"""Converting: every recipe from each version into the others, and into those that need something else."""

from itertools import permutations
from pathlib import Path

import pytest

from rkconf import versions
from rkconf.entries import read
from rkconf.extraction import extract
from rkconf.record import replace
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.spec import Specification, load
from rkconf.spec.model import KERNEL_INIT, given_values
from tests.conftest import SAMPLES, Golden, Program
from tests.conversions import CONVERSIONS, converted
from tests.known import CONVERTED, SAME_FLAGS

VERSIONS = CONVERTED
# The client that replaces mathssh in a newer version stays.
FROM_ONE_VERSION = {"mathssh": "5.2"}
ONLY_SINCE_7 = {"parallel-commands"}
"""Recipes that LaunchSlave cannot express."""
MATRIX = [
    pytest.param(folder, *pair, id=f"{folder.name} {' to '.join(pair)}")
    for folder in sorted(CONVERSIONS.iterdir())
    if folder.name not in ONLY_SINCE_7
    for pair in permutations(VERSIONS, 2)
    if pair[0] == FROM_ONE_VERSION.get(folder.name, pair[0])
]
RECIPES = sorted(path.stem for path in (SAMPLES / "kernels").glob("*.toml"))


@pytest.mark.parametrize(("folder", "old", "new"), MATRIX)
def test_every_version_into_every_other(
    folder: Path, old: str, new: str, rkconf: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CONVERSIONS)
    suffix = next(path.suffix for path in folder.iterdir() if path.suffix != ".txt")
    source, target, told = f"{folder.name}/{old}{suffix}", folder / f"{new}{suffix}", folder / f"{new}.from-{old}.txt"
    if not Path(source).exists():
        pytest.skip(f"{source} is written by the conversion from another version")
    outcome = rkconf("convert", source, "--from", old, "--to", new)
    assert outcome.status == 0
    golden(target, outcome.raw)
    if outcome.err or told.exists():
        golden(told, outcome.err)


ERAS = ("8", "11.1", "12.3", "13.1", "14.1")
"""The first versions that need something else than the one before them, and that the matrix above does not have."""


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("folder", sorted(CONVERSIONS.iterdir()), ids=lambda folder: folder.name)
def test_a_recipe_of_7_in_every_era_and_back(
    folder: Path, era: str, rkconf: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CONVERSIONS)
    suffix = next(path.suffix for path in folder.iterdir() if path.suffix != ".txt")
    told, target, back = (folder / f"{era}.{name}" for name in ("from-7.txt", suffix[1:], f"to-7{suffix}"))
    there = rkconf("convert", f"{folder.name}/7{suffix}", "--from", "7", "--to", era)
    if there.err or told.exists():
        golden(told, there.err)
    if there.status:
        assert (there.status, there.out) == (1, "")
        assert "lost: " in there.err
        return
    golden(target, there.raw)
    again = rkconf("convert", f"{folder.name}/{era}{suffix}", "--from", era, "--to", "7")
    assert again.status == 0
    if again.raw != (folder / f"7{suffix}").read_bytes() or back.exists():
        golden(back, again.raw)


@pytest.mark.parametrize(("old", "new"), list(permutations(SAME_FLAGS, 2)))
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_conversion_equals_what_would_be_rendered(recipe: str, old: str, new: str) -> None:
    loaded = load(Source(recipe, (SAMPLES / "kernels" / f"{recipe}.toml").read_bytes())).specification
    assert loaded
    if recipe in FROM_ONE_VERSION:
        return
    # A kernel init of another name is somebody's own: it stays in versions that do not need it.
    own = tuple(replace(kernel, kernel_init=KERNEL_INIT) for kernel in loaded.kernels)
    loaded = replace(loaded, kernels=own)
    before, after = versions.load(old), versions.load(new)
    for write in (as_wl, as_wl_all):
        conversion = converted(write(render(loaded, before)), old, new)
        assert conversion.losses == ()
        wanted = extract(read(Source("init.m", write(render(loaded, after)).encode())), after)
        found = extract(read(Source("init.m", conversion.data)), after)
        assert said(found.specification) == said(wanted.specification)


def said(specification: Specification) -> list[dict[str, object]]:
    """Return the contents of rows; which kernel it is, and its files, no conversion decides."""
    kernel = {"kernel", "kernel_version", "kernel_init"}
    rows = (*specification.kernels, *specification.parallel)
    return [{key: value for key, value in given_values(row).items() if key not in kernel} for row in rows]
