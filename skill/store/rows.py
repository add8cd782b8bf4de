"""Runs and profiles as plain rows, and the keys they stand under: the same in every store.

A row holds text, whole numbers, truth values and sets of these, never a float and never a
secret: how often something hurt is left out on purpose. What is empty or unknown has no place
in a row, so that a row of a run stays under a kilobyte.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from skill.routine import shorthand
from skill.routine.exercise import Catalog, Side
from skill.routine.preferences import Detail, Level, Pace, Preferences
from skill.routine.routine import Routine
from skill.routine.run import Head, Kind, Phase, Run, work_numbers
from skill.routine.streaks import Tally
from skill.store.doses_row import doses_row, read_doses
from skill.store.port import Profile, StoreUnavailableError

_log = logging.getLogger(__name__)
Value = str | int | bool | frozenset[int] | frozenset[str]
Row = dict[str, Value]

PROFILE_KEY = "~PROFILE"
"""The key of a person's profile, among all that is kept of them: it comes right after their runs,
so that one look from there backwards finds the profile and the newest runs."""
WORD = "word"
"""The fact of a run's row that tells which request of the person was kept with it last."""
RUN_KEY = "RUN#"
"""What the keys of runs begin with; the id that follows begins with the start in UTC."""
RUN_FACTS_THAT_STAY = frozenset({"started", "utc_offset", "kind", "device"})
"""What is the same in every account of a run: the first to be kept counts."""

RUN_FACTS_AT_THE_HEAD = frozenset({"head", "routine"})
"""How far it has come, and in which sound: those of the account that is ahead count."""

RUN_FACTS_THAT_GROW = frozenset({"done", "heard", "cut_short"})
"""The sets, which only grow."""

_FIRST_PARTS = 7
"""So many had a head in the first version."""
_AFTER_ALL_RUNS = "RUN$"
_WIDTHS = (8, 3, 1, 1, 9, 1, 3, 1)
"""Digits for each part of a head's rank; 9 digits of milliseconds are eleven days."""


class UnreadableRowError(StoreUnavailableError):
    """A row was written by another version, or for another catalog: update, then try again."""


# Keys ----------------------------------------------------------------------------------------


def run_key(run_id: str) -> str:
    """The key of a run."""
    return RUN_KEY + run_id


def run_id(key: str) -> str:
    """The id of the run that stands under a key."""
    return key.partition(RUN_KEY)[2]


def run_keys(before: datetime | None = None) -> tuple[str, str]:
    """A key before those of all runs, and one after them, or after those begun before a second."""
    return RUN_KEY, run_key(_second(before)) if before else _AFTER_ALL_RUNS


def run_keys_between(since: datetime, until: datetime) -> tuple[str, str]:
    """A key before those of all runs begun between two moments, and one after them.

    Keys tell whole seconds, so a run of the first or the last second may lie outside.
    """
    return run_key(_second(since)), run_key(_second(until) + "$")


