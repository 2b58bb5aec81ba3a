"""The site, built once for its tests."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import once
from tests.conftest import CHECKOUT
from tests.live.machines import require
from tests.site.built import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the site in strict mode; a warning is a failure."""
    require("" if find_spec("material") else "mkdocs-material is not installed (the group `site`)")
    return Site(once.made(tmp_path_factory, "site", _build))


def _build(folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=CHECKOUT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
