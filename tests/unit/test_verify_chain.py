"""Which certificates are Alexa's."""

from datetime import UTC, datetime, timedelta
from functools import partial

import certifi
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate
from cryptography.x509.oid import ExtendedKeyUsageOID

from skill.doors.verify.chain import CHAIN_CERTIFICATES, ChainError, Trust
from skill.doors.verify.fakes import Authority, Order, curve_key, issued, rsa_key

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority():
    return Authority(NOW)


@pytest.fixture(scope="module")
def trust(authority):
    return Trust([authority.root.certificate])


def test_alexas_key_is_found(authority, trust):
    alexa = authority.alexa()
    signer = trust.signer(authority.chain(alexa), NOW)
    assert signer.key.public_numbers() == alexa.key.public_key().public_numbers()


def test_a_key_is_good_while_every_certificate_is(authority, trust):
    signer = trust.signer(authority.chain(authority.alexa(since=-A_DAY, until=9 * A_DAY)), NOW)
    assert (signer.since, signer.until) == (NOW - A_DAY, NOW + 9 * A_DAY)
    assert signer.is_in_date(NOW + 9 * A_DAY)
    assert not signer.is_in_date(NOW + 9 * A_DAY + timedelta(seconds=1))
    assert not signer.is_in_date(NOW - A_DAY - timedelta(seconds=1))


def test_the_root_may_come_along_and_others_too(authority, trust):
    stranger = Authority(NOW, of="a stranger").middle
    pem = authority.chain(authority.alexa()) + stranger.pem + authority.root.pem
    assert trust.signer(pem, NOW)


def test_what_stands_between_certificates_does_not_matter(authority, trust):
    pem = authority.chain(authority.alexa()).replace(
        b"\n-----BEGIN", b"\r\n\r\nsubject=a\n-----BEGIN"
    )
    assert trust.signer(pem, NOW)


def with_key(authority, about):
    """A certificate of Alexa's; its key is made only now."""
    return authority.alexa(**{**about, **({"key": about["key"]()} if "key" in about else {})})


FINE = {
    "for servers only": {"uses": (ExtendedKeyUsageOID.SERVER_AUTH,)},
    "for nothing in particular": {"uses": ()},
    "made out to others too": {"names": ("echo.amazon.com", "echo-api.amazon.com")},
    "a longer key": {"key": partial(rsa_key, "longer", 3_072)},
    "from yesterday until tomorrow": {"until": A_DAY},
}


@pytest.mark.parametrize("about", FINE.values(), ids=FINE)
def test_certificates_that_alexa_may_have_tomorrow_are_hers(authority, trust, about):
    assert trust.signer(authority.chain(with_key(authority, about)), NOW)


ODD = {
    "expired": {"since": -9 * A_DAY, "until": -A_DAY},
    "expired a second ago": {"until": -timedelta(seconds=1)},
    "not yet valid": {"since": A_DAY},
    "valid in a second": {"since": timedelta(seconds=1)},
    "made out to another": {"names": ("echo.amazon.com",)},
    "made out to one that begins like it": {"names": ("echo-api.amazon.com.evil.example",)},
    "made out to one below it": {"names": ("a.echo-api.amazon.com",)},
    "made out to a wild card": {"names": ("*.amazon.com",)},
    "made out to nobody": {"names": ()},
    "a weak key": {"key": partial(rsa_key, "weak", 1_024)},
    "a key that is nearly long enough": {"key": partial(rsa_key, "nearly", 2_040)},
    "a key that is no RSA": {"key": partial(curve_key, "curve")},
    "a key that may not sign": {"may_sign": False},
    "for signing code": {"uses": (ExtendedKeyUsageOID.CODE_SIGNING,)},
    "for clients only": {"uses": (ExtendedKeyUsageOID.CLIENT_AUTH,)},
    "an authority itself": {"is_authority": True},
}


@pytest.mark.parametrize("about", ODD.values(), ids=ODD)
def test_an_odd_certificate_is_not_alexas(authority, trust, about):
    with pytest.raises(ChainError):
        trust.signer(authority.chain(with_key(authority, about)), NOW)


def test_one_signed_by_itself_is_not_trusted(trust):
    alone = issued(Order(now=NOW))
    with pytest.raises(ChainError):
        trust.signer(alone.pem, NOW)


def test_nor_with_a_root_of_its_own(trust):
    stranger = Authority(NOW, of="a stranger")
    with pytest.raises(ChainError):
        trust.signer(stranger.chain(stranger.alexa()) + stranger.root.pem, NOW)


