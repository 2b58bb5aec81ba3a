"""The initial memory of a WebAssembly program: Pyodide copies a snapshot into it without growing it first."""

from docs.build.programs import BuildError

_PAGE = 65536
_SECTIONS_AT = 8
_MEMORY_SECTION = 5


def enlarged(program: bytes, size: int) -> bytes:
    """Return the program with at least the whole pages of `size` bytes as its initial memory.

    Raises:
        BuildError: It has no memory, or the number of pages does not fit the bytes of the present one.
    """
    at = _SECTIONS_AT
    while at < len(program):
        length, content = _number(program, at + 1)
        if program[at] == _MEMORY_SECTION:
            return _replaced(program, content + 2, size // _PAGE)
        at = content + length
    message = "pyodide.asm.wasm: no memory section; the pinned version of Pyodide has another form"
    raise BuildError(message)


def _replaced(program: bytes, start: int, pages: int) -> bytes:
    present, end = _number(program, start)
    pages, width = max(pages, present), end - start
    if pages >> (7 * width):
        message = f"pyodide.asm.wasm: {pages} pages do not fit {width} bytes; import less into the snapshot"
        raise BuildError(message)
    digits = [(pages >> (7 * place)) & 0x7F | (0x80 if place < width - 1 else 0) for place in range(width)]
    return program[:start] + bytes(digits) + program[end:]


def _number(program: bytes, at: int) -> tuple[int, int]:
    """Return the number in LEB128 at a place, and the place after it."""
    value = shift = 0
    while True:
        byte = program[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return value, at
