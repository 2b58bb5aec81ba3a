"""Evaluate kernel init files for the stand-in kernels, with Mathics3.

Loading Mathics3 takes seconds, so that one program serves all kernels, at a socket:

    python -m tests.live.links.evaluator SOCKET

A request is a file and the name of the main link; the answer is the names of the links that
MathLink`CreateFrontEndLink makes afterwards, an empty one for each that the kernel makes in its own way.
"""

import json
import os
import re
import socketserver
import sys
from typing import ClassVar

from mathics.core.load_builtin import import_and_load_builtins
from mathics.session import MathicsSession

from tests.wolfram_session import outcome


class Request(socketserver.StreamRequestHandler):
    """One kernel that reads its init file."""

    session: ClassVar[MathicsSession]

    def handle(self) -> None:
        """Answer."""
        file, name = json.loads(self.rfile.readline())
        found = outcome(self.session, file, f"System`$ParentLink = LinkObject[{json.dumps(name)}, 1, 1]")
        made = re.findall(r'LinkObject\["([^"]*)"|\bown\b', found["made"])
        self.wfile.write(f"{json.dumps(made)}\n".encode())


class Server(socketserver.UnixStreamServer):
    """Serves as long as the tests run that started it."""

    parent = os.getppid()

    def service_actions(self) -> None:
        """Look, twice a second."""
        if os.getppid() != self.parent:
            sys.exit(0)


def main() -> None:
    """Serve until the end."""
    import_and_load_builtins()
    Request.session = MathicsSession()
    with Server(sys.argv[1], Request) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
