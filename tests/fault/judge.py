"""Holds what is stored of a person against what their devices really played."""

from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path

from skill.content import Content
from skill.routine.progress import first_day_of, local_day, week_of
from skill.routine.run import Run, Status
from skill.store.port import Store
from tests.crowd.ledger import Fact, Ledger

EVERY = 100_000
"""More runs than anybody has."""


@dataclass
class Verdict:
    """What was found, of one person or of all."""

    runs: int = 0
    """Runs that a device heard anything of."""
    steps: int = 0
    """Steps that were heard to their end."""
    lost: list[str] = field(default_factory=list)
    """Steps that were heard to their end, and are not stored though they could be."""
    doubled: list[str] = field(default_factory=list)
    """Steps that are stored, and were never heard to their end; runs stored that never were."""
    miscounted: list[str] = field(default_factory=list)
    """Weeks that were told otherwise than they were."""
    weeks_told: int = 0
    """Weeks that were told and compared."""
    finished: int = 0
    """Runs that are stored as finished."""
    not_finished: int = 0
    """Runs that are not: stopped, paused, or left."""
    unheard: int = 0
    """Runs that are stored with nothing done, and of which no device heard a thing: whoever began
    them got no answer."""
    unknowable: dict[str, int] = field(default_factory=dict)
    """Steps that nobody can know of and that are not stored, by why."""

    def add(self, other: "Verdict") -> None:
        """Put another's to it."""
        for name in ("runs", "steps", "weeks_told", "finished", "not_finished", "unheard"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("lost", "doubled", "miscounted"):
            getattr(self, name).extend(getattr(other, name))
        for why, count in other.unknowable.items():
            self.unknowable[why] = self.unknowable.get(why, 0) + count

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, and nothing counted that was not."""
        return not (self.lost or self.doubled or self.miscounted)


def judged(ledger: Ledger, store: Store, content: Content) -> Verdict:
    """What is found of one person."""
    stored = {run.id: run for run in store.latest_runs(ledger.user, EVERY)}
    kept: set[Fact] = {(run.id, step) for run in stored.values() for step in run.done}
    missing = ledger.heard - kept
    verdict = Verdict(
        runs=len(ledger.runs),
        steps=len(ledger.heard),
        lost=[_named(ledger, fact) for fact in sorted(missing - ledger.unknowable.keys())],
        doubled=[_named(ledger, fact) for fact in sorted(kept - ledger.heard)],
        finished=sum(run.status is Status.FINISHED for run in stored.values()),
        not_finished=sum(run.status is not Status.FINISHED for run in stored.values()),
        unheard=len(stored.keys() - ledger.runs.keys()),
    )
    for fact in missing & ledger.unknowable.keys():
        verdict.add(Verdict(unknowable={ledger.unknowable[fact]: 1}))
    verdict.add(_week_judged(ledger, content, ledger.heard - (missing & ledger.unknowable.keys())))
    return verdict


def _week_judged(ledger: Ledger, content: Content, heard: set[Fact]) -> Verdict:
    """The week as it was told at the end, against the week as it was."""
    monday = first_day_of(local_day(ledger.ended_at, UTC))
    week = week_of((_as_heard(run, heard) for run in ledger.runs.values()), monday, UTC)
    if not week.runs:
        return Verdict(miscounted=[f"{ledger.user}: told {ledger.card!r}"] if ledger.card else [])
    time = content.phrases.say(
        "week_card.time",
        0,
        minutes=content.count("minute", week.minutes),
        runs=content.count("time", week.runs),
    )
    told = ledger.card or ""
    wrong = [] if time in told.splitlines() else [f"{ledger.user}: {time!r} was told as {told!r}"]
    return Verdict(weeks_told=1, miscounted=wrong)


def _as_heard(run: Run, heard: set[Fact]) -> Run:
    done = frozenset(step for run_id, step in heard if run_id == run.id)
    return replace(run, done=done, utc_offset_min=0)


def _named(ledger: Ledger, fact: Fact) -> str:
    return f"{ledger.user} run {fact[0]} step {fact[1]}"


def write_log(folder: Path, ledger: Ledger) -> Path:
    """All that happened to one person, for whoever wants to know how it came."""
    path = folder / f"{ledger.user[-8:]}.log"
    path.write_text("\n".join(ledger.log) + "\n")
    return path
