"""From certificates to the key that Alexa signs with."""

import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    Certificate,
    DNSName,
    ExtensionNotFound,
    KeyUsage,
    SubjectAlternativeName,
    load_pem_x509_certificates,
)
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

SIGNER = "echo-api.amazon.com"
"""The name that the signing certificate must be made out to, in so many letters."""

KEY_BITS = 2_048
"""The shortest key that is believed: what the rules for public certificates ask of every key in a
chain (CA/Browser Forum, baseline requirements, 6.1.5). `cryptography` asks it of authorities."""

CHAIN_CERTIFICATES = 8
"""The longest chain that is looked at. Ours to choose: Alexa's has four certificates."""


_UNFIT = (VerificationError, ExtensionNotFound, UnsupportedAlgorithm, ValueError)
"""What cryptography says of certificates that will not do."""


class ChainError(ValueError):
    """These certificates are not Alexa's; the message says what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that Alexa signs requests with."""

    key: RSAPublicKey
    """The public key of the signing certificate."""

    since: datetime
    """When the last certificate of the chain began to be valid."""

    until: datetime
    """When the first of them ends."""

    def is_in_date(self, now: datetime) -> bool:
        """Whether every certificate of the chain is valid now."""
        return self.since <= now <= self.until


class Trust:
    """The roots that are trusted, and what they vouch for."""

    def __init__(self, roots: list[Certificate]) -> None:
        """Trust these and no others."""
        self._store = Store(roots)

    @classmethod
    def of_file(cls, path: str) -> Self:
        """Trust the certificates of a PEM file, such as certifi's."""
        with warnings.catch_warnings():
            # Some old roots have a serial number that today's rules would not allow.
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            return cls(load_pem_x509_certificates(Path(path).read_bytes()))

    def signer(self, pem: bytes, now: datetime) -> Signer:
        """The key of a chain of certificates, the signing one first.

        The path to a root is held to the rules for public TLS certificates (dates, names, uses,
        lengths, RSA keys of 2048 bits or more, no SHA-1), which Amazon's certificates keep.

        Raises:
            ChainError: the chain is not one that Alexa signs with, or not now.
        """
        leaf, *others = _certificates(pem)
        asked = PolicyBuilder().store(self._store).time(now)
        try:
            path = asked.build_server_verifier(DNSName(SIGNER)).verify(leaf, others)
            _check_use(leaf)
            key = leaf.public_key()
        except _UNFIT as error:
            raise ChainError(f"the chain is not Alexa's: {error}") from error
        if not isinstance(key, RSAPublicKey):
            raise ChainError("the chain is not Alexa's: Signature-256 is made with RSA")
        if key.key_size < KEY_BITS:
            raise ChainError(f"the key has {key.key_size} bits, and should have {KEY_BITS}")
        return Signer(
            key=key,
            since=max(each.not_valid_before_utc for each in path),
            until=min(each.not_valid_after_utc for each in path),
        )


def _certificates(pem: bytes) -> list[Certificate]:
    try:
        certificates = load_pem_x509_certificates(pem)
    except ValueError as error:
        raise ChainError("the file holds no certificates") from error
    if len(certificates) > CHAIN_CERTIFICATES:
        raise ChainError(f"the file holds more than {CHAIN_CERTIFICATES} certificates")
    return certificates


def _check_use(leaf: Certificate) -> None:
    """What Amazon asks of the signing certificate beyond the rules for TLS.

    Raises:
        ChainError: it is made out to a wild card, or may not be used to sign.
    """
    names = leaf.extensions.get_extension_for_class(SubjectAlternativeName).value
    if SIGNER not in names.get_values_for_type(DNSName):
        raise ChainError(f"it does not name {SIGNER}")
    if not leaf.extensions.get_extension_for_class(KeyUsage).value.digital_signature:
        raise ChainError("its key may not sign")
