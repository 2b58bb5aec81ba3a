"""The project in whose folder the tests of settings run."""

from pathlib import Path

import pytest

from tests.faulty_entry import FILE


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder: a project with one init.m at its top and one in the folder ``sub``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    for folder in (tmp_path, tmp_path / "sub"):
        (folder / "init.m").write_bytes(FILE)
    return tmp_path
