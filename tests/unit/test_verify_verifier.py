"""A request is Alexa's whole and unchanged, or it is refused."""

import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA512
from hypothesis import given
from hypothesis import strategies as st

from skill.doors.verify.address import certificate_path
from skill.doors.verify.chain import Trust
from skill.doors.verify.fakes import ADDRESS, Authority, signed
from skill.doors.verify.host import FetchError
from skill.doors.verify.refusal import Reason, RefusedError
from skill.doors.verify.signers import Signers
from skill.doors.verify.verifier import ADDRESS_HEADER, SIGNATURE_HEADER, Verifier
from skill.speaker.virtual_clock import VirtualClock

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OURS = "amzn1.ask.skill.ours"
BODY = json.dumps(
    {
        "version": "1.0",
        "context": {"System": {"application": {"applicationId": OURS}}},
        "request": {"type": "LaunchRequest", "timestamp": "2026-11-22T12:00:00Z"},
    }
).encode()


@pytest.fixture(scope="module")
def authority():
    return Authority(NOW)


@pytest.fixture(scope="module")
def alexa(authority):
    return authority.alexa()


@pytest.fixture(scope="module")
def good(alexa):
    """The headers of a good request."""
    return signed(BODY, alexa)


@pytest.fixture(scope="module")
def verifier(authority, alexa):
    files = {certificate_path(ADDRESS): authority.chain(alexa)}

    def fetch(path):
        if path not in files:
            raise FetchError("not found")
        return files[path]

    clock = VirtualClock(NOW)
    prove = Trust([authority.root.certificate]).signer
    return Verifier(OURS, Signers(fetch, prove, clock, places=4, seconds=60), clock)


def refusal(verifier, headers, body=BODY):
    before = verifier.refusals.counts()
    with pytest.raises(RefusedError) as refused:
        verifier.check_sender(headers, body)
    reason = refused.value.reason
    assert verifier.refusals.counts() == {**before, reason: before[reason] + 1}
    return reason


def with_signature(good, signature):
    return {**good, SIGNATURE_HEADER: signature}


def test_what_alexa_signed_is_let_in(verifier, good):
    before = verifier.refusals.counts()
    verifier.check_sender(good, BODY)
    verifier.check_claims(json.loads(BODY))
    assert verifier.refusals.counts() == before


@pytest.mark.parametrize("name", [ADDRESS_HEADER, SIGNATURE_HEADER])
@pytest.mark.parametrize("value", [None, ""])
def test_both_headers_are_needed(verifier, good, name, value):
    headers = {key: each for key, each in {**good, name: value}.items() if each is not None}
    assert refusal(verifier, headers) is Reason.HEADERS


def test_the_old_signature_does_not_count(verifier, good, alexa):
    old = b64encode(alexa.key.sign(BODY, PKCS1v15(), SHA1())).decode()
    headers = {ADDRESS_HEADER: good[ADDRESS_HEADER], "Signature": old}
    assert refusal(verifier, headers) is Reason.HEADERS
    assert refusal(verifier, {**headers, SIGNATURE_HEADER: old}) is Reason.SIGNATURE


@pytest.mark.parametrize(
    ("padding", "hashed"),
    [(PKCS1v15(), SHA1()), (PKCS1v15(), SHA512()), (PSS(MGF1(SHA256()), 32), SHA256())],
)
def test_other_ways_to_sign_do_not_count(verifier, good, alexa, padding, hashed):
    signature = b64encode(alexa.key.sign(BODY, padding, hashed)).decode()
    assert refusal(verifier, with_signature(good, signature)) is Reason.SIGNATURE


def test_a_swapped_body_is_refused(verifier, good):
    assert refusal(verifier, good, BODY.replace(b"Launch", b"Intent")) is Reason.SIGNATURE
    assert refusal(verifier, good, b"") is Reason.SIGNATURE


def test_the_same_json_in_other_bytes_is_another_body(verifier, good):
    assert refusal(verifier, good, json.dumps(json.loads(BODY), indent=1).encode())
    assert refusal(verifier, good, BODY + b"\n") is Reason.SIGNATURE


def test_a_signature_of_another_request_is_refused(verifier, alexa):
    assert refusal(verifier, signed(b"{}", alexa)) is Reason.SIGNATURE


def test_a_stranger_signs_in_vain(verifier):
    stranger = Authority(NOW, of="a stranger")
    by = stranger.alexa(key=stranger.root.key)
    assert refusal(verifier, signed(BODY, by)) is Reason.SIGNATURE


