"""Where a request says that its certificates are: believed only if it is Alexa's own place."""

import re
from posixpath import normpath

from skill.doors.verify.refusal import Reason, RefusedError

HOST = "s3.amazonaws.com"
"""The only host that is ever asked for certificates."""

FOLDER = "/echo.api/"
"""The folder there that is Alexa's; anybody can have another. Case matters."""

ADDRESS_CHARACTERS = 512
"""The longest address that is looked at. Ours to choose: Alexa's have about fifty."""

_ADDRESS = re.compile(
    rf"(?i:https)://(?i:{re.escape(HOST)})(?::443)?(?P<path>/[A-Za-z0-9._/-]+)", re.ASCII
)
"""Scheme and host in any case, port 443 or none, and a path of the plainest letters.

Amazon's rule is that wide for scheme, host and port. The letters of the path are our own: programs
disagree on what a `%`, `\\`, `?`, `@` or a letter beyond ASCII means in an address, and Alexa
uses none of them. A query would also let one certificate be fetched under any number of addresses.
"""


def certificate_path(address: str) -> str:
    """The path of a certificate chain on `HOST`, without dots and doubled slashes.

    Amazon wants it normalized before it is judged (its own example of a good address goes up and
    down again); what was judged is also what is fetched.

    Raises:
        RefusedError: the address is not in Alexa's folder.
    """
    found = _ADDRESS.fullmatch(address) if len(address) <= ADDRESS_CHARACTERS else None
    path = normpath(found["path"]) if found else ""
    if not path.startswith(FOLDER):
        raise RefusedError(Reason.ADDRESS)
    return path
