"""Pictures for network administrators: who calls whom, at which port, and what runs inside ssh."""

from rkconf.diagram.network import (
    Channel,
    Example,
    Forward,
    JumpHost,
    Link,
    Login,
    Machine,
    Network,
    Opening,
    Picture,
    Port,
    Side,
)
from rkconf.diagram.survey import network, pictures

__all__ = [
    "Channel",
    "Example",
    "Forward",
    "JumpHost",
    "Link",
    "Login",
    "Machine",
    "Network",
    "Opening",
    "Picture",
    "Port",
    "Side",
    "network",
    "pictures",
]
