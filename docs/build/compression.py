"""Compressed copies of files, which servers send in place of the files, and the sizes of a transfer."""

import gzip
from pathlib import Path

from docs.build.places import BUILD
from docs.build.programs import run

_COMPRESSIBLE = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm", ".xml"}


def compress(folder: Path) -> None:
    """Write a `.gz` and a `.br` beside each file of text or WebAssembly, where it is shorter."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in _COMPRESSIBLE]
    for path in paths:
        made = gzip.compress(path.read_bytes(), 9, mtime=0)
        if len(made) < path.stat().st_size:
            Path(f"{path}.gz").write_bytes(made)
    run(["node", BUILD / "brotli.mjs", *paths])


def transfer(path: Path) -> int:
    """Return the bytes of the shortest form of a file."""
    forms = (Path(f"{path}{suffix}") for suffix in ("", ".gz", ".br"))
    return min(form.stat().st_size for form in forms if form.is_file())


def describe(folder: Path) -> str:
    """Return the transfer of a first visit to the page, file by file."""
    files = [path for path in folder.rglob("*") if path.is_file() and not _is_copy(path)]
    sizes = sorted(((transfer(path), path.relative_to(folder).as_posix()) for path in files), reverse=True)
    rows = [f"{size / 1e6:8.3f} MB  {name}" for size, name in sizes]
    return "\n".join([*rows, f"{sum(size for size, _ in sizes) / 1e6:8.3f} MB  in all, compressed"])


def _is_copy(path: Path) -> bool:
    return path.suffix in {".gz", ".br"} and path.with_suffix("").is_file()
