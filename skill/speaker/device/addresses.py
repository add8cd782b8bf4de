"""Which addresses a device fetches sound from."""

from urllib.parse import urlsplit

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def is_reachable(url: str, *, with_soundbank: bool = False) -> bool:
    """Whether Alexa would fetch it: https only, and here this machine's own http doors too."""
    parts = urlsplit(url)
    if parts.scheme == "soundbank":
        return with_soundbank
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
