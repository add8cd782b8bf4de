"""The token of a track: a whole account of the run, and which track it is.

Playback events carry no session and reach us when the store may be down. So each token holds
all that is needed to go on without it: the routine, what was done, and where the track stands.
`2!<account>[.<person>]!<run id>!<kind><kept>!<track>!<heard>.<done>.<cut short>.<hurts><hurts before>!<device>!<routine>`
The track is `<play>.<first>.<first segment>.<step>.<segment>.<tries>.<length>.<done mark>[.<then>]`; `then`
is where the work goes on behind a track that gives time to get ready. In the first version a track
was a whole step: `<play>.<first>.<step>.<tries>`, and the sets were `<done>.<cut short>`.
Behind a `+` each come the accounts of runs that went before and that the store still has to hear of.

It is not signed. It comes back in requests that Alexa has signed, and a device can only echo what it
was sent. Whoever could make one up all the same would reach the rows of no account but the one that
the request itself names, for its digest is held against that; and their own runs they change by a
word. A key would protect nobody, and would have to be kept where the skill runs.
"""  # noqa: E501

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from skill.limits import TOKEN_CHARACTERS
from skill.routine import shorthand
from skill.routine.events import Spot
from skill.routine.exercise import Catalog
from skill.routine.routine import Routine
from skill.routine.run import Head, Kind, Phase, Run, work_numbers
from skill.routine.segment import Segment, SegmentKind
from skill.routine.shorthand import ShorthandError
from skill.store import owner as owners

VERSION = "2"
STARTED_FORMAT = "%Y%m%dT%H%M%SZ"
_TOKEN = re.compile(
    r"(?P<version>[12])!(?P<account>[0-9a-f]{8})(?:\.(?P<person>[0-9a-f]{16}))?!(?P<id>(?P<started>\d{8}T\d{6}Z)#[0-9a-f]{6})"
    r"!(?P<kind>[rs])(?P<kept>[01])"
    r"!(?P<track>[0-9.]{7,50})"
    r"!(?:(?P<heard>[0-9a-f]{1,64})\.)?(?P<done>[0-9a-f]{1,8})\.(?P<cut>[0-9a-f]{1,8})\.(?P<hurts>\d)(?P<before>\d?)"
    r"!(?P<device>[0-9a-f]{0,8})!(?P<routine>[a-z0-9~.]{1,800})"
)
_TRACK = re.compile(
    r"(?P<play>\d{1,6})\.(?P<first>\d{1,2})\.(?P<first_segment>\d)\.(?P<step>\d{1,2})\.(?P<segment>\d)"
    r"\.(?P<tries>\d)\.(?P<length_ms>\d{1,7})\.(?P<done_ms>\d{1,7})(?:\.(?P<then_ms>\d{1,7}))?"
)
_FIRST_VERSION = "1"
_FIRST_TRACK = re.compile(
    r"(?P<play>\d{1,6})\.(?P<first>\d{1,2})\.(?P<step>\d{1,2})\.(?P<tries>\d)"
)
_KINDS = {"r": Kind.ROUTINE, "s": Kind.STRETCH}
_MOST_HURTS = 9


class TokenError(ValueError):
    """The token is none of ours, or none of this person's."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a token tells."""

    run: Run
    """The run as it stood when the track was ordered."""
    spot: Spot
    """Which track it is."""
    kept: bool
    """Whether the run had reached the store by then."""
    owner: str
    """Whose run it is: the account, or a person of it who was known by their voice."""
    unsaved: "tuple[Account, ...]" = ()
    """What the store has to hear of runs that this one took the place of while it was down."""

    @property
    def is_settled(self) -> bool:
        """Whether the store had heard of all that the token tells."""
        return self.kept and not self.unsaved

    @property
    def tells_nothing_new(self) -> bool:
        """Whether the end of the track adds nothing to what is done: that of a lead does not."""
        step = self.run.routine.steps[self.spot.step]
        is_lead = step.segments[self.spot.segment].kind is SegmentKind.LEAD
        return not self.spot.is_whole and (is_lead or self.spot.then_ms is not None)


def write(run: Run, spot: Spot, owner: str, *, kept: bool, unsaved: Sequence[Account] = ()) -> str:
    """The token of a track of a run.

    Args:
        run: the run as it stands.
        spot: which of its tracks.
        owner: whose run it is.
        kept: whether the run has reached the store.
        unsaved: accounts of other runs that only this token holds; as many as there is room for.

    Raises:
        TokenError: it would be longer than the platform allows.
    """
    token = _written_account(run, spot, owner, kept=kept)
    if len(token) > TOKEN_CHARACTERS:
        raise TokenError(f"{len(token)} characters: a routine this long needs a shorter shorthand")
    for account in unsaved:
        more = _written_account(account.run, account.spot, account.owner, kept=account.kept)
        if len(token) + 1 + len(more) <= TOKEN_CHARACTERS:
            token = f"{token}+{more}"
    return token


def _written_account(run: Run, spot: Spot, owner: str, *, kept: bool) -> str:
    return "!".join(
        (
            VERSION,
            _written(owner),
            run.id,
            run.kind[0] + str(int(kept)),
            _written_track(spot),
            ".".join(f"{_mask(each):x}" for each in (run.heard, run.done, run.cut_short))
            + f".{_hurts(run)}",
            run.device,
            shorthand.write(run.routine),
        )
    )


def _written_track(spot: Spot) -> str:
    order = (spot.play, *spot.begin, *spot.place, spot.tries, spot.length_ms, spot.done_ms)
    then = () if spot.then_ms is None else (spot.then_ms,)
    return ".".join(map(str, (*order, *then)))


