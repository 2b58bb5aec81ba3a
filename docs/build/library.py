"""The Python part of the page: rkconf and its dependencies as bytecode, and a snapshot of their memory."""

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from docs.build.places import BUILD, CHECKOUT, KEPT, MODULES, PAGE
from docs.build.programs import alone, run

_REQUIREMENTS = BUILD / "requirements.txt"
_PLATFORM = ("--python-version", "3.14", "--implementation", "cp", "--platform", "pyemscripten_2026_0_wasm32")
_MADE = ("library.tar", "snapshot.bin")


def made() -> Path:
    """Return the folder with `library.tar` and `snapshot.bin`; they are made again only if a source has changed."""
    folder = KEPT / _key()
    with alone():
        _make(folder)
    return folder


def _make(folder: Path) -> None:
    if not all((folder / name).is_file() for name in _MADE):
        for older in KEPT.glob("*/"):
            shutil.rmtree(older)
        with tempfile.TemporaryDirectory() as scratch:
            sources, output = Path(scratch, "sources"), Path(scratch, "made")
            output.mkdir()
            _collect(sources, Path(scratch, "wheels"))
            run(["node", BUILD / "prepare.mjs", MODULES, sources, output])
            shutil.copytree(output, folder)


def _key() -> str:
    """Return a hash of everything that the library is made of."""
    total = sha256()
    for path in _sources():
        total.update(f"{path.relative_to(CHECKOUT)}\0".encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    yield from (PAGE / "package-lock.json", _REQUIREMENTS, BUILD / "prepare.mjs", BUILD / "compiled.py")
    for folder in (CHECKOUT / "rkconf", CHECKOUT / "grammar", CHECKOUT / "schemas", PAGE / "python"):
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _collect(sources: Path, wheels: Path) -> None:
    """Put the files of all wheels, and of the worker's own package, into one folder."""
    from hatchling.builders.wheel import WheelBuilder

    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    run([*pip, "--only-binary=:all:", *_PLATFORM, "--dest", wheels, "--requirement", _REQUIREMENTS])
    next(WheelBuilder(str(CHECKOUT)).build(directory=str(wheels), versions=["standard"]))
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(sources, [name for name in archive.namelist() if _is_content(name)])
    shutil.copytree(PAGE / "python", sources / "docs" / "page" / "python", ignore=shutil.ignore_patterns("__pycache__"))


def _is_content(name: str) -> bool:
    """Return whether a file of a wheel is needed to import it."""
    return ".dist-info/" not in name and ".data/" not in name and not name.endswith(".pyi")
