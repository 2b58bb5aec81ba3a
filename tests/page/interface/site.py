"""The page on a server that sends no policy, with rkconf run by the server instead of the browser."""

import shutil
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from docs.build.bundle import with_policy
from docs.build.places import MODULES, PAGE
from docs.build.programs import install_modules, run
from docs.page.python.operations import answer


def build(folder: Path) -> None:
    """Write the page into a new folder; the worker is the one of these tests."""
    folder.mkdir()
    install_modules()
    bundle = ("--bundle", "--format=esm", "--target=es2022", "--log-level=warning", f"--outfile={folder / 'page.js'}")
    run([MODULES / ".bin" / "esbuild", PAGE / "src" / "page" / "main.ts", *bundle])
    (folder / "index.html").write_text(with_policy((PAGE / "index.html").read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copy(PAGE / "style.css", folder)
    shutil.copy(Path(__file__).with_name("worker.js"), folder)
    (folder / "service-worker.js").touch()


class Handler(SimpleHTTPRequestHandler):
    """Serves the page, and answers its operations."""

    def do_POST(self) -> None:
        request = self.rfile.read(int(self.headers["Content-Length"]))
        content = answer(request.decode()).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Print nothing: a failed test shows what the page shows."""
