"""Where the service may connect to: public addresses alone, unless the operator allows private ones.

Each name is resolved once, every address it has is checked, and the connection goes to the address that was checked, so
that an answer that changes afterwards (DNS rebinding) changes nothing.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from sanitiser.errors import UsageError


class AddressRefused(UsageError):
    """The address is not one that the service connects to."""

    code = "address-refused"
    http_status = 422
    title = "The service does not connect to this address"
    remedy = "Use https and a public host name, or have the operator allow private addresses."


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: what to connect to, and what to say whom we want."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def check_url(url: str, *, private: bool) -> tuple[str, str, int, str]:
    """Scheme, host, port and path of an address that may be kept. Raises AddressRefused."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused from None
    schemes = ("https", "http") if private else ("https",)
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password or parts.fragment:
        raise AddressRefused
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if any(ord(c) <= 32 or ord(c) > 126 for c in url):
        raise AddressRefused
    return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80), path


def resolve(url: str, *, private: bool) -> Target:
    """Look the host up and check every address it has. Raises AddressRefused."""
    scheme, host, port, path = check_url(url, private=private)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressRefused("the host is not found") from None
    addresses = sorted({str(info[4][0]) for info in found})
    if not addresses or not (private or all(is_public(address) for address in addresses)):
        raise AddressRefused
    return Target(scheme, host, port, path, addresses[0])


def is_public(address: str) -> bool:
    """Whether an IP address is reachable on the internet; an address inside another (6to4, mapped) is looked into."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return inner.is_global
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF).is_global
    return ip.is_global and not ip.is_multicast
