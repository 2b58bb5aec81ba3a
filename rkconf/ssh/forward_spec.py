"""The text of a forward, as ``parse_forward`` in readconf.c of ssh parses it; measured with OpenSSH 9.2."""

from collections.abc import Callable

from rkconf.record import record
from rkconf.source import Excerpt
from rkconf.ssh.scalars import port_number

_LARGEST = 4
"""The number of fields of the longest form: address:port:host:port."""
_SPACES = " \t\n\v\f\r"


@record
class ForwardField:
    """One field of a forward, without brackets and backslashes."""

    value: Excerpt
    is_path: bool
    """Whether it is the path of a Unix socket, which has a slash."""

    @property
    def text(self) -> str:
        """The field as text."""
        return self.value.text


@record
class ForwardSpec:
    """A forward in its parts; on the side of a Unix socket the port is None."""

    address: str | None = None
    """The address on which it listens; None where it is not given."""
    listen_port: Excerpt | None = None
    host: str | None = None
    """The target host; empty for a Unix socket, None for a proxy."""
    target_port: Excerpt | None = None

    @property
    def is_dynamic(self) -> bool:
        """Whether it is a SOCKS proxy, for which the other end chooses the target."""
        return self.host is None and self.target_port is None


def split(value: Excerpt) -> tuple[ForwardField, ...] | None:
    """Return the fields of a forward; None for unpaired brackets, a backslash at the end, or too many fields."""
    text = value.text
    fields: list[ForwardField] = []
    at = len(text) - len(text.lstrip(_SPACES))
    while at < len(text) and len(fields) < _LARGEST:
        found = (_bracketed if text[at] == "[" else _plain)(value, at)
        if found is None:
            return None
        field, at = found
        fields.append(field)
    return tuple(fields) if at == len(text) else None


def _bracketed(value: Excerpt, at: int) -> tuple[ForwardField, int] | None:
    """Read ``[...]``; a colon or the end must follow."""
    end = value.text.find("]", at)
    if end < 0 or value.text[end + 1 : end + 2] not in {"", ":"}:
        return None
    inside = value[at + 1 : end]
    return ForwardField(inside, "/" in inside.text), min(end + 2, len(value.text))


def _plain(value: Excerpt, at: int) -> tuple[ForwardField, int] | None:
    """Read up to a colon; a backslash escapes the character after it."""
    text, pieces, start = value.text, [], at
    while at < len(text) and text[at] != ":":
        if text[at] == "\\":
            pieces.append(value[start:at])
            at += 1
            start = at
            if at == len(text):
                return None
        at += 1
    pieces.append(value[start:at])
    field = Excerpt.join(pieces, value.starts[start] if start < len(text) else value.span.end)
    return ForwardField(field, "/" in field.text), min(at + 1, len(text))


def parse(value: Excerpt, *, is_remote: bool) -> ForwardSpec | None:
    """Return the forward of ``-R`` or ``-L``; None where ssh refuses it. A ``-R`` without a target is a proxy."""
    fields = split(value) or ()
    found = _target(fields)
    if found and _is_sound(found, least=0 if is_remote else 1):
        return found
    return parse_dynamic(value, is_remote=True) if is_remote else None


def parse_dynamic(value: Excerpt, *, is_remote: bool = False) -> ForwardSpec | None:
    """Return the proxy of ``-D``, or of ``-R`` without a target; None where ssh refuses it."""
    fields = split(value) or ()
    if len(fields) == 1:
        spec = ForwardSpec(listen_port=None if fields[0].is_path else fields[0].value)
    elif len(fields) == 2 and not fields[1].is_path:  # noqa: PLR2004 - address and port
        spec = ForwardSpec(address=fields[0].text, listen_port=fields[1].value)
    else:
        return None
    return spec if _is_sound(spec, least=0 if is_remote else 1) else None


def _target(fields: tuple[ForwardField, ...]) -> ForwardSpec | None:
    """Return the forward that the fields describe by their number and by which are paths; None for any other form."""
    if len(fields) == _LARGEST:
        return _by_address(*fields)
    form = _FORMS.get("".join("/" if field.is_path else "." for field in fields))
    return form(*fields) if form else None


def _is_sound(spec: ForwardSpec, least: int) -> bool:
    """Return whether both ports are valid; a remote one may be 0, for a port that the server chooses."""
    return _is_port(spec.listen_port, least) and _is_port(spec.target_port, 1)


def _is_port(text: Excerpt | None, least: int) -> bool:
    """Return whether a port is valid; the side of a Unix socket has none."""
    found = None if text is None else port_number(text.text)
    return text is None or (found is not None and found >= least)


MakeForward = Callable[..., ForwardSpec]


def _by_name(port: ForwardField, host: ForwardField, target: ForwardField) -> ForwardSpec:
    return ForwardSpec(None, port.value, host.text, target.value)


def _by_address(address: ForwardField, port: ForwardField, host: ForwardField, target: ForwardField) -> ForwardSpec:
    return ForwardSpec(address.text, port.value, host.text, target.value)


_FORMS: dict[str, MakeForward] = {
    "...": _by_name,
    "./": lambda port, _: ForwardSpec(None, port.value, ""),
    "../": lambda address, port, _: ForwardSpec(address.text, port.value, ""),
    "/..": lambda _, host, target: ForwardSpec(None, None, host.text, target.value),
    "//": lambda *_: ForwardSpec(None, None, ""),
}
