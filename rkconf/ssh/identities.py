"""The files of keys that a command gives to ssh.

Source: ssh(1): ``-i`` names the file of a private key. With the public one, only an agent can log in.
"""

_PUBLIC = ".pub"
PUBLIC_KEY = "this is a public key: ssh logs in with the private key, and with this file only if an agent holds that"
PRIVATE_KEY = f"write the file without {_PUBLIC}"


def is_public_key(path: str) -> bool:
    """Return whether the name of a file is that of a public key."""
    return path.lower().endswith(_PUBLIC)
