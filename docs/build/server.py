"""Serves a built site on this machine as a web server should: types, compression, caching, and the policy."""

import mimetypes
import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from docs.build.bundle import POLICY

_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".gz": "application/gzip"}
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
_FOR_EVER = "public, max-age=31536000, immutable"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self._file()
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        encoding, form = self._form(path)
        data = form.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", _TYPES.get(path.suffix) or mimetypes.guess_type(path)[0] or "text/plain")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", _FOR_EVER if _is_hashed(path) else "no-cache")
        if "check" in path.parts:
            self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(data)

    def _file(self) -> Path | None:
        """Return the file of the address; None if there is none inside of the site."""
        root = Path(self.directory).resolve()
        path = (root / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() and path.is_relative_to(root) else None

    def _form(self, path: Path) -> tuple[str, Path]:
        """Return the first encoding that the browser takes and the site has, and its file."""
        taken = {word.split(";")[0].strip() for word in self.headers.get("Accept-Encoding", "").split(",")}
        forms = ((name, Path(f"{path}{suffix}")) for name, suffix in _ENCODINGS.items() if name in taken)
        return next(((name, form) for name, form in forms if form.is_file()), ("", path))

    def log_message(self, *_: object) -> None:
        """Print nothing: the tests read the requests in the browser."""


def _is_hashed(path: Path) -> bool:
    """Return whether the name of a file, or of its folder, changes with its content."""
    return any(
        "-" in part and len(part.rpartition("-")[2].split(".")[0]) == len("0123456789ab") for part in path.parts[-2:]
    )


class _Server(ThreadingHTTPServer):
    def handle_error(self, *request: Any) -> None:  # noqa: ANN401 - what http.server passes
        """Pass over a browser that closed a connection, as it does when it is closed itself."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*request)


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a folder on the loopback address; port 0 is any free one."""

    def handler(*arguments: Any) -> _Handler:  # noqa: ANN401 - what http.server passes
        return _Handler(*arguments, directory=str(folder))

    return _Server(("127.0.0.1", port), handler)
