"""``python -m docs.build``: build the site, and serve it on this machine if asked."""

import shutil
import sys
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path

from docs.build import bundle, compression
from docs.build.places import CHECKOUT
from docs.build.programs import BuildError, run
from docs.build.server import server


def main() -> int:
    """Build into the folder of ``--output``, and return the exit status."""
    parser = ArgumentParser(prog="python -m docs.build", description="Build the site and its page, for any web server.")
    parser.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="the folder; an older build is replaced"
    )
    parser.add_argument("--page-only", action="store_true", help="build the page without the documentation")
    parser.add_argument("--serve", type=int, metavar="PORT", help="then serve it on this machine, 0 for any port")
    arguments = parser.parse_args()
    try:
        build(arguments.output, with_documentation=not arguments.page_only)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 2
    print(compression.describe(arguments.output / "check"))
    if arguments.serve is not None:
        _serve(arguments.output, arguments.serve)
    return 0


def build(output: Path, *, with_documentation: bool = True) -> None:
    """Write the site into a folder, which may hold an older build and nothing else.

    Raises:
        BuildError: The folder holds something else, or a program is missing or fails.
    """
    if output.is_dir() and any(output.iterdir()) and not (output / "check" / "index.html").is_file():
        message = f"{output}: not a built site; name a new folder"
        raise BuildError(message)
    shutil.rmtree(output, ignore_errors=True)
    if with_documentation:
        _write_documentation(output)
    bundle.write(output / "check")
    compression.compress(output)


def _write_documentation(output: Path) -> None:
    if find_spec("mkdocs") is None:
        message = "mkdocs is missing; `pip install --group site` installs it, or --page-only leaves it out"
        raise BuildError(message)
    run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", output.absolute()], CHECKOUT)


def _serve(output: Path, port: int) -> None:
    with server(output, port) as made:
        print(f"http://127.0.0.1:{made.server_address[1]}/check/")
        try:
            made.serve_forever()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    sys.exit(main())
