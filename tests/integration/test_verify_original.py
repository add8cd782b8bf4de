"""Beside Amazon's own verifier, ask-sdk-webservice-support 1.3.3: where the two differ, and why.

It cannot be imported where OpenSSL's version has a patch number of two digits: oscrypto 1.3.0,
which it stands on through certvalidator, looks for one digit. Here that expression is mended
while it is imported, and its trust in the system's roots replaced by trust in our own.
"""

import json
import re
from base64 import b64encode
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from string import ascii_letters, digits

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import Headers

from skill.clock import SystemClock
from skill.doors.verify.chain import Trust
from skill.doors.verify.fakes import ADDRESS, Authority, Order, curve_key, issued, rsa_key, signed
from skill.doors.verify.refusal import RefusedError
from skill.doors.verify.signers import Signers
from skill.doors.verify.verifier import ADDRESS_HEADER, SIGNATURE_HEADER, Verifier

pytestmark = [
    pytest.mark.skipif(
        find_spec("ask_sdk_webservice_support") is None,
        reason="pip install ask-sdk-webservice-support",
    ),
    pytest.mark.filterwarnings("ignore"),  # the original's
]
OURS = "amzn1.ask.skill.ours"
BASE64 = f"{ascii_letters}{digits}+/"
PRINTED = st.characters(min_codepoint=32, exclude_categories=["C", "Z"])
A_DAY = timedelta(days=1)


@cache
def authority(of="a friend"):
    return Authority(datetime.now(UTC), of=of)


@cache
def alexa():
    return authority().alexa()


@cache
def impostor():
    """An authority by the name of one that is trusted."""
    order = Order(now=authority().now, owner="RSA 2048 M01", is_authority=True)
    return issued(replace(order, key=rsa_key("impostor")))


@cache
def old():
    """An authority that the root vouched for until yesterday."""
    order = Order(now=authority().now, owner="old", names=(), is_authority=True)
    return issued(replace(order, issuer=authority().root, since=-9 * A_DAY, until=-A_DAY))


@cache
def honest():
    """Somebody with a good certificate for a domain of their own."""
    return authority().alexa(owner="evil.example", names=("evil.example",))


ACCEPTS, REFUSES, BREAKS = "accepts", "refuses", "breaks"
"""To break is to answer 500, or to be stopped by an error that nobody expected."""


def envelope(seconds_ago=0, kind="LaunchRequest", skill_id=OURS):
    moment = (datetime.now(UTC) - timedelta(seconds=seconds_ago)).isoformat(timespec="seconds")
    body = {
        "version": "1.0",
        "context": {
            "System": {"application": {"applicationId": skill_id}, "user": {"userId": "somebody"}}
        },
        "request": {
            "type": kind,
            "requestId": "1",
            "timestamp": moment.replace("+00:00", "Z"),
            "locale": "en-US",
        },
    }
    return json.dumps(body).encode()


@dataclass(frozen=True)
class Case:
    """A request, and what its certificate host would give; as it stands, a good one."""

    body: bytes = field(default_factory=envelope)
    signed_body: bytes | None = None
    by: object = field(default_factory=lambda: alexa())  # noqa: PLW0108 - not yet made
    chain: bytes | None = None
    address: str = ADDRESS
    put: dict = field(default_factory=dict)

    @property
    def headers(self):
        good = signed(self.signed_body or self.body, self.by, self.address)
        return {key: each for key, each in {**good, **self.put}.items() if each is not None}

    @property
    def pem(self):
        return authority().chain(self.by) if self.chain is None else self.chain


