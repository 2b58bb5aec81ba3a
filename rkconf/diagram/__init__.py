"""Pictures for network administrators: which machine calls which, at which port, and what runs inside ssh."""

from rkconf.diagram.network import (
    Channel,
    Example,
    FirewallOpening,
    JumpServer,
    Link,
    Login,
    Network,
    NetworkMachine,
    Picture,
    Port,
    PortForward,
    Side,
)
from rkconf.diagram.survey import network, pictures

__all__ = [
    "Channel",
    "Example",
    "FirewallOpening",
    "JumpServer",
    "Link",
    "Login",
    "Network",
    "NetworkMachine",
    "Picture",
    "Port",
    "PortForward",
    "Side",
    "network",
    "pictures",
]