SIGNATURES = {
    "no base64": "....$#%@$se",
    "no ASCII": "ü" * 344,
    "a surrogate": "\udc80" * 4,
    "one letter": "A",
    "of no bytes": "====",
    "of one byte": "AA==",
    "very long": "A" * 100_000,
    "as long as a key of 4096 bits makes": "A" * 684,
    "of zeros": b64encode(bytes(256)).decode(),
    "of ones": b64encode(b"\xff" * 256).decode(),
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
def test_what_is_no_signature_is_refused(verifier, good, signature):
    assert refusal(verifier, with_signature(good, signature)) is Reason.SIGNATURE


def other_spellings(signature):
    """The same bytes for a careless reader of base64."""
    yield f" {signature}"
    yield f"{signature}\n"
    yield signature[:70] + "\r\n" + signature[70:]
    yield signature[:70] + "!" + signature[70:]
    yield signature.rstrip("=")
    yield signature + "===="
    yield signature.replace("+", "-").replace("/", "_") + "_"
    last = signature.rstrip("=")[-1]
    yield signature.replace(f"{last}==", f"{chr(ord(last) + 1)}==")


def test_a_signature_is_written_in_one_way_only(verifier, good):
    for spelling in other_spellings(good[SIGNATURE_HEADER]):
        assert refusal(verifier, with_signature(good, spelling)) is Reason.SIGNATURE


def test_a_header_that_came_twice_is_refused(verifier, good):
    for name, reason in [(ADDRESS_HEADER, Reason.ADDRESS), (SIGNATURE_HEADER, Reason.SIGNATURE)]:
        twice = f"{good[name]}, {good[name]}"
        assert refusal(verifier, {**good, name: twice}) is reason
        assert refusal(verifier, {**good, name: twice.replace(" ", "")}) is reason


def test_certificates_that_are_not_there_are_not_a_fault_of_ours(verifier, good):
    missing = ADDRESS.replace("12", "13")
    assert refusal(verifier, {**good, ADDRESS_HEADER: missing}) is Reason.UNREACHABLE


def test_a_recording_is_told_by_its_time(verifier, good):
    verifier.check_sender(good, BODY)
    late = json.loads(BODY.replace(b"12:00:00Z", b"11:57:29Z"))
    with pytest.raises(RefusedError) as refused:
        verifier.check_claims(late)
    assert refused.value.reason is Reason.TIME


def test_a_refusal_says_nothing_of_the_request(verifier, good, caplog):
    refusal(verifier, {**good, ADDRESS_HEADER: "https://evil.example/\nFORGED LINE"})
    assert [record.getMessage() for record in caplog.records] == ["refused: address"]


def mutations(text):
    """A text with a piece of it replaced, taken out or put in."""
    part = st.integers(0, len(text))
    piece = st.binary(max_size=3) if isinstance(text, bytes) else st.text(max_size=3)
    return st.builds(
        lambda at, until, put: text[: min(at, until)] + put + text[max(at, until) :],
        part,
        part | part.map(lambda at: at + 1),
        piece,
    ).filter(lambda mutated: mutated != text)


@given(st.data())
def test_no_change_to_a_body_is_overlooked(verifier, good, data):
    assert refusal(verifier, good, data.draw(mutations(BODY))) is Reason.SIGNATURE


@given(st.integers(0, len(BODY) * 8 - 1))
def test_not_one_bit(verifier, good, bit):
    body = bytearray(BODY)
    body[bit // 8] ^= 1 << bit % 8
    assert refusal(verifier, good, bytes(body)) is Reason.SIGNATURE


@given(st.data())
def test_no_change_to_a_signature_is_overlooked(verifier, good, data):
    mutated = data.draw(mutations(good[SIGNATURE_HEADER]))
    assert refusal(verifier, with_signature(good, mutated))


@given(st.integers(0, 2_047))
def test_not_one_bit_of_it(verifier, good, bit):
    signature = bytearray(b64decode(good[SIGNATURE_HEADER]))
    signature[bit // 8] ^= 1 << bit % 8
    headers = with_signature(good, b64encode(signature).decode())
    assert refusal(verifier, headers) is Reason.SIGNATURE


@given(st.data())
def test_a_changed_address_is_the_same_place_or_refused(verifier, good, data):
    mutated = data.draw(mutations(ADDRESS))
    try:
        verifier.check_sender({**good, ADDRESS_HEADER: mutated}, BODY)
    except RefusedError:
        return
    assert certificate_path(mutated) == certificate_path(ADDRESS)


@given(st.binary(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_nothing_made_up_comes_in(verifier, body, address, signature):
    assert refusal(verifier, {ADDRESS_HEADER: address, SIGNATURE_HEADER: signature}, body)