def _hurts(run: Run) -> str:
    before = min(run.hurts_before, _MOST_HURTS)
    return f"{min(run.hurts, _MOST_HURTS)}{before or ''}"


def read(token: str, owner: str, catalog: Catalog) -> Account:
    """What a token tells.

    Args:
        token: as `write` writes it.
        owner: the account that it came from, or anybody in it: a room's sound is everybody's.
        catalog: the exercises that routines are made of.

    Raises:
        TokenError: it is none of ours, or belongs to another account.
    """
    if len(token) > TOKEN_CHARACTERS:
        raise TokenError("longer than any token of this skill")
    first, *unsaved = (_account(part, owner, catalog) for part in token.split("+"))
    return replace(first, unsaved=tuple(unsaved)) if unsaved else first


def _account(text: str, owner: str, catalog: Catalog) -> Account:
    found = _TOKEN.fullmatch(text)
    if not found:
        raise TokenError("not a token of this skill")
    account = owners.account_of(owner)
    if found["account"] != short_hash(account):
        raise TokenError("the token of somebody else")
    try:
        routine = shorthand.read(found["routine"], catalog)
        started_at = datetime.fromisoformat(found["started"])
    except ShorthandError as error:
        raise TokenError(str(error)) from error
    except ValueError as error:  # its message would quote the token, and this goes to the log
        raise TokenError("it began at no time there is") from error
    if found["version"] == _FIRST_VERSION:
        spot = _first_spot(found["track"], found["routine"], routine)
    else:
        spot = _spot(found["track"], routine)
    run = Run(
        id=found["id"],
        started_at=started_at,
        routine=routine,
        kind=_KINDS[found["kind"]],
        device=found["device"],
        head=_begun(spot),
        heard=_work(int(found["heard"] or "0", 16), routine),
        done=_indices(int(found["done"], 16), len(routine)),
        cut_short=_indices(int(found["cut"], 16), len(routine)),
        hurts=int(found["hurts"]),
        hurts_before=int(found["before"] or 0),
    )
    owner = owners.owner(account, found["person"] or "")
    return Account(run, spot, kept=found["kept"] == "1", owner=owner)


def _spot(text: str, routine: Routine) -> Spot:
    """The track of a token.

    Raises:
        TokenError: it is none of the routine.
    """
    found = _TRACK.fullmatch(text)
    if not found:
        raise TokenError("not a track")
    numbers = {name: int(each) for name, each in found.groupdict().items() if each is not None}
    spot = Spot(**numbers, is_whole=False)
    is_there = spot.begin <= spot.place and spot.step < len(routine)
    if not is_there or spot.segment >= len(routine.steps[spot.step].segments):
        raise TokenError("a step that the routine does not have")
    if spot.first_segment >= len(routine.steps[spot.first].segments):
        raise TokenError("a segment that its first step does not have")
    return spot


def _first_spot(text: str, written: str, routine: Routine) -> Spot:
    """The track of a token of the first version: a whole step, of which the routine tells the mark.

    Raises:
        TokenError: it is none of the routine.
    """
    found = _FIRST_TRACK.fullmatch(text)
    if not found:
        raise TokenError("not a track")
    spot = Spot(**{name: int(each) for name, each in found.groupdict().items()}, is_whole=True)
    if not spot.first <= spot.step < len(routine):
        raise TokenError("a step that the routine does not have")
    mark = shorthand.first_done_ms(written, spot.step)
    return replace(spot, length_ms=routine.length_ms[spot.step], done_ms=mark)


def _begun(spot: Spot) -> Head:
    """Where a run stands of which no more is known than that this order to play was given."""
    segment = spot.first_segment
    return Head(spot.play, spot.first, 0, Phase.GOING, spot.first, segment, segment)


def segment_of(token: str, catalog: Catalog) -> Segment | None:
    """The segment that a token names, whosever it is; None for a whole step, or for no token.

    A track that only gives time to get ready leads to the work of that set and side.

    Args:
        token: as `write` writes it.
        catalog: the exercises that routines are made of.
    """
    found = _TOKEN.fullmatch(token.partition("+")[0])
    if not found or found["version"] == _FIRST_VERSION:
        return None
    try:
        routine = shorthand.read(found["routine"], catalog)
        spot = _spot(found["track"], routine)
    except (ShorthandError, TokenError):
        return None
    segment = routine.steps[spot.step].segments[spot.segment]
    return segment if spot.then_ms is None else replace(segment, kind=SegmentKind.LEAD)


def run_id(started_at: datetime, seed: str) -> str:
    """The id of a run; the same seed (a request's id) always gives the same."""
    return f"{started_at.astimezone(UTC):{STARTED_FORMAT}}#{short_hash(seed)[:6]}"


def _written(owner: str) -> str:
    person = owners.person_of(owner)
    account = short_hash(owners.account_of(owner))
    return f"{account}.{person}" if person else account


def short_hash(text: str) -> str:
    """Eight hexadecimal digits that stand for a text without giving it away."""
    # A stranger's JSON may hold half a character, which is hashed like any other.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def _mask(steps: frozenset[int]) -> int:
    return sum(1 << step for step in steps)


def _work(mask: int, routine: Routine) -> frozenset[int]:
    """The work segments of a mask that the routine has."""
    return frozenset(number for number in work_numbers(routine) if mask >> number & 1)


def _indices(mask: int, count: int) -> frozenset[int]:
    return frozenset(step for step in range(count) if mask >> step & 1)
