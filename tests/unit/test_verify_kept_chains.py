"""Chains of an earlier start: there at once, judged again, and no more of them than few."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from skill.doors.verify.chain import Trust
from skill.doors.verify.fakes import Authority
from skill.doors.verify.host import FetchError
from skill.doors.verify.kept_chains import KeptChains
from skill.doors.verify.refusal import RefusedError
from skill.doors.verify.signers import Signers

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PATH = "/echo.api/echo-api-cert-12.pem"


class At:
    """A clock that stands still."""

    def __init__(self, now):
        self._now = now

    def now(self):
        return self._now


@pytest.fixture
def kept(tmp_path):
    return KeptChains(tmp_path / "certificates", 3)


def unreachable(_path):
    raise FetchError("no network")


def started(kept, fetch=unreachable, at=NOW, authority=None):
    authority = authority or Authority(NOW)
    trust = Trust([authority.root.certificate])
    signers = Signers(fetch, trust.signer, At(at), places=1)
    signers.take_up(kept)
    return signers


def chain_of(authority):
    return authority.chain(authority.alexa())


def test_what_was_fetched_once_is_there_at_the_next_start(kept):
    chain = chain_of(Authority(NOW))
    key = started(kept, fetch=lambda _: chain).at(PATH).key
    again = started(kept).at(PATH).key
    assert again.public_numbers() == key.public_numbers()


def test_a_chain_that_was_not_good_is_not_kept(kept):
    with pytest.raises(RefusedError):
        started(kept, fetch=lambda _: b"no chain").at(PATH)
    assert list(kept.all()) == []


def test_a_chain_that_somebody_put_there_is_judged_like_any_other(kept):
    kept.keep(PATH, chain_of(Authority(NOW, of="a stranger")))
    with pytest.raises(RefusedError):
        started(kept).at(PATH)


def test_a_chain_that_ran_out_meanwhile_is_fetched_again(kept):
    kept.keep(PATH, chain_of(Authority(NOW)))
    with pytest.raises(RefusedError):
        started(kept, at=NOW + timedelta(days=400)).at(PATH)


def test_a_broken_file_is_none(kept, tmp_path):
    kept.keep(PATH, b"x")
    (file,) = (tmp_path / "certificates").iterdir()
    file.write_text('{"path": 1')
    assert list(kept.all()) == []


def test_only_few_are_kept_the_newest(kept, tmp_path):
    for number in range(5):
        kept.keep(f"{PATH}.{number}", b"x")
        for file in (tmp_path / "certificates").iterdir():  # a while passes
            then = file.stat().st_mtime_ns - 10**9
            os.utime(file, ns=(then, then))
    assert [path[-1] for path, _ in kept.all()] == ["4", "3", "2"]


def test_a_full_disk_is_no_fault(tmp_path):
    (tmp_path / "file").write_text("in the way of a folder")
    KeptChains(tmp_path / "file" / "certificates", 3).keep(PATH, b"x")