def test_nor_with_the_name_of_a_trusted_authority(authority, trust):
    impostor = issued(
        Order(now=NOW, owner="RSA 2048 M01", is_authority=True, key=rsa_key("impostor"))
    )
    alexa = authority.alexa(issuer=impostor)
    with pytest.raises(ChainError):
        trust.signer(alexa.pem + impostor.pem + authority.middle.pem, NOW)


def test_an_authority_with_a_weak_key_vouches_for_nobody():
    weak = Authority(NOW, key_bits=1_024, of="the past")
    with pytest.raises(ChainError):
        Trust([weak.root.certificate]).signer(weak.chain(weak.alexa()), NOW)


def with_sha1(certificate, issuer_key):
    """A certificate signed anew with SHA-1, which cryptography itself would not do."""
    sha256, sha1 = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"
    body = certificate.tbs_certificate_bytes.replace(sha256, sha1)
    signature = issuer_key.sign(body, PKCS1v15(), SHA1())
    whole = certificate.public_bytes(Encoding.DER).replace(sha256, sha1)
    return load_der_x509_certificate(whole[: -len(signature)] + signature)


def test_a_certificate_signed_with_sha1_is_refused(authority, trust):
    alexa = authority.alexa()
    old = with_sha1(alexa.certificate, authority.middle.key)
    authority.middle.key.public_key().verify(
        old.signature, old.tbs_certificate_bytes, PKCS1v15(), SHA1()
    )
    with pytest.raises(ChainError):
        trust.signer(old.public_bytes(Encoding.PEM) + authority.middle.pem, NOW)


def test_a_missing_authority_is_not_guessed(authority, trust):
    with pytest.raises(ChainError):
        trust.signer(authority.alexa().pem, NOW)


def test_somebody_elses_certificate_is_no_authority(authority, trust):
    honest = authority.alexa(owner="evil.example", names=("evil.example",))
    alexa = authority.alexa(issuer=honest, key=rsa_key("below"))
    with pytest.raises(ChainError):
        trust.signer(alexa.pem + honest.pem + authority.middle.pem, NOW)


def test_an_authority_below_the_lowest_is_none(authority, trust):
    below = authority.alexa(owner="below", names=(), is_authority=True)
    alexa = authority.alexa(issuer=below)
    with pytest.raises(ChainError):
        trust.signer(alexa.pem + below.pem + authority.middle.pem, NOW)


def test_an_authority_out_of_date_vouches_for_nobody(authority, trust):
    past = {"since": -9 * A_DAY, "until": -A_DAY}
    old = issued(
        Order(now=NOW, owner="old", names=(), is_authority=True, issuer=authority.root, **past)
    )
    with pytest.raises(ChainError):
        trust.signer(authority.alexa(issuer=old).pem + old.pem, NOW)


def test_the_signing_certificate_stands_first(authority, trust):
    with pytest.raises(ChainError):
        trust.signer(authority.middle.pem + authority.alexa().pem, NOW)


def test_a_key_is_no_certificate(authority, trust):
    with pytest.raises(ChainError):
        trust.signer(authority.alexa().key_pem, NOW)


def test_a_certificate_whose_bytes_were_changed_is_refused(authority, trust):
    pem = bytearray(authority.chain(authority.alexa()))
    for at in range(40, 1_200, 97):
        other = b"A" if pem[at : at + 1] != b"A" else b"B"
        changed = bytes(pem[:at]) + other + bytes(pem[at + 1 :])
        with pytest.raises(ChainError):
            trust.signer(changed, NOW)


JUNK = {
    "nothing": b"",
    "a page": b"<html><body>Sign in to the hotel's network</body></html>",
    "no certificate inside": b"-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n",
    "no base64 inside": b"-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----\n",
    "no end": b"-----BEGIN CERTIFICATE-----\naGVsbG8=\n",
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("pem", JUNK.values(), ids=JUNK)
def test_what_is_no_chain_is_refused(trust, pem):
    with pytest.raises(ChainError):
        trust.signer(pem, NOW)


def test_a_very_long_chain_is_not_looked_at(authority, trust):
    pem = authority.chain(authority.alexa()) + authority.middle.pem * CHAIN_CERTIFICATES
    with pytest.raises(ChainError, match="more than"):
        trust.signer(pem, NOW)


def test_the_public_roots_load_and_do_not_know_us(authority):
    with pytest.raises(ChainError):
        Trust.of_file(certifi.where()).signer(authority.chain(authority.alexa()), NOW)
