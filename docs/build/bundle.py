"""The page in a folder of the site: scripts, styles, Python, and a service worker that keeps all of it."""

import gzip
import json
import shutil
from hashlib import sha256
from pathlib import Path

from docs.build import library
from docs.build.memory import enlarged
from docs.build.places import MODULES, PAGE
from docs.build.programs import install_modules, run

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Allows no other origin, no script in the page, and no code from text; only WebAssembly is compiled.

The worker comes from a blob, so that it has this policy too: `docs/page/src/worker/client.ts`.
"""

_PYODIDE = ("pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_BUNDLE = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none", "--log-level=warning")


def write(folder: Path) -> None:
    """Write the page into a new folder.

    Raises:
        BuildError: A program is missing or fails, such as the type checker of TypeScript.
    """
    install_modules()
    run([MODULES / ".bin" / "tsc", "--noEmit"])
    folder.mkdir(parents=True)
    _bundle_worker(folder, _python(folder))
    _bundle("page/main.ts", folder / "page.js")
    shutil.copyfile(PAGE / "style.css", folder / "style.css")
    names = {name: _hashed(folder / name) for name in ("page.js", "worker.js", "style.css")}
    _write_html(folder, names)
    _bundle("worker/service_worker.ts", folder / "service-worker.js", f"--define:ASSETS={json.dumps(_assets(folder))}")


def _python(folder: Path) -> str:
    """Copy Pyodide, the library and the snapshot into a folder whose name changes with their content."""
    made = library.made()
    files = [MODULES / "pyodide" / name for name in _PYODIDE]
    name = f"python-{_hash(*files, *made.iterdir())}"
    (folder / name).mkdir()
    for path in files:
        shutil.copyfile(path, folder / name / path.name)
    program = folder / name / "pyodide.asm.wasm"
    program.write_bytes(enlarged(program.read_bytes(), (made / "snapshot.bin").stat().st_size))
    for path in made.iterdir():
        # The worker decompresses these itself: not every server compresses them.
        (folder / name / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    return name


def _bundle_worker(folder: Path, python: str) -> None:
    info = json.loads((MODULES / "pyodide" / "pyodide-lock.json").read_bytes())["info"]
    values = {"PYTHON_FOLDER": f"{python}/", "PYODIDE_INFO": info}
    defined = (f"--define:{name}={json.dumps(value)}" for name, value in values.items())
    # The loader of Pyodide imports modules of Node.js, only in Node.js.
    _bundle("worker/worker.ts", folder / "worker.js", "--external:node:*", *defined)


def _bundle(source: str, target: Path, *options: str) -> None:
    run([MODULES / ".bin" / "esbuild", PAGE / "src" / source, f"--outfile={target}", *_BUNDLE, *options])


def _hashed(path: Path) -> str:
    """Give a file a name that changes with its content, and return it."""
    named = path.with_name(f"{path.stem}-{_hash(path)}{path.suffix}")
    path.rename(named)
    return named.name


def _hash(*paths: Path) -> str:
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in sorted(paths))).hexdigest()[:12]


def _write_html(folder: Path, names: dict[str, str]) -> None:
    text = (PAGE / "index.html").read_text(encoding="utf-8")
    for name, hashed in names.items():
        text = text.replace(f'"{name}"', f'"{hashed}"')
    (folder / "index.html").write_text(with_policy(text), encoding="utf-8")


def with_policy(page: str) -> str:
    """Return the text of a page with the policy in it, for servers that send none."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n    {policy}', 1)


def _assets(folder: Path) -> list[str]:
    """Return the addresses of all files of the page, relative to it; the page itself is the empty one."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "index.html")
    return [f"./?{_hash(folder / 'index.html')}", *(path.relative_to(folder).as_posix() for path in paths)]
