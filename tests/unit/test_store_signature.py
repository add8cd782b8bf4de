"""Signatures of calls to AWS: the same that botocore makes."""

from datetime import UTC, datetime

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from skill.store.signature import Keys, signed

NOW_S = 1_794_830_400
word = st.text("abcdefghijklmnopqrstuvwxyzABCDEFG0123456789/+=-", min_size=1, max_size=40)


def botocores(body, target, keys, region):
    """Botocore's headers for the same call at the same moment."""
    headers = {"content-type": "application/x-amz-json-1.0", "x-amz-target": target}
    request = AWSRequest("POST", "https://dynamodb.example.com:8000/", headers, body)
    SigV4Auth(Credentials(keys.id, keys.secret, keys.session), "dynamodb", region).add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}


@given(
    st.binary(max_size=200),
    word,
    st.builds(Keys, word, word, st.none() | word),
    st.sampled_from(["eu-west-1", "us-east-1"]),
)
def test_a_signature_is_the_one_that_botocore_makes(body, target, keys, region):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "botocore.auth.get_current_datetime", lambda: datetime.fromtimestamp(NOW_S, UTC)
        )
        theirs = botocores(body, target, keys, region)
    headers = {
        "content-type": "application/x-amz-json-1.0",
        "host": "dynamodb.example.com:8000",
        "x-amz-target": target,
    }
    ours = signed(body, headers, keys, (region, "dynamodb"), NOW_S)
    assert ours["authorization"] == theirs["authorization"]
    assert ours.get("x-amz-security-token") == theirs.get("x-amz-security-token")


def test_secrets_are_in_no_repr():
    assert "hidden" not in repr(Keys("id", "hidden", "hidden"))