@pytest.fixture(scope="module")
def original():
    """Judges a case as Amazon's web-service handler does, with nothing of it switched off."""
    with pytest.MonkeyPatch.context() as patch:
        search = re.search
        one_digit, more = r"\d\.\d\.\d[a-z]*", r"\d+\.\d+\.\d+[a-z]*"
        patch.setattr(
            re,
            "search",
            lambda pattern, *rest: search(
                pattern.replace(one_digit, more) if isinstance(pattern, str) else pattern, *rest
            ),
        )
        verifier = import_module("ask_sdk_webservice_support.verifier")
    handler = import_module("ask_sdk_webservice_support.webservice_handler")
    certvalidator = import_module("certvalidator")
    hello_world = import_module("ask_sdk_core.skill_builder").SkillBuilder()
    hello_world.skill_id = OURS
    hello_world.request_handler(lambda *_: True)(lambda *_: None)
    skill = hello_world.create()
    root = authority().root.certificate.public_bytes(Encoding.DER)

    def judge(case):
        with pytest.MonkeyPatch.context() as patch:
            trusting = certvalidator.ValidationContext(trust_roots=[root])
            patch.setattr(
                verifier,
                "CertificateValidator",
                partial(certvalidator.CertificateValidator, validation_context=trusting),
            )
            patch.setattr(verifier, "urlopen", lambda _: BytesIO(case.pem))
            door = handler.WebserviceSkillHandler(skill)
            try:
                door.verify_request_and_dispatch(case.headers, case.body.decode())
            except verifier.VerificationException:
                return REFUSES
            except Exception as error:  # noqa: BLE001 - whatever it is, it is no refusal
                return REFUSES if "Skill ID" in str(error) else BREAKS
            return ACCEPTS

    return judge


def ours(case):
    """Judges a case as our own door does."""
    prove = Trust([authority().root.certificate]).signer
    clock = SystemClock()
    verifier = Verifier(
        OURS, Signers(lambda _: case.pem, prove, clock, places=4, seconds=60), clock
    )
    try:
        verifier.check_sender(Headers(case.headers), case.body)
        verifier.check_claims(json.loads(case.body))
    except RefusedError:
        return REFUSES
    return ACCEPTS


def in_chain(**about):
    """A good request, but for the certificate that signs it."""
    return Case(by=authority().alexa(**about))


def at(address):
    return Case(address=f"https://{address}")


def below(holder, *others):
    """A good certificate, but for the authority that signed it."""
    by = authority().alexa(issuer=holder, key=rsa_key("below"))
    return Case(by=by, chain=b"".join(each.pem for each in (by, holder, *others)))


def from_stranger():
    stranger = authority("a stranger")
    by = stranger.alexa()
    return Case(by=by, chain=stranger.chain(by) + stranger.root.pem)


def from_nobody():
    alone = issued(Order(now=authority().now))
    return Case(by=alone, chain=alone.pem)


def sha1_signature():
    body = envelope()
    signature = b64encode(alexa().key.sign(body, PKCS1v15(), SHA1())).decode()
    return Case(body=body, put={SIGNATURE_HEADER: signature})


def junk_in_base64():
    case = Case()
    return replace(case, put={SIGNATURE_HEADER: "!" + case.headers[SIGNATURE_HEADER]})


