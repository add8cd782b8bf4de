"""The speaker's page in a tab, and what a person does with it."""

from pathlib import Path

from playwright.sync_api import TimeoutError as NotShownError

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
_TIMES_SAID = 3
# A lead, and two sets on two sides.
_TRACKS_AT_MOST = 5


class Page:
    """The speaker's page in a tab, and what a person does with it."""

    def __init__(self, tab, speaker, tape):
        self.tab, self.faults = tab, []
        self._speaker, self._tape = speaker, tape
        tab.on("pageerror", lambda error: self.faults.append(str(error)))
        tab.on("console", lambda m: m.type == "error" and self.faults.append(m.text))
        tab.goto(speaker.url)
        self.tab.wait_for_selector("#chips li", state="attached")

    def say(self, text):
        self.tab.fill("#sentence", text)
        self.tab.press("#sentence", "Enter")

    def press(self, button):
        self.tab.click(f"[data-button={button}]")

    def until_ring(self, *states, timeout_s=30):
        wanted = ", ".join(f"body[data-ring={state}] #chips li" for state in states)
        self.tab.wait_for_selector(wanted, timeout=timeout_s * 1000, state="attached")

    def until_title(self, name):
        self.tab.wait_for_selector(f"h1:text-is('{name}')", timeout=20_000)

    def until_sounding(self):
        """Until the track's sound goes on, and a little longer."""
        self.until_ring("playing")
        self.tab.wait_for_function(
            "() => { const t = document.getElementById('track'); "
            "return !t.paused && t.readyState > 2 && t.played.length > 0 }",
            timeout=30_000,
        )
        at_s = self.at_s
        self.tab.wait_for_function(
            "at => document.getElementById('track').currentTime > at + .2", arg=at_s
        )

    def play_routine(self, **place):
        """A routine that waited goes on, from its beginning or another place, without a word."""
        self._speaker.has_a_routine_waiting(**place)
        self.until_ring("paused")
        self.press("play")
        self.until_sounding()

    def hold_and_speak(self, *sentences):
        """Speaks into the microphone while its button is held."""
        length_ms = self._tape.hold(*sentences)
        self.tab.hover("#microphone")
        self.tab.mouse.down()
        self.until_ring("listening")
        self.tab.wait_for_timeout(length_ms)
        self.tab.mouse.up()

    def speak(self, *sentences):
        """Speaks to the open microphone, hands-free; it is switched off and on before."""
        self.tab.uncheck("#hands-free", force=True)
        self._tape.hold(*sentences)
        self.tab.check("#hands-free", force=True)

    def speak_until_heard(self, *sentences, heard):
        """Speaks, and again where it was not heard, as a person would on a busy machine."""
        for left in reversed(range(_TIMES_SAID)):
            self.speak(*sentences)
            try:
                self.tab.wait_for_selector(f"#heard:text-is('“{heard}”')", timeout=15_000)
            except NotShownError:
                if not left:
                    raise
            else:
                return

    def until_heard(self, words):
        self.tab.wait_for_selector(f"#heard:text-is('“{words}”')", timeout=20_000)

    def skip_to_the_end(self):
        """Moves the track's sound to its last second, which is then heard."""
        self.tab.evaluate(
            "() => { const t = document.getElementById('track'); t.currentTime = t.duration - 1 }"
        )

    def hear_until_title(self, name):
        """Hears the last second of track after track, until the exercise of that name begins."""
        for _ in range(_TRACKS_AT_MOST):
            self.skip_to_the_end()
            before = self.tab.evaluate("document.getElementById('track').src")
            self.tab.wait_for_function(
                "before => document.getElementById('track').src !== before", arg=before
            )
            self.until_sounding()
            if self.title == name:
                break
        self.until_title(name)

    def skip_the_rest(self):
        """Moves into what is told after the rest: until then "next" leads to this exercise."""
        self.tab.evaluate("() => { document.getElementById('track').currentTime += 15 }")
        self.until_sounding()

    @property
    def at_s(self):
        return self.tab.evaluate("document.getElementById('track').currentTime")

    def in_light(self, scheme):
        self.tab.emulate_media(color_scheme=scheme)

    @property
    def title(self):
        return self.tab.inner_text("h1")

    def is_sideways(self):
        return self.tab.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )

    def shoot(self, name, *, of=None, whole=False):
        """Keeps a picture of what is seen, of one part of it, or of the whole page."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        if of:
            self.tab.locator(of).screenshot(path=path)
        else:
            self.tab.screenshot(path=path, full_page=whole)
