"""Runs inside of Pyodide: compiles ``/sources`` into a library, and imports it as the snapshot has it."""

import compileall
import gc
import importlib
import json
import py_compile
import shutil
import sysconfig
import tarfile
from pathlib import Path

SOURCES = Path("/sources")
LIBRARY = Path(sysconfig.get_path("purelib"))


def compile_library() -> None:
    """Write the bytecode beside the sources, and keep only the bytecode; other files are copied."""
    # Hashes instead of times: the library is written again in the browser, where every file is new.
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(SOURCES, quiet=1, legacy=True, invalidation_mode=mode, stripdir="/sources"):
        message = "a module could not be compiled"
        raise SystemExit(message)
    for path in sorted(SOURCES.rglob("*")):
        target = LIBRARY / path.relative_to(SOURCES)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif path.suffix != ".py":
            shutil.copyfile(path, target)
    with tarfile.open("/library.tar", "w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(each for each in SOURCES.rglob("*") if each.is_file() and each.suffix != ".py"):
            member = archive.gettarinfo(path, str(path.relative_to(SOURCES)))
            member.mtime, member.mode = 0, 0o644
            with path.open("rb") as content:
                archive.addfile(member, content)
    shutil.rmtree(SOURCES)


def import_rkconf() -> None:
    """Import rkconf, and check the examples that need no specification, so that their modules are in the memory."""
    importlib.invalidate_caches()
    operations = importlib.import_module("docs.page.python.operations")
    importlib.import_module("docs.page.python.warming")
    ready = json.loads(operations.answer(json.dumps({"operation": "ready"})))["result"]
    for recipe in ready["recipes"]:
        if recipe["input"]["kind"] != "specification":
            for name in ("lint", "trace"):
                request = {"operation": name, "input": recipe["input"], "choices": recipe["choices"]}
                operations.answer(json.dumps(request))
    gc.collect()


compile_library()
import_rkconf()
