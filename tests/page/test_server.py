"""The server of a built site: types, compression, caching and the policy, as a web server should send them."""

import gzip
import re
import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from docs.build.bundle import POLICY
from docs.build.compression import describe, transfer
from docs.build.places import BUILD, CHECKOUT
from tests.page.browser import served

pytestmark = pytest.mark.checkout

HASHED = "worker-0123456789ab.js"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small site beside a file that is not part of it."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "site"
    (folder / "check").mkdir(parents=True)
    (folder / "check" / "index.html").write_text("<p>the page</p>", encoding="utf-8")
    (folder / "check" / HASHED).write_text("export {};" * 100, encoding="utf-8")
    (folder / "check" / f"{HASHED}.gz").write_bytes(gzip.compress(b"export {};" * 100))
    (folder / "check" / "program.wasm").write_bytes(b"\0asm")
    return folder


@pytest.fixture
def origin(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    data: bytes


def get(origin: str, path: str, encodings: str = "") -> Answer:
    with closing(HTTPConnection(urlsplit(origin).netloc)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": encodings})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


def test_the_page_has_its_policy_and_is_asked_for_again(origin: str) -> None:
    response = get(origin, "/check/")
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["Content-Type"] == "text/html"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.data == b"<p>the page</p>"


def test_a_file_whose_name_holds_a_hash_is_kept_for_ever(origin: str) -> None:
    assert "immutable" in get(origin, f"/check/{HASHED}").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("encodings", "sent"),
    [("gzip, deflate, br", "gzip"), ("gzip;q=0.5", "gzip"), ("br", None), ("", None)],
    ids=["what the site has", "with a preference", "what the site lacks", "none"],
)
def test_a_file_is_compressed_as_the_browser_takes_it(encodings: str, sent: str | None, origin: str) -> None:
    response = get(origin, f"/check/{HASHED}", encodings)
    assert response.headers["Content-Encoding"] == sent
    assert (gzip.decompress(response.data) if sent else response.data) == b"export {};" * 100


def test_webassembly_has_the_type_that_a_browser_needs_to_compile_it(origin: str) -> None:
    assert get(origin, "/check/program.wasm").headers["Content-Type"] == "application/wasm"


@pytest.mark.parametrize("path", ["/missing", "/../secret.txt", "/%2e%2e/secret.txt", "/check/../../secret.txt"])
def test_nothing_outside_of_the_site_is_sent(path: str, origin: str) -> None:
    assert get(origin, path).status == 404


def test_the_transfer_counts_the_shortest_form_of_each_file(site: Path) -> None:
    script = site / "check" / HASHED
    assert transfer(script) == Path(f"{script}.gz").stat().st_size
    total = sum(transfer(site / "check" / name) for name in ("index.html", HASHED, "program.wasm"))
    assert describe(site / "check").splitlines()[-1].split()[0] == f"{total / 1e6:.3f}"


def test_a_connection_that_is_cut_is_not_reported(origin: str, capfd: pytest.CaptureFixture[str]) -> None:
    place = urlsplit(origin)
    with closing(socket.create_connection((place.hostname, place.port))) as cut:
        # A connection that is closed so is reset.
        cut.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        cut.sendall(b"GET /check/ HTTP/1.1\r\n")
    assert get(origin, "/check/").status == 200
    assert capfd.readouterr().err == ""


def test_the_container_sends_the_policy_of_the_page() -> None:
    assert f'Content-Security-Policy "{POLICY}"' in (BUILD / "Caddyfile").read_text(encoding="utf-8")


def test_the_container_copies_files_that_the_checkout_has() -> None:
    copied = re.findall(r"COPY --from=build /rkconf/(\S+)", (CHECKOUT / "Containerfile").read_text(encoding="utf-8"))
    assert copied
    assert [path for path in copied if not (CHECKOUT / path).is_file()] == []
