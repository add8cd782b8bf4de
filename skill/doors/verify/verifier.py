"""Is this request from Alexa?

Asked in the order of what it costs, and all of it before a byte of the body is parsed. The one
who sent a request that is refused learns nothing but that.
"""

import binascii
import logging
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from skill.clock import Clock
from skill.doors.verify.address import certificate_path
from skill.doors.verify.claims import check_skill, check_time
from skill.doors.verify.refusal import Reason, Refusals, RefusedError
from skill.doors.verify.signers import Signers

ADDRESS_HEADER = "SignatureCertChainUrl"
"""Says where the certificates are."""

SIGNATURE_HEADER = "Signature-256"
"""RSA with SHA-256 over the body, in base64. `Signature`, made with SHA-1, is not looked at."""

SIGNATURE_CHARACTERS = 1_024
"""The longest signature that is looked at: more than a key of 4096 bits makes."""

_log = logging.getLogger(__name__)


class Headers(Protocol):
    """A request's headers, whose names are found in any case."""

    def get(self, key: str, /) -> str | None:
        """The value of a header; None if there is none."""
        ...


class Verifier:
    """Lets Alexa's requests for one skill pass."""

    def __init__(self, skill_id: str, signers: Signers, clock: Clock) -> None:
        """Say for which skill, with whose keys, and by what clock."""
        self._skill_id = skill_id
        self._signers = signers
        self._clock = clock
        self.refusals = Refusals()

    def check_sender(self, headers: Headers, body: bytes) -> None:
        """That Alexa signed these bytes.

        Raises:
            RefusedError: it did not; answer 400 and nothing else.
        """
        try:
            self._check_signature(headers, body)
        except RefusedError as refusal:
            self._count(refusal)
            raise

    def check_claims(self, body: Mapping[str, Any]) -> None:
        """That what Alexa signed was made just now, and for this skill.

        Raises:
            RefusedError: it was not; answer 400 and nothing else.
        """
        try:
            check_time(body, self._clock.now())
            check_skill(body, self._skill_id)
        except RefusedError as refusal:
            self._count(refusal)
            raise

    def refuse_body(self) -> None:
        """Count a request whose body is refused before, or instead of, what it claims."""
        self._count(RefusedError(Reason.BODY))

    def _check_signature(self, headers: Headers, body: bytes) -> None:
        address, signature = headers.get(ADDRESS_HEADER), headers.get(SIGNATURE_HEADER)
        if not address or not signature:
            raise RefusedError(Reason.HEADERS)
        path, signed = certificate_path(address), _decoded(signature)
        try:
            self._signers.at(path).key.verify(signed, body, PKCS1v15(), SHA256())
        except InvalidSignature as error:
            raise RefusedError(Reason.SIGNATURE) from error

    def _count(self, refusal: RefusedError) -> None:
        self.refusals.count(refusal.reason)
        _log.warning("refused: %s", refusal.reason)


def _decoded(signature: str) -> bytes:
    """The bytes of a signature that is written in the one way there is to write it."""
    try:
        signed = (
            b64decode(signature, validate=True) if len(signature) <= SIGNATURE_CHARACTERS else b""
        )
    except (binascii.Error, ValueError) as error:
        raise RefusedError(Reason.SIGNATURE) from error
    if b64encode(signed).decode() != signature:
        raise RefusedError(Reason.SIGNATURE)
    return signed
