"""A port of this machine that no other program gets meanwhile."""

import socket


def reserved() -> socket.socket:
    """Return a socket at a port of 127.0.0.1 at which nothing listens: a call is refused.

    As long as it is open, the system gives the port to no connection and to no program that asks for any port. One that
    asks for this one by its number, such as sshd, can listen there: the socket shares its address and does not listen
    itself [socket(7), SO_REUSEADDR].
    """
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    return kept
