"""A certificate authority and an Alexa of one's own: requests signed as Amazon signs them.

The certificates have the extensions that Alexa's had in 2023, so what is proved with them holds
for the real ones.
"""

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from skill.doors.verify.chain import SIGNER
from skill.doors.verify.verifier import ADDRESS_HEADER, SIGNATURE_HEADER

ADDRESS = "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem"
"""Where Alexa's certificates stood in 2023."""

Key = RSAPrivateKey | EllipticCurvePrivateKey
_DOMAIN_VALIDATED = x509.ObjectIdentifier("2.23.140.1.2.1")
_A_DAY = timedelta(days=1)


@cache
def rsa_key(owner: str, bits: int = 2_048) -> RSAPrivateKey:
    """The RSA key of somebody; the same one each time."""
    del owner
    return generate_rsa_key(public_exponent=65_537, key_size=bits)


@cache
def curve_key(owner: str) -> EllipticCurvePrivateKey:
    """The elliptic-curve key of somebody."""
    del owner
    return generate_private_key(SECP256R1())


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a key and a certificate for it."""

    certificate: x509.Certificate
    """What vouches for the key."""

    key: Key
    """The private key."""

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """The private key as PEM."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a certificate should say. As it stands: a signing certificate of Alexa's."""

    now: datetime
    """It is valid from a day before to a year after."""

    owner: str = SIGNER
    """Its subject."""

    names: tuple[str, ...] = (SIGNER,)
    """Domains that it is made out to."""

    issuer: Holder | None = None
    """Who signs it; None signs itself."""

    is_authority: bool = False
    """Whether its holder may sign certificates."""

    path_length: int | None = None
    """How many authorities may stand below it."""

    since: timedelta = -_A_DAY
    """Start of its validity, from now."""

    until: timedelta = 365 * _A_DAY
    """End of its validity, from now."""

    key: Key | None = None
    """Its key; one of 2048 bits if not given."""

    may_sign: bool = True
    """Whether its key may sign anything at all."""

    uses: tuple[x509.ObjectIdentifier, ...] = (
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.CLIENT_AUTH,
    )
    """What it is for; nothing in particular if empty."""


def issued(order: Order) -> Holder:
    """A certificate to order."""
    key = order.key or rsa_key(order.owner)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, order.owner)])
    issuer_key = order.issuer.key if order.issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(order.issuer.certificate.subject if order.issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(order.now + order.since)
        .not_valid_after(order.now + order.until)
    )
    for extension, is_critical in _extensions(order, key, issuer_key):
        builder = builder.add_extension(extension, critical=is_critical)
    return Holder(builder.sign(issuer_key, SHA256()), key)


def _extensions(order: Order, key: Key, issuer_key: Key) -> list[tuple[x509.ExtensionType, bool]]:
    found: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=order.is_authority, path_length=order.path_length), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False),
        (_key_usage(order), True),
    ]
    if order.uses and order.issuer:
        found.append((x509.ExtendedKeyUsage(order.uses), False))
    if order.names:
        names = [x509.DNSName(each) for each in order.names]
        found.append((x509.SubjectAlternativeName(names), False))
    if order.issuer:
        found += _pointers()
    return found


def _key_usage(order: Order) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=order.may_sign,
        content_commitment=False,
        key_encipherment=not order.is_authority,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=order.is_authority,
        crl_sign=order.is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _pointers() -> list[tuple[x509.ExtensionType, bool]]:
    """Where more can be learned: nobody looks, but every public certificate says it."""
    where = [x509.UniformResourceIdentifier("http://crl.example.com/root.crl")]
    policy = x509.PolicyInformation(_DOMAIN_VALIDATED, None)
    told = x509.AccessDescription(
        AuthorityInformationAccessOID.OCSP,
        x509.UniformResourceIdentifier("http://ocsp.example.com"),
    )
    return [
        (x509.CRLDistributionPoints([x509.DistributionPoint(where, None, None, None)]), False),
        (x509.CertificatePolicies([policy]), False),
        (x509.AuthorityInformationAccess([told]), False),
    ]


class Authority:
    """A root that is trusted, and an authority below it that signs for others."""

    def __init__(self, now: datetime, key_bits: int = 2_048, *, of: str = "a friend") -> None:
        """Both are valid for years; the keys of two owners differ."""
        above = Order(
            now=now, names=(), is_authority=True, since=-1_000 * _A_DAY, until=3_000 * _A_DAY
        )
        root = replace(above, owner="Root CA 1", key=rsa_key(f"root of {of}"))
        self.root = issued(root)
        middle = replace(above, owner="RSA 2048 M01", issuer=self.root, path_length=0)
        self.middle = issued(replace(middle, key=rsa_key(f"middle of {of}", key_bits)))
        self.now = now
        self._order = Order(now=now, issuer=self.middle)

    def alexa(self, **about: Any) -> Holder:  # noqa: ANN401 - each field has its own type
        """A certificate as Alexa has it, but for what is said of it here; see `Order`."""
        return issued(replace(self._order, **about))

    def chain(self, holder: Holder) -> bytes:
        """A holder's certificates up to, and without, the root."""
        return holder.pem + self.middle.pem


def signed(body: bytes, holder: Holder, address: str = ADDRESS) -> dict[str, str]:
    """The headers with which a holder of an RSA key would send a body."""
    assert isinstance(holder.key, RSAPrivateKey)  # noqa: S101 - Signature-256 is made with RSA
    signature = holder.key.sign(body, PKCS1v15(), SHA256())
    return {ADDRESS_HEADER: address, SIGNATURE_HEADER: b64encode(signature).decode()}
