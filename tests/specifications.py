"""Specifications for tests, and the problems that rkconf reports in them."""

from rkconf import spec, versions
from rkconf.diagnostics import Problem
from rkconf.source import Source
from tests.conftest import SAMPLES

HOST = '[[kernels]]\nname = "skye"\nhost = "skye.local"\n'
KERNEL = HOST + 'kernel = "./math.sh"\n'
OTHER = KERNEL.replace("skye", "galaxy")
PARALLEL = '[[parallel]]\nhost = "node1"\nkernel = "math"\n'
TUNNEL = 'connection = "tunnel"\nports = [31415, 31416]\n'


def source(text: str | bytes) -> Source:
    return Source("kernels.toml", text.encode() if isinstance(text, str) else text)


def problems(text: str | bytes, version: str = "7") -> list[Problem]:
    loaded = spec.load(source(text))
    if loaded.specification is None:
        return list(loaded.problems)
    return [*loaded.problems, *spec.infeasible(loaded.specification, versions.load(version), loaded.places)]


def renderable() -> list[tuple[str, str]]:
    """Return each recipe of ``samples/kernels`` with each version for which it can be rendered."""
    texts = {path.stem: path.read_bytes() for path in sorted((SAMPLES / "kernels").glob("*.toml"))}
    names = [version.name for version in versions.with_facts()]
    return [(recipe, name) for recipe, text in texts.items() for name in names if not problems(text, name)]


DESCRIBED = frozenset({"many", "parallel", "parallel-tunnel"})
"""The recipes with parallel kernels."""


def extractable() -> list[tuple[str, str]]:
    """Return those whose parallel kernels have a launch command; a kernel description is not read back."""
    described = {version.name for version in versions.with_facts() if version.parallel_description}
    return [(recipe, name) for recipe, name in renderable() if not (recipe in DESCRIBED and name in described)]


def reported(text: str | bytes, version: str = "7") -> list[str]:
    """Return each problem as ``line:column rule message; help``."""
    lines = []
    for found in problems(text, version):
        at = source(text).position(found.span.start)
        lines.append(f"{at.line}:{at.column} {found.rule} {found.message}" + (f"; {found.help}" if found.help else ""))
    return lines


def specification(text: str) -> spec.Specification:
    loaded = spec.load(source(text))
    assert loaded.specification is not None, loaded.problems
    return loaded.specification