def _second(moment: datetime) -> str:
    return f"{_utc(moment):%Y%m%dT%H%M%SZ}".zfill(len("20261118T073000Z"))


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON knows it: sets become sorted lists."""
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in sorted(row.items())
    }


# Runs ----------------------------------------------------------------------------------------


def run_row(run: Run) -> Row:
    """A run as a row, without its id, which is in its key.

    Raises:
        ValueError: its start has no time zone, or its head is further than any routine goes.
    """
    row: dict[str, Value | None] = {
        "started": _utc(run.started_at).isoformat(),
        "utc_offset": run.utc_offset_min,
        "routine": shorthand.write(run.routine),
        "kind": run.kind.value,
        "device": run.device,
        "head": head_text(run.head),
        "done": run.done,
        "heard": run.heard,
        "cut_short": run.cut_short,
    }
    return {name: value for name, value in row.items() if value or value == 0}


def read_run(run_id: str, row: Mapping[str, Any], catalog: Catalog) -> Run:
    """The run that a row stands for.

    Raises:
        UnreadableRowError: it stands for none that this version knows.
    """
    try:
        routine = shorthand.read(row["routine"], catalog, kept=True)
        steps = frozenset(range(len(routine)))
        done = steps & frozenset(row.get("done", ()))
        return Run(
            id=run_id,
            started_at=datetime.fromisoformat(row["started"]),
            routine=routine,
            kind=Kind(row["kind"]),
            device=row.get("device", ""),
            head=_head_of(row["head"], routine, done),
            done=done,
            heard=work_numbers(routine) & frozenset(row.get("heard", ())),
            cut_short=steps & frozenset(row.get("cut_short", ())),
            utc_offset_min=row.get("utc_offset"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRowError(f"run {run_id} cannot be read: {error!r}") from error


def readable_runs(rows: Iterable[tuple[str, Mapping[str, Any]]], catalog: Catalog) -> Iterator[Run]:
    """The runs that rows by their key stand for.

    One that cannot be read is left where it is, with a line in the log: of an exercise, perhaps,
    that this version does not know. It must not hide all others.
    """
    for key, row in rows:
        try:
            yield read_run(run_id(key), row, catalog)
        except UnreadableRowError as error:
            _log.warning("left out: %s", error)


def words_of(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """Which request of the person was kept last with the runs of rows, by their ids."""
    return {run_id(key): str(row[WORD]) for key, row in rows if row.get(WORD)}


def head_text(head: Head) -> str:
    """A head as text that sorts as heads do: its rank, each part in so many digits.

    Raises:
        ValueError: a part is negative or has more digits than that; no routine goes there.
    """
    parts = tuple(f"{part:0{width}d}" for part, width in zip(head.rank, _WIDTHS, strict=True))
    if tuple(map(len, parts)) != _WIDTHS or min(head.rank) < 0:
        raise ValueError(f"{head} is no head of a routine")
    return ".".join(parts)


def read_head(text: str) -> Head:
    """The head that a text stands for.

    Raises:
        ValueError: it stands for none.
    """
    play, step, segment, _, offset_ms, phase, first, first_segment = map(int, text.split("."))
    return Head(play, step, offset_ms, Phase(phase), first, segment, first_segment)


def _head_of(text: str, routine: Routine, done: frozenset[int]) -> Head:
    """The head of a run, be it of the first version, which knew of no segments.

    That one is taken up at the beginning of its exercise; behind the last there was nothing left.
    """
    parts = [int(part) for part in text.split(".")]
    if len(parts) != _FIRST_PARTS:
        return read_head(text)
    play, step, _, offset_ms, phase, _, _ = parts
    last = len(routine) - 1
    if step == last and last in done:
        return Head(play, last + 1, 0, Phase(phase), last + 1)
    return Head(play, step, min(offset_ms, 1), Phase(phase), step)


# Profiles ------------------------------------------------------------------------------------


def profile_row(profile: Profile) -> Row:
    """A profile as a row."""
    wanted = profile.preferences
    row: dict[str, Value | None] = {
        "minutes": wanted.minutes,
        "level": wanted.level.value,
        "pace": wanted.pace.value,
        "detail": wanted.detail.value,
        "side_first": wanted.side_first.value,
        "left_out": wanted.left_out or None,
        **doses_row(profile.doses),
        "consent": profile.consent or None,
        "consented": text_of(profile.consented_at),
        "rest_until": text_of(profile.rest_until),
        "zone": profile.zone,
        "zone_seen": text_of(profile.zone_seen_at),
        "zone_device": profile.zone_device or None,
        "week_starts": profile.week_starts,
        "told_week": profile.told_week.isoformat() if profile.told_week else None,
        "tally": profile.tally.written() if profile.tally else None,
        "shared": profile.shared,
    }
    return {name: value for name, value in row.items() if value is not None}


def changed_facts(before: Profile, after: Profile) -> dict[str, Value | None]:
    """What differs between two profiles: the new values, and None where there is none now.

    Only these are written, so that what a person never said stays open to better defaults.
    """
    return differences(profile_row(before), profile_row(after))


def differences(before: Row, after: Row) -> dict[str, Value | None]:
    """What differs between two rows: the new values, and None where there is none now."""
    names = sorted(before.keys() | after.keys())
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def read_profile(row: Mapping[str, Any]) -> Profile:
    """The profile that a row stands for; the defaults for what it does not tell.

    Raises:
        UnreadableRowError: it tells what this version does not know.
    """
    facts: dict[str, Any] = {**profile_row(Profile()), **row}
    try:
        return Profile(
            Preferences(
                minutes=facts.get("minutes"),
                level=Level(facts["level"]),
                pace=Pace(facts["pace"]),
                detail=Detail(facts["detail"]),
                side_first=Side(facts["side_first"]),
                left_out=frozenset(facts.get("left_out", ())),
            ),
            doses=read_doses(facts),
            consent=facts.get("consent", ""),
            consented_at=moment_of(facts.get("consented")),
            rest_until=moment_of(facts.get("rest_until")),
            zone=facts.get("zone"),
            zone_seen_at=moment_of(facts.get("zone_seen")),
            zone_device=facts.get("zone_device", ""),
            week_starts=facts["week_starts"],
            told_week=date.fromisoformat(told) if (told := facts.get("told_week")) else None,
            version=facts.get("version", 0),
            tally=Tally.read(tally) if (tally := facts.get("tally")) else None,
            shared=facts["shared"],
        )
    except (TypeError, ValueError) as error:
        raise UnreadableRowError(f"a profile cannot be read: {error!r}") from error


def text_of(moment: datetime | None) -> str | None:
    """A moment as a row has it, in UTC.

    Raises:
        ValueError: it has no time zone.
    """
    return _utc(moment).isoformat() if moment else None


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} needs a time zone: the server's own means nothing")
    return moment.astimezone(UTC)


def moment_of(text: str | None) -> datetime | None:
    """The moment that a row's text tells."""
    return datetime.fromisoformat(text) if text else None
