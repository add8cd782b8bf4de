"""Where certificates may be: Alexa's folder on Amazon's host, and every trick around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.doors.verify.address import ADDRESS_CHARACTERS, certificate_path
from skill.doors.verify.refusal import Reason, RefusedError

CERT = "/echo.api/echo-api-cert.pem"
GOOD = {
    "https://s3.amazonaws.com/echo.api/echo-api-cert.pem": CERT,
    "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem": CERT,
    "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem": CERT,
    "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert-12.pem": "/echo.api/echo-api-cert-12.pem",
    "https://s3.amazonaws.com/echo.api//./a/../cert.pem": "/echo.api/cert.pem",
}
"""The first three are Amazon's own examples."""

BAD = {
    "no TLS": "http://s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "another scheme": "ftp://s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "a file": "file:///echo.api/echo-api-cert.pem",
    "another host": "https://notamazon.com/echo.api/echo-api-cert.pem",
    "the folder in another case": "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem",
    "another folder": "https://s3.amazonaws.com/invalid.path/echo-api-cert.pem",
    "another port": "https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem",
    "port 444": "https://s3.amazonaws.com:444/echo.api/echo-api-cert.pem",
    "a port that is no number": "https://s3.amazonaws.com:443x/echo.api/echo-api-cert.pem",
    "a port in other digits": "https://s3.amazonaws.com:\uff14\uff14\uff13/echo.api/echo-api-cert.pem",
    "a port of many zeros": "https://s3.amazonaws.com:0443/echo.api/echo-api-cert.pem",
    "an empty port": "https://s3.amazonaws.com:/echo.api/echo-api-cert.pem",
    "a host that begins like it": "https://s3.amazonaws.com.evil.example/echo.api/cert.pem",
    "a host that ends like it": "https://evils3.amazonaws.com/echo.api/cert.pem",
    "a bucket as host": "https://echo.api.s3.amazonaws.com/echo.api/cert.pem",
    "a dot at the end of the host": "https://s3.amazonaws.com./echo.api/cert.pem",
    "it as the user": "https://s3.amazonaws.com@evil.example/echo.api/cert.pem",
    "it as the user and port": "https://s3.amazonaws.com:443@evil.example/echo.api/cert.pem",
    "a user in front": "https://evil.example@s3.amazonaws.com/echo.api/cert.pem",
    "a user with a password": "https://a:b@s3.amazonaws.com/echo.api/cert.pem",
    "a backslash after the host": "https://s3.amazonaws.com\\@evil.example/echo.api/cert.pem",
    "backslashes for slashes": "https:\\\\s3.amazonaws.com\\echo.api\\cert.pem",
    "a backslash in the path": "https://s3.amazonaws.com/echo.api/..\\evil/cert.pem",
    "up and out": "https://s3.amazonaws.com/echo.api/../evil/cert.pem",
    "up and out at the end": "https://s3.amazonaws.com/echo.api/..",
    "up beyond the root": "https://s3.amazonaws.com/../../evil/cert.pem",
    "into it from a longer name": "https://s3.amazonaws.com/echo.api.evil/cert.pem",
    "the folder without its slash": "https://s3.amazonaws.com/echo.api",
    "the folder alone": "https://s3.amazonaws.com/echo.api/",
    "two slashes first": "https://s3.amazonaws.com//echo.api/cert.pem",
    "dots in code": "https://s3.amazonaws.com/echo.api/%2e%2e/evil/cert.pem",
    "dots in code twice": "https://s3.amazonaws.com/echo.api/%252e%252e/evil/cert.pem",
    "a slash in code": "https://s3.amazonaws.com/echo.api%2fcert.pem",
    "the folder in code": "https://s3.amazonaws.com/%65cho.api/cert.pem",
    "the host in code": "https://s3%2eamazonaws.com/echo.api/cert.pem",
    "a zero byte in code": "https://s3.amazonaws.com/echo.api/cert.pem%00.evil",
    "a zero byte": "https://s3.amazonaws.com/echo.api/cert.pem\0",
    "a query": "https://s3.amazonaws.com/echo.api/cert.pem?versionId=1",
    "a fragment": "https://s3.amazonaws.com/echo.api/cert.pem#evil",
    "it in a fragment": "https://evil.example#@s3.amazonaws.com/echo.api/cert.pem",
    "it in a query": "https://evil.example?https://s3.amazonaws.com/echo.api/cert.pem",
    "parameters": "https://s3.amazonaws.com/echo.api/cert.pem;a=b",
    "a space in front": " https://s3.amazonaws.com/echo.api/cert.pem",
    "a line's end behind": "https://s3.amazonaws.com/echo.api/cert.pem\n",
    "another header": "https://s3.amazonaws.com/echo.api/cert.pem\r\nHost: evil.example",
    "a tab in the scheme": "ht\ttps://s3.amazonaws.com/echo.api/cert.pem",
    "two addresses": "https://s3.amazonaws.com/echo.api/a.pem, https://s3.amazonaws.com/echo.api/b",
    "a long s": "http\u017f://s3.amazonaws.com/echo.api/cert.pem",
    "a long s in the host": "https://\u017f3.amazonaws.com/echo.api/cert.pem",
    "a full stop of another script": "https://s3\u3002amazonaws\u3002com/echo.api/cert.pem",
    "wide letters": "https://\uff53\uff13.amazonaws.com/echo.api/cert.pem",
    "a Cyrillic letter": "https://s3.\u0430mazonaws.com/echo.api/cert.pem",
    "a dotless i in the folder": "https://s3.amazonaws.com/echo.ap\u0131/cert.pem",
    "two dots of one letter": "https://s3.amazonaws.com/echo.api/\u2025/evil/cert.pem",
    "punycode": "https://xn--s3-.amazonaws.com/echo.api/cert.pem",
    "a number for the host": "https://52.216.0.0/echo.api/cert.pem",
    "this machine": "https://127.0.0.1/echo.api/cert.pem",
    "an address in brackets": "https://[::1]/echo.api/cert.pem",
    "no scheme": "//s3.amazonaws.com/echo.api/cert.pem",
    "no slashes": "https:s3.amazonaws.com/echo.api/cert.pem",
    "three slashes": "https:///s3.amazonaws.com/echo.api/cert.pem",
    "a path only": "/echo.api/cert.pem",
    "nothing": "",
    "too long": f"https://s3.amazonaws.com/echo.api/{'a' * ADDRESS_CHARACTERS}",
}


