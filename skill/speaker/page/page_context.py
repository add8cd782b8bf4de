"""All that the page is served from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from skill.clock import Clock
from skill.content import Content
from skill.content.page import page_texts
from skill.speaker.ears import Recognizer
from skill.speaker.page.broadcast import Broadcast
from skill.speaker.page.page_loop import Item
from skill.store.port import Store
from skill.understanding import Moment


@dataclass(frozen=True, slots=True)
class PageContext:
    """What the page is served from."""

    bulletin: Broadcast
    """What is to be seen."""
    put: Callable[[Item], None]
    """Where goes what happened at a page."""
    clip: Callable[[str], bytes | None]
    """What is being said, as a WAV file."""
    moment: Callable[[], Moment]
    """What a person can mean now."""
    recognizer: Recognizer | None
    """Understands sound; None where none is installed."""
    store: Store
    """What is kept of people."""
    user: str
    """Whose page it is."""
    content: Content
    """What exercises are called."""
    clock: Clock
    """The time."""
    zone: ZoneInfo
    """Where the speaker stands."""
    hears_all: bool
    """Whether every sentence reaches the skill; on an Echo, only with its name."""
    about: str
    """In which voice it speaks, or why it does not."""

    @property
    def text(self) -> Mapping[str, str]:
        """What the page shows, by key."""
        return page_texts(self.content.locale)
