"""How things stand, for all open pages to see; and for all ears what is wrong with the speaker."""

from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from skill.speaker.device.device import Device
from skill.speaker.page.broadcast import Broadcast
from skill.speaker.page.player import PagePlayer
from skill.speaker.page.seen import SeenStore
from skill.speaker.page.view_model import ViewModel


class Face:
    """Shows scenes; see `skill.speaker.page.page_loop.Show`."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that a scene is made of
        self,
        view_model: ViewModel,
        bulletin: Broadcast,
        seen: SeenStore,
        device: Device,
        player: Callable[[], PagePlayer],
        text: Mapping[str, str],
        notice: str = "",
    ) -> None:
        """Take what a scene is made of, and where it is put up.

        A notice is shown, and said once, until somebody says something.
        """
        self._view_model = view_model
        self._bulletin = bulletin
        self._seen = seen
        self._device = device
        self._player = player
        self._text = text
        self._notice = notice
        self._is_broken = False
        self._told = ""
        self.sounding: str | None = None
        """The page that sounds."""

    def __call__(self, sounding: str | None, *, is_thinking: bool) -> None:
        """Show how things stand; what is wrong is also said, once, where nothing else is."""
        self.sounding = sounding
        if is_thinking:  # somebody said something since, and it is being answered
            self._is_broken = False
            self._notice = ""
        self._put_up(is_thinking=is_thinking)
        trouble = self._trouble
        may_speak = sounding is not None and not is_thinking and self._device.is_idle
        if trouble and trouble != self._told and may_speak:
            self._told = trouble
            self.say_meanwhile(f"<speak>{escape(trouble)}</speak>")
        if not trouble:
            self._told = ""

    def say_meanwhile(self, ssml: str) -> None:
        """Speak while the skill still thinks, and show it."""
        self._device.say_meanwhile(ssml)
        self._put_up(is_thinking=True)

    def confess(self) -> None:
        """Something of the speaker itself failed: tell it, and show it until the next sentence."""
        self._is_broken = True
        self(self.sounding, is_thinking=False)

    @property
    def _trouble(self) -> str:
        text = self._text
        if self._is_broken:
            return text["fault.speaker"]
        return text["fault.store"] if self._seen.is_down else self._notice

    def _put_up(self, *, is_thinking: bool) -> None:
        scene = self._view_model.scene(
            self._device, self._player(), self.sounding, is_thinking=is_thinking
        )
        self._bulletin.put_up(scene | {"fault": scene["fault"] or self._trouble})