BOTH_ACCEPT = {
    "a good request": Case,
    "headers in small letters": lambda: Case(
        put={ADDRESS_HEADER: None, ADDRESS_HEADER.lower(): ADDRESS}
    ),
    "with port 443": lambda: at("s3.amazonaws.com:443/echo.api/echo-api-cert.pem"),
    "up and down again": lambda: at("s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem"),
    "scheme and host in capitals": lambda: Case(address="HTTPS://S3.AMAZONAWS.COM/echo.api/a.pem"),
    "two minutes ago": lambda: Case(body=envelope(120)),
    "in two minutes": lambda: Case(body=envelope(-120)),
    "an event of an hour ago": lambda: Case(body=envelope(3_500, "AlexaSkillEvent.SkillDisabled")),
    "with the root": lambda: Case(chain=authority().chain(alexa()) + authority().root.pem),
    "a longer key": lambda: in_chain(key=rsa_key("long", 3_072)),
}
BOTH_REFUSE = {
    "no signature": lambda: Case(put={SIGNATURE_HEADER: None}),
    "no address": lambda: Case(put={ADDRESS_HEADER: None}),
    "the old signature": lambda: Case(put={SIGNATURE_HEADER: None, "Signature": "AAAA"}),
    "a signature with SHA-1": sha1_signature,
    "a swapped body": lambda: Case(signed_body=b"{}"),
    "one more space": lambda: Case(body=envelope() + b" ", signed_body=envelope()),
    "no TLS": lambda: Case(address=ADDRESS.replace("https", "http")),
    "another host": lambda: at("notamazon.com/echo.api/echo-api-cert.pem"),
    "the folder in another case": lambda: at("s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem"),
    "another folder": lambda: at("s3.amazonaws.com/invalid.path/echo-api-cert.pem"),
    "port 563": lambda: at("s3.amazonaws.com:563/echo.api/echo-api-cert.pem"),
    "a longer host": lambda: at("s3.amazonaws.com.evil.example/echo.api/cert.pem"),
    "a dot after the host": lambda: at("s3.amazonaws.com./echo.api/cert.pem"),
    "it as the user": lambda: at("s3.amazonaws.com@evil.example/echo.api/cert.pem"),
    "up and out": lambda: at("s3.amazonaws.com/echo.api/../evil/cert.pem"),
    "a longer folder": lambda: at("s3.amazonaws.com/echo.api.evil/cert.pem"),
    "two slashes first": lambda: at("s3.amazonaws.com//echo.api/cert.pem"),
    "the folder in code": lambda: at("s3.amazonaws.com/%65cho.api/cert.pem"),
    "expired": lambda: in_chain(since=-9 * A_DAY, until=-A_DAY),
    "not yet valid": lambda: in_chain(since=A_DAY),
    "made out to another": lambda: in_chain(names=("evil.example",)),
    "made out to a wild card": lambda: in_chain(names=("*.amazon.com",)),
    "may not sign": lambda: in_chain(may_sign=False),
    "signed by itself": from_nobody,
    "a stranger's chain": from_stranger,
    "an authority by a stolen name": lambda: below(impostor()),
    "a missing authority": lambda: Case(chain=alexa().pem),
    "a leaf as authority": lambda: below(honest(), authority().middle),
    "an authority out of date": lambda: below(old()),
    "a replay": lambda: Case(body=envelope(160)),
    "from the future": lambda: Case(body=envelope(-300)),
    "an event after more than an hour": lambda: Case(
        body=envelope(3_605, "AlexaSkillEvent.SkillDisabled")
    ),
    "another skill": lambda: Case(body=envelope(skill_id="amzn1.ask.skill.theirs")),
}
DIFFERENCES = {
    "base64 with junk in it": (
        junk_in_base64,
        ACCEPTS,
        "it drops what is no base64: the same signature could be sent in endless spellings",
    ),
    "bad base64": (lambda: Case(put={SIGNATURE_HEADER: "A"}), BREAKS, "it answers 500"),
    "a signature beyond ASCII": (
        lambda: Case(put={SIGNATURE_HEADER: "ü"}),
        BREAKS,
        "it answers 500",
    ),
    "port 444x": (lambda: at("s3.amazonaws.com:444x/echo.api/a.pem"), BREAKS, "it answers 500"),
    "a port beyond all": (
        lambda: at("s3.amazonaws.com:99999/echo.api/a.pem"),
        BREAKS,
        "it answers 500",
    ),
    "a user in front": (
        lambda: at("evil.example@s3.amazonaws.com/echo.api/a.pem"),
        ACCEPTS,
        "Alexa logs in nowhere, and programs differ on where the host of such an address begins",
    ),
    "a backslash": (
        lambda: at("s3.amazonaws.com/echo.api/..\\..\\evil/a.pem"),
        ACCEPTS,
        "a server that takes it for a slash leaves Alexa's folder",
    ),
    "dots in code": (
        lambda: at("s3.amazonaws.com/echo.api/%2e%2e/evil/a.pem"),
        ACCEPTS,
        "a server that decodes them leaves Alexa's folder",
    ),
    "a query": (
        lambda: at("s3.amazonaws.com/echo.api/a.pem?1"),
        ACCEPTS,
        "each query is a new place in its cache, which never forgets, and a fetch more",
    ),
    "a fragment": (
        lambda: at("s3.amazonaws.com/echo.api/a.pem#1"),
        ACCEPTS,
        "likewise",
    ),
    "an empty port": (
        lambda: at("s3.amazonaws.com:/echo.api/a.pem"),
        ACCEPTS,
        "Alexa never writes it",
    ),
    "no certificates": (lambda: Case(chain=b"<html>"), BREAKS, "it answers 500"),
    "a certificate cut off": (lambda: Case(chain=alexa().pem[:700]), BREAKS, "it answers 500"),
    "a key that is no RSA": (
        lambda: Case(chain=authority().chain(authority().alexa(key=curve_key("curve")))),
        BREAKS,
        "it answers 500",
    ),
    "made out to nobody": (lambda: in_chain(names=()), BREAKS, "it answers 500"),
    "a weak key": (
        lambda: Case(by=authority().alexa(key=rsa_key("weak", 1_024))),
        ACCEPTS,
        "1024 bits can be broken; no public authority may sign such a key since 2014",
    ),
    "for signing code": (
        lambda: in_chain(uses=(ExtendedKeyUsageOID.CODE_SIGNING,)),
        ACCEPTS,
        "such authorities check who somebody is, not whose the domain is",
    ),
    "a body that is no request": (
        lambda: Case(body=b"[1, 2]", signed_body=b"{}"),
        BREAKS,
        "it reads a body before it knows whose it is, and answers 500",
    ),
    "a body that is no text": (
        lambda: Case(body=b"\xff", signed_body=b"{}"),
        BREAKS,
        "likewise",
    ),
    "a time without a zone": (
        lambda: Case(body=re.sub(rb'(\d\d)Z"', rb'\1"', envelope())),
        BREAKS,
        "it answers 500",
    ),
}


