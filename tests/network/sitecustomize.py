"""First on PYTHONPATH, this cuts every Python of a run from the network; a line of REFUSED tells of each attempt.

Addresses of this machine stay reachable. Python imports a module of this name before anything else.
"""

from __future__ import annotations

import os
import socket
from ipaddress import ip_address
from typing import Any

_connect, _getaddrinfo = socket.socket.connect, socket.getaddrinfo


def is_here(host: object) -> bool:
    """Whether a host is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ip_address(str(name)).is_loopback
    except ValueError:
        return False


def refuse(host: object) -> None:
    """Note the attempt, and let it fail as it does without a network."""
    if "REFUSED" in os.environ:
        with open(os.environ["REFUSED"], "a", encoding="utf-8") as told:
            told.write(f"{host}\n")
    raise OSError(f"The network is cut: expected an address of this machine, got {host!r}.")


def connect(self: socket.socket, address: Any) -> None:
    """Connect to this machine only."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and not is_here(address[0]):
        refuse(address[0])
    _connect(self, address)


def getaddrinfo(host: Any, *rest: Any, **settings: Any) -> Any:
    """Look up names of this machine only."""
    if not is_here(host):
        try:
            ip_address(str(host))
        except ValueError:
            refuse(host)
    return _getaddrinfo(host, *rest, **settings)


socket.socket.connect = connect
socket.getaddrinfo = getaddrinfo
