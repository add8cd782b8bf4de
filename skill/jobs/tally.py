"""What became of a job's work, in numbers."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each; two can be added."""

    sent: int = 0
    """Told just now."""
    silent: int = 0
    """Nothing to say, or not wanted."""
    done_before: int = 0
    """Told before, this week or too lately."""
    moved: int = 0
    """Found at another hour from now on, after a change of clocks or travel."""
    refused: int = 0
    """Will never be told of this week; Alexa says so."""
    failed: int = 0
    """To be looked at again: not sent, or in somebody else's hands."""
    refreshed: int = 0
    """Whose reminders the skill was asked to set right."""
    removed: int = 0
    """Runs or tracks that are no more."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            **{
                each.name: getattr(self, each.name) + getattr(other, each.name)
                for each in fields(self)
            }
        )
