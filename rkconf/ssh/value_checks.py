"""The values that ssh accepts and refuses before it connects, by kind; measured with OpenSSH 9.2."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from rkconf.source import Excerpt, Source
from rkconf.ssh import algorithms, destination, forward_spec, scalars
from rkconf.ssh.values import ValueFact, ValueKind

_GSSAPI = "gss-"


def accepts(fact: ValueFact, words: Sequence[str], *, is_remote: bool = False) -> bool | None:
    """Return whether ssh accepts these words as a value; None where that depends on its version.

    ``is_remote`` is for forwards: the server listens.
    """
    text = words[0] if words else ""
    check = _OF_FACT.get(fact.kind)
    if check:
        return check(fact, text)
    if fact.kind is ValueKind.FORWARD:
        return forward_spec.parse(_excerpt(text), is_remote=is_remote) is not None
    several = _OF_WORDS.get(fact.kind)
    if several:
        return several(words)
    single = _OF_TEXT.get(fact.kind)
    return single(text) if single else True


def _excerpt(text: str) -> Excerpt:
    return Source("", text.encode("latin-1", "replace")).excerpt()


def accepts_forward(words: Sequence[str], *, is_remote: bool) -> bool:
    """Return whether ssh accepts the value of RemoteForward or LocalForward: where it listens, and its target."""
    text = _excerpt(":".join(words))
    if len(words) == 1:
        return is_remote and forward_spec.parse_dynamic(text, is_remote=True) is not None
    found = forward_spec.parse(text, is_remote=is_remote)
    return len(words) == len(("listen", "target")) and found is not None and not found.is_dynamic


def _is_one_of(fact: ValueFact, text: str) -> bool:
    return text.lower() in fact.words


def _is_number(fact: ValueFact, text: str) -> bool:
    found = scalars.number(text)
    return found is not None and fact.least <= found <= fact.most


def _is_list(fact: ValueFact, text: str) -> bool | None:
    assert fact.algorithms  # noqa: S101 - a test reads every row
    return algorithms.accepts(fact.algorithms, text, prefixes=fact.prefixes, patterns=fact.patterns)


_OF_FACT: Mapping[ValueKind, Callable[[ValueFact, str], bool | None]] = MappingProxyType(
    {ValueKind.ONE_OF: _is_one_of, ValueKind.NUMBER: _is_number, ValueKind.ALGORITHMS: _is_list}
)


def _is_switch(text: str) -> bool:
    return text.lower() in {"yes", "no", "true", "false"}


def _is_persist(text: str) -> bool:
    return text in {"yes", "no", "true", "false"} or scalars.is_time(text)


def _is_jump(text: str) -> bool:
    return text.lower() == "none" or all(destination.jump_host(each) for each in text.split(","))


def _is_monitor(text: str) -> bool:
    return all(scalars.port_number(each) is not None and each.isdigit() for each in text.split(":", 1))


_OF_TEXT: Mapping[ValueKind, Callable[[str], bool]] = MappingProxyType(
    {
        ValueKind.SWITCH: _is_switch,
        ValueKind.PORT: lambda text: bool(scalars.port_number(text)),
        ValueKind.TIME: scalars.is_time,
        ValueKind.PERSIST: _is_persist,
        ValueKind.GSSAPI: lambda text: all(each.startswith(_GSSAPI) for each in text.split(",")),
        ValueKind.DYNAMIC_FORWARD: lambda text: forward_spec.parse_dynamic(_excerpt(text)) is not None,
        ValueKind.JUMP: _is_jump,
        ValueKind.USER: lambda text: destination.user_error(text) is None,
        ValueKind.ESCAPE: scalars.is_escape,
        ValueKind.TUNNEL_DEVICE: scalars.is_tunnel_device,
        ValueKind.MASK: scalars.is_mask,
        ValueKind.MONITOR: _is_monitor,
        ValueKind.FILE: bool,
    }
)


def _adds_keys(words: Sequence[str]) -> bool:
    if len(words) > 1:
        return len(words) == len(("confirm", "time")) and words[0].lower() == "confirm" and scalars.is_time(words[1])
    return _is_switch(words[0]) or words[0].lower() in {"ask", "confirm"} or scalars.is_time(words[0])


def _limits_rekeying(words: Sequence[str]) -> bool:
    return scalars.is_size(words[0]) and all(map(scalars.is_time, words[1:])) and len(words) <= len(("data", "time"))


def _are_qualities(words: Sequence[str]) -> bool:
    return len(words) <= len(("interactive", "bulk")) and all(map(scalars.is_quality, words))


def _are_domains(words: Sequence[str]) -> bool:
    return list(words) == ["none"] or all(map(destination.is_domain, words))


def _are_cnames(words: Sequence[str]) -> bool:
    return [word.lower() for word in words] == ["none"] or all(":" in word.rstrip(":") for word in words)


def _are_open(words: Sequence[str]) -> bool:
    return list(words) in (["any"], ["none"]) or all(map(destination.is_host_and_port, words))


_OF_WORDS: Mapping[ValueKind, Callable[[Sequence[str]], bool]] = MappingProxyType(
    {
        ValueKind.ADD_KEYS: _adds_keys,
        ValueKind.REKEY_LIMIT: _limits_rekeying,
        ValueKind.IPQOS: _are_qualities,
        ValueKind.ENVIRONMENT: lambda words: all("=" in word for word in words),
        ValueKind.ENVIRONMENT_NAMES: lambda words: all(word and "=" not in word for word in words),
        ValueKind.DOMAINS: _are_domains,
        ValueKind.CNAMES: _are_cnames,
        ValueKind.REMOTE_OPEN: _are_open,
    }
)
