"""The versions that the live tests of links leave out have the commands and files of a version that they launch."""

from pathlib import Path

import pytest
import tomli_w

from rkconf import versions
from rkconf.rendering import render
from rkconf.versions import Version
from tests.live.links.configurations import Row
from tests.live.links.matrix import Case, cases, facts, versions_of
from tests.setups import contents, setup
from tests.specifications import specification

_PATH = "plain"


def representative(version: Version, *, parallel: bool) -> str:
    """Return the version that the live tests launch instead."""
    wanted = facts(version, parallel=parallel)
    every = (versions.load(name) for name in versions_of(parallel=parallel))
    return next(each.name for each in every if facts(each, parallel=parallel) == wanted)


def written(case: Case, version: str) -> object:
    """Return what rkconf writes for a case: the texts of the kernel, and the file that the kernel reads."""
    ports = (31415, 31416) if case.ports else ()
    row = Row("k", case.connection, Path("/opt/kernel"), case.parallel, ports, links=case.links)
    text = tomli_w.dumps({"frontend": {"os": "linux"}, "parallel" if case.parallel else "kernels": [row.table()]})
    rendering = render(specification(text), versions.load(version))
    texts = [*((each.mlopen_arguments, each.login_script) for each in rendering.kernels), *rendering.templates]
    return texts, {path: text for path, text in contents(setup(text, version)).items() if path.endswith(".m")}


@pytest.mark.parametrize(
    ("case", "version"),
    [
        pytest.param(case, version.name, id=f"{case.way} of {version}")
        for version in versions.known()
        for parallel in (False, True)
        if not (parallel and version.parallel_description)
        for case in cases(representative(version, parallel=parallel), _PATH)
        if case.parallel is parallel and case.version != version.name
    ],
)
def test_a_version_has_the_commands_of_the_one_that_is_launched(case: Case, version: str) -> None:
    assert written(case, version) == written(case, case.version)


def test_the_versions_that_are_launched_differ() -> None:
    """Without a difference one of them would prove nothing."""
    for parallel in (False, True):
        texts = [
            str([written(case, name) for case in cases(name, _PATH) if case.parallel is parallel])
            for name in versions_of(parallel=parallel)
        ]
        links = [versions.load(name).links if not parallel else () for name in versions_of(parallel=parallel)]
        assert len(set(zip(texts, links, strict=True))) == len(texts)
