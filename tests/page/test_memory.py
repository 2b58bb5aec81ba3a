"""The initial memory of the program, into which the snapshot is copied."""

import pytest

from docs.build.memory import enlarged
from docs.build.programs import BuildError

pytestmark = pytest.mark.checkout

HEAD = b"\0asm\1\0\0\0\1\1\0"
PAGES_480 = HEAD + b"\5\4\1\0\xe0\3" + b"\7\1\0"


@pytest.mark.parametrize(
    ("pages", "written"), [(576, b"\xc0\4"), (1, b"\xe0\3"), (16383, b"\xff\x7f")], ids=["larger", "smaller", "most"]
)
def test_the_memory_holds_the_snapshot_and_is_never_smaller(pages: int, written: bytes) -> None:
    assert enlarged(PAGES_480, pages * 65536 + 128) == PAGES_480.replace(b"\xe0\3", written)


@pytest.mark.parametrize(("program", "pages"), [(PAGES_480, 16384), (HEAD, 1)], ids=["too large", "no memory"])
def test_a_program_that_cannot_be_enlarged_ends_the_build(program: bytes, pages: int) -> None:
    with pytest.raises(BuildError, match=r"pyodide\.asm\.wasm"):
        enlarged(program, pages * 65536)