@pytest.mark.parametrize("make", BOTH_ACCEPT.values(), ids=BOTH_ACCEPT)
def test_both_accept(original, make):
    case = make()
    assert (original(case), ours(case)) == (ACCEPTS, ACCEPTS)


@pytest.mark.parametrize("make", BOTH_REFUSE.values(), ids=BOTH_REFUSE)
def test_both_refuse(original, make):
    case = make()
    assert (original(case), ours(case)) == (REFUSES, REFUSES)


@pytest.mark.parametrize(("make", "verdict", "why"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_where_they_differ_ours_refuses(original, make, verdict, why):
    case = make()
    assert (original(case), ours(case)) == (verdict, REFUSES), why


@settings(max_examples=60)
@given(at=st.floats(0, 0.99), put=st.binary(min_size=1, max_size=2))
def test_no_changed_body_is_accepted_by_either(original, at, put):
    body = envelope()
    first = round(at * len(body))
    changed = body[:first] + put + body[first + 1 :]
    assume(changed != body)
    case = Case(body=changed, signed_body=body)
    assert ours(case) == REFUSES
    assert original(case) != ACCEPTS


def spliced(text, at, put):
    """A text with one letter replaced."""
    first = round(at * len(text))
    return text[:first] + put + text[first + 1 :]


@settings(max_examples=60)
@given(at=st.floats(0, 0.99), put=st.text(PRINTED, max_size=2))
def test_whatever_address_ours_lets_in_the_original_lets_in_too(original, at, put):
    case = Case(address=spliced(ADDRESS, at, put))
    assert ours(case) == REFUSES or original(case) == ACCEPTS


@settings(max_examples=60)
@given(at=st.floats(0, 0.95), put=st.sampled_from(BASE64))
def test_no_changed_signature_is_accepted_by_either(original, at, put):
    good = Case()
    changed = spliced(good.headers[SIGNATURE_HEADER], at, put)
    assume(changed != good.headers[SIGNATURE_HEADER])
    case = replace(good, put={SIGNATURE_HEADER: changed})
    assert ours(case) == REFUSES
    assert original(case) != ACCEPTS
