"""AWS's Signature Version 4, as far as a call of DynamoDB needs it: a POST to `/`, signed whole.

The steps are those of "Create a signed AWS API request" in AWS's reference; a test holds every
signature against botocore's own.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from time import gmtime, strftime

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Keys:
    """What AWS knows a caller by."""

    id: str
    """The access key's id; it goes over the wire."""
    secret: str = field(repr=False)
    """The secret that signs; it does not."""
    session: str | None = field(default=None, repr=False)
    """The token that goes with keys that end, such as Lambda's; None for lasting ones."""


def signed(
    body: bytes, headers: Mapping[str, str], keys: Keys, scope: tuple[str, str], now_s: float
) -> dict[str, str]:
    """The headers, with those that prove who sends the body.

    Args:
        body: what is posted.
        headers: all that is sent beside, by names in lower case; `host` among them.
        keys: whose call it is.
        scope: the region and the service.
        now_s: seconds since 1970; AWS refuses what is five minutes off.
    """
    moment = strftime("%Y%m%dT%H%M%SZ", gmtime(now_s))
    all_headers = {**headers, "x-amz-date": moment}
    if keys.session:
        all_headers["x-amz-security-token"] = keys.session
    names = sorted(all_headers)
    listed = ";".join(names)
    lines = "".join(f"{name}:{all_headers[name]}\n" for name in names)
    request = f"POST\n/\n\n{lines}\n{listed}\n{hashlib.sha256(body).hexdigest()}"
    region, service = scope
    within = f"{moment[:8]}/{region}/{service}/aws4_request"
    digest = hashlib.sha256(request.encode()).hexdigest()
    to_sign = f"{_ALGORITHM}\n{moment}\n{within}\n{digest}"
    key = _key_of_the_day(keys.secret, moment[:8], region, service)
    proof = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    all_headers["authorization"] = (
        f"{_ALGORITHM} Credential={keys.id}/{within}, SignedHeaders={listed}, Signature={proof}"
    )
    return all_headers


@lru_cache(4)
def _key_of_the_day(secret: str, day: str, region: str, service: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for word in (day, region, service, "aws4_request"):
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return key
