// The speaker's face: the light ring, the exercise and where it stands, the last exchange.

import { placeAt } from "./place.js";

const STATES = {
  idle: "Ready",
  listening: "Listening",
  thinking: "One moment",
  speaking: "Speaking",
  playing: "Playing",
  paused: "Paused",
};
const $ = (id) => document.getElementById(id);
const pictures = new Map();
let ring = "idle";
let isAwake = false;

/** Shows all of a scene that changes at once. */
export function showScene(scene) {
  ring = scene.ring;
  showRing();
  put($("title"), title(scene));
  if (!scene.now) put($("detail"), detail(scene));
  put($("how"), scene.now?.how ?? "");
  showPicture(scene.now?.exercise ?? null);
  showButtons(scene);
  showExchange(scene);
}

/** Shows whether somebody who called, or holds the button, is listened to. */
export function showAwake(isListening) {
  isAwake = isListening;
  showRing();
}

function showRing() {
  const shown = isAwake ? "listening" : ring;
  document.body.dataset.ring = shown;
  put($("state"), STATES[shown]);
}

/** Shows where a track is; called as it goes on. */
export function showPlace(now, offsetMs) {
  const place = placeAt(now, offsetMs);
  put($("detail"), [place.words, `${now.step} of ${now.steps}`].filter(Boolean).join(" · "));
  $("count").hidden = place.count === null;
  put($("count-number"), String(place.count ?? ""));
  put($("count-unit"), place.unit);
  $("ring").style.strokeDashoffset = String(100 - 100 * place.share);
}

/** No exercise is under way. */
export function clearPlace() {
  $("count").hidden = true;
  $("ring").style.strokeDashoffset = "100";
}

function title(scene) {
  if (scene.now) return scene.now.name;
  return scene.finished ? "Well done." : "Hello.";
}

function detail(scene) {
  if (scene.finished && scene.ring === "idle") return "That was your routine. Move gently for a minute.";
  if (scene.ring === "listening") return "Your turn to speak.";
  return scene.ring === "idle" ? "Say or type “start my back routine”." : "";
}

function showButtons(scene) {
  const isPlaying = scene.track !== null;
  const button = $("play-pause");
  $("buttons").hidden = !scene.now || (!isPlaying && scene.ring !== "paused");
  button.dataset.button = isPlaying ? "pause" : "play";
  button.setAttribute("aria-label", isPlaying ? "Pause" : "Resume");
}

function showExchange(scene) {
  for (const id of ["heard", "said", "fault"]) {
    put($(id), id === "heard" && scene.heard ? `“${scene.heard}”` : scene[id]);
    $(id).hidden = !scene[id];
  }
}

async function showPicture(exercise) {
  const frame = $("picture");
  frame.hidden = exercise === null;
  document.body.toggleAttribute("data-pictured", exercise !== null);
  if (exercise === null || frame.dataset.exercise === exercise) return;
  frame.dataset.exercise = exercise;
  frame.replaceChildren();
  const drawn = await picture(exercise);
  if (drawn && frame.dataset.exercise === exercise) frame.replaceChildren(drawn.cloneNode(true));
}

/** Our own drawing, put into the page so that it follows the page's colors; null for none. */
export function picture(exercise) {
  if (!pictures.has(exercise)) pictures.set(exercise, fetchPicture(exercise));
  return pictures.get(exercise);
}

async function fetchPicture(exercise) {
  const answer = await fetch(`/pictures/${exercise}.svg`);
  if (!answer.ok) return null;
  const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  return document.adoptNode(drawn.documentElement);
}

/** Changes text only where it differs: what is read aloud shall not be read twice. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
