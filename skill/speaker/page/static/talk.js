// Talking to the page: the button to hold, and hands-free after the wake word.

import { begin, hear, overhear } from "./ears.js";
import { tell } from "./link.js";
import { Microphone } from "./microphone.js";
import { put, showAwake } from "./stage.js";
import { filled, text } from "./text.js";

const talk = document.getElementById("microphone");
const handsFree = document.getElementById("hands-free");
const KEYS = [" ", "Enter"];

/** Makes the page hear; `say(words, confidence)` is given each sentence, `sound` gives way
 *  to it. */
export function offerMicrophone(sound, say) {
  let isAnswering = false;
  let isCalled = false;

  const microphone = new Microphone({
    async held(pcm, rate) {
      const { text: words, confidence } = await hear(pcm, rate);
      showAwake(false);
      if (words) return say(words, confidence);
      awaited(false);
      sound.allow();
    },
    opened: begin,
    async overheard(pcm) {
      const heard = await overhear(pcm);
      if (heard === null) return refused(new Error(text["line.not_listened_to"]));
      if (heard.is_awake !== isCalled) attend(heard.is_awake);
      if (heard.is_answering !== isAnswering) awaited(heard.is_answering);
      isAnswering = heard.is_answering;
      for (const sentence of heard.said) say(sentence.text, sentence.confidence);
    },
  });

  function awaited(on) {
    tell("awaited", { on });
  }

  function attend(isAwake) {
    isCalled = isAwake;
    showAwake(isAwake);
    sound.lower(isAwake);
  }

  function press() {
    sound.hush();
    awaited(true);
    talk.setAttribute("aria-pressed", "true");
    microphone.hold().then(() => showAwake(true), refused);
  }

  function release() {
    talk.setAttribute("aria-pressed", "false");
    microphone.release().catch(refused);
  }

  function refused(error) {
    talk.setAttribute("aria-pressed", "false");
    handsFree.checked = false;
    microphone.setHandsFree(false);
    attend(false);
    put(document.getElementById("link"), filled(text["line.no_microphone"], { reason: error.message }));
  }

  talk.addEventListener("pointerdown", press);
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  talk.addEventListener("keydown", (event) => {
    if (KEYS.includes(event.key) && !event.repeat) press();
  });
  talk.addEventListener("keyup", release);
  handsFree.addEventListener("change", () => {
    microphone.setHandsFree(handsFree.checked).catch(refused);
    attend(false);
  });
}
