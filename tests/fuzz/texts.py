"""Make the texts of an invocation: mutated samples, and files around mutated commands."""

import json
from random import Random

from rkconf.syntax import escape
from tests.fuzz.mutations import SECRET, disturbed_bytes, grammars, mutated
from tests.fuzz.resources import vocabulary

_ENTRY = '"{name}" -> {{"RemoteMachine" -> True, "TranslateReturns" -> True, {rest}}}'
_FILE = 'SetOptions[$FrontEnd,\nVersionsLaunched->{{{launched}}},\nEvaluatorNames->{{"Local" -> {{}},\n {entries}}}]\n'
_CALLS = (
    'LaunchKernels[RemoteMachine["{name}", "{command}", {count}]]\n',
    'LaunchKernels[{{RemoteMachine["{name}", "{command}"], RemoteMachine["h", {count}]}}]\n',
    'LaunchSlave["{name}", "{command}"]\n',
    'Table[LaunchSlave["{name}", "{command}"], {{{count}}}]\n',
    '$RemoteCommand = "{command}"\n',
    'RemoteMachine["{name}", "{command}", {count}, ConnectionType->LinkLaunch]\n',
)
_KERNEL = '[[kernels]]\nname = "{name}"\nhost = "skye.local"\nkernel = "math"\nlaunch_command = {command}\n'
_GROUP = '[[parallel]]\nhost = "{name}"\nkernel = "math"\ncommand = {command}\n'


class Texts:
    """The texts of one invocation."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _sample(self, kind: str) -> str:
        return mutated(self._random.choice(grammars()[kind].texts), kind, self._random)

    def _name(self) -> str:
        odd = self._random.choice(vocabulary()["odd"])
        return self._random.choice(("skye", "skye", "galaxy", "node1", "a b", "é", "", odd))

    def command(self, kind: str) -> str:
        """Return a mutated command; one of twelve contains a password."""
        text = self._sample(kind)
        if self._chance(0.08):
            form = self._random.choice(vocabulary()["secrets"]).format(secret=SECRET)
            place = self._random.choice((0, text.find(" ") + 1, self._random.randint(0, len(text))))
            text = text[:place] + form + text[place:]
        return text

    def bare(self, kind: str) -> bytes:
        """Return the bytes of a bare text."""
        return self._bytes(self.command(kind), 0.04)

    def _bytes(self, text: str, probability: float = 0.15) -> bytes:
        data = text.encode(errors="replace")
        return disturbed_bytes(data, self._random) if self._chance(probability) else data

    def file(self, name: str) -> bytes:
        """Return the bytes of a file with this name."""
        if name.endswith(".toml"):
            return self._bytes(self._specification())
        if name.endswith((".m", ".wl")):
            return self._bytes(self._wolfram())
        return self._bytes("*.m\n!init.m\n" if name == ".gitignore" else f"#!/bin/sh\n{self.command('launch')}\n")

    def _wolfram(self) -> str:
        return self._random.choices((self._mutated_file, self._entries, self._calls), (40, 45, 15))[0]()

    def _mutated_file(self) -> str:
        return self._sample("wl")

    def _entries(self) -> str:
        count = self._random.choice((1, 1, 1, 2, 2, 4))
        launched = self._random.choice(("", '"5.2"', '"6.0.3", "7.0.1"', '"99"'))
        text = _FILE.format(launched=launched, entries=",\n ".join(self._entry() for _ in range(count)))
        return mutated(text, "wl", self._random) if self._chance(0.3) else text

    def _entry(self) -> str:
        options = [f'"LoginScript" -> "{self._escaped("launch")}"']
        if self._chance(0.8):
            options.append(f'"MLOpenArguments" -> "{self._escaped("mlopen")}"')
        if self._chance(0.2):
            options.append(self._random.choice(('"HostName" -> "h"', '"Unknown" -> 1')))
        self._random.shuffle(options)
        return _ENTRY.format(name=escape(self._name()), rest=", ".join(options))

    def _escaped(self, kind: str) -> str:
        """Return a command inside a string, perhaps with the line breaks and escapes of the Front End."""
        text = escape(self.command(kind))
        for _ in range(self._random.choice((0, 0, 1, 3))):
            place = self._random.randint(0, len(text))
            odd = self._random.choice(("\\\n", "\\\n", "\\:00e9", "\\:00a0", "\\[Alpha]", "\\t", "\\n", "\\.41", "\n"))
            text = text[:place] + odd + text[place:]
        return text

    def _calls(self) -> str:
        count = self._random.choice((1, 1, 2, 3))
        return "".join(
            self._random.choice(_CALLS).format(
                name=escape(self._name()), command=self._escaped("parallel"), count=self._random.choice((1, 4))
            )
            for _ in range(count)
        )

    def _specification(self) -> str:
        text = self._sample("toml")
        if self._chance(0.25):
            text += "\n" + _KERNEL.format(
                name="verbatim", command=json.dumps(self.command("launch"), ensure_ascii=False)
            )
        if self._chance(0.1):
            text += "\n" + _GROUP.format(
                name="verbatim", command=json.dumps(self.command("parallel"), ensure_ascii=False)
            )
        return text

    def settings(self) -> bytes:
        """Return the bytes of a settings file."""
        return self._bytes(self._sample("settings"), 0.05)

    def setting(self) -> str:
        """Return a value for ``--set``."""
        return self._random.choice(
            ("linkname=1@h,2@h", "linkname=", "1=a b", "ipaddress='", "x=1", "", "linkname=$(a)")
        )

    def word(self, known: str) -> str:
        """Return a known word, or one that is almost known."""
        return mutated(known, "mlopen", self._random)

    def baseline(self) -> bytes:
        """Return a baseline that is damaged in most cases."""
        finding = {"path": "init.m", "code": "RK302", "fingerprint": "0" * 32, "message": "x", "count": 1}
        content = {"format": self._random.choice((1, 1, 2, "1", None)), "rkconf": "0.1.0", "findings": [finding]}
        text = json.dumps(self._random.choice((content, content, [], {}, None, [content])))
        return disturbed_bytes(text.encode(), self._random) if self._chance(0.5) else text.encode()