@pytest.mark.parametrize(("address", "path"), GOOD.items())
def test_alexas_folder_is_found_however_it_is_written(address, path):
    assert certificate_path(address) == path


@pytest.mark.parametrize("address", BAD.values(), ids=BAD)
def test_no_other_place_is_believed(address):
    with pytest.raises(RefusedError) as refused:
        certificate_path(address)
    assert refused.value.reason is Reason.ADDRESS


@given(st.text(max_size=80))
def test_whatever_follows_the_host_a_path_in_the_folder_is_plain_or_refused(rest):
    try:
        path = certificate_path(f"https://s3.amazonaws.com/echo.api/{rest}")
    except RefusedError:
        return
    assert path.startswith("/echo.api/")
    assert not {"..", ".", ""} & set(path[1:].split("/"))
    assert path.isascii()


@given(st.text(min_size=1, max_size=40), st.integers(0, 23))
def test_whatever_stands_in_the_host_it_is_the_host_or_refused(inserted, at):
    host = "s3.amazonaws.com/echo.api/"
    address = f"https://{host[:at]}{inserted}{host[at:]}cert.pem"
    try:
        assert certificate_path(address).startswith("/echo.api/")
    except RefusedError:
        return
    assert address[8:24].lower() == "s3.amazonaws.com"
    assert address[24] in ":/"
