// The page as a whole: scenes come in and are shown, what the person does goes out.

import { offerKeys, showAway } from "./awake.js";
import { fitWords } from "./fit.js";
import { follow, leave, page, tell } from "./link.js";
import { showPerson } from "./person.js";
import { showChips, showRoutine } from "./routine.js";
import { Sound } from "./sound.js";
import { clearPlace, put, showPlace, showScene } from "./stage.js";
import { offerMicrophone } from "./talk.js";
import { text } from "./text.js";

const $ = (id) => document.getElementById(id);
const sentence = $("sentence");
let scene = null;

const sound = new Sound(
  (report) => tell("sounded", {}, report),
  (isBlocked) => { $("allow").hidden = !isBlocked; },
);

// Scenes in ----------------------------------------------------------------------------------

follow(
  (next) => {
    scene = next;
    sound.show(scene, scene.sounding === page);
    showAway(scene, scene.sounding === page);
    showScene(scene);
    showRoutine(scene.routine);
    showChips(scene.chips, say);
    showPerson(scene.records);
    showWhere();
    fitWords();
  },
  (isLost) => {
    if (isLost) sound.cut();
    put($("link"), isLost ? text["line.off"] : elsewhere());
  },
);

function elsewhere() {
  const isElsewhere = scene !== null && scene.sounding !== null && scene.sounding !== page;
  return isElsewhere ? text["line.elsewhere"] : "";
}

function showWhere() {
  if (!scene?.now) return clearPlace();
  showPlace(scene.now, scene.track ? sound.offsetMs : scene.now.offset_ms ?? 0);
}

function goOn() {
  if (sound.isPlaying) showWhere();
  requestAnimationFrame(goOn);
}
goOn();

// The person's doings out --------------------------------------------------------------------

/** Passes a sentence on; `confidence` is how surely it was said, and what is typed is sure. */
function say(words, confidence = 1) {
  const report = sound.where();
  sound.hush();
  tell("said", { text: words, confidence }, report);
}

$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = sentence.value.trim();
  sentence.value = "";
  if (words) say(words);
});

let awaitedAt = -Infinity;
sentence.addEventListener("input", () => {
  if (performance.now() - awaitedAt < 5000) return;
  awaitedAt = performance.now();
  tell("awaited", { on: sentence.value !== "" });
});

addEventListener("click", (event) => {
  const button = event.target.closest("button[data-say]");
  if (button) say(button.dataset.say);
});

$("buttons").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-button]");
  if (button) press(button.dataset.button);
});

function press(button) {
  tell("pressed", { button }, sound.where());
}
offerKeys(press);

$("allow").addEventListener("click", () => sound.allow());
addEventListener("pagehide", () => leave(sound.where()));
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

if ($("microphone")) offerMicrophone(sound, say);
