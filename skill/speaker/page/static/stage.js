// The speaker's face: the light ring, the exercise and where it stands, the last exchange.

import { placeAt } from "./place.js";
import { filled, text } from "./text.js";

const STATES = {
  idle: text["state.idle"],
  listening: text["state.listening"],
  thinking: text["state.thinking"],
  speaking: text["state.speaking"],
  playing: text["state.playing"],
  paused: text["state.paused"],
};
const $ = (id) => document.getElementById(id);
const pictures = new Map();
// Where the start and the end of a movement are in a picture, without the sign between them; what
// is drawn as one shows both at once.
const POSES = {
  across: ["0 0 370 450", "430 0 370 450"],
  stacked: ["0 0 715 217", "0 233 715 217"],
};
const MOODS = { hurt: text["state.hurt"], rest: text["state.rest"] };
let ring = "idle";
let mood = "ready";
let isAwake = false;

/** Shows all of a scene that changes at once. */
export function showScene(scene) {
  ring = scene.ring;
  mood = scene.mood;
  document.body.dataset.mood = mood;
  showRing();
  put($("title"), title(scene));
  if (!scene.now || scene.line) put($("detail"), scene.line || detail(scene));
  put($("how"), scene.now?.how ?? "");
  showFloor(scene);
  showPicture(scene.now?.exercise ?? null);
  showButtons(scene);
  showExchange(scene);
  $("answers").hidden = !scene.asks;
}

/** Shows whether somebody who called, or holds the button, is listened to. */
export function showAwake(isListening) {
  isAwake = isListening;
  showRing();
}

function showRing() {
  const shown = isAwake ? "listening" : ring;
  document.body.dataset.ring = shown;
  put($("state"), shown === "paused" || shown === "idle" ? MOODS[mood] ?? STATES[shown] : STATES[shown]);
}

/** Shows where a track is; called as it goes on. */
export function showPlace(now, offsetMs) {
  const place = placeAt(now, offsetMs);
  const isHurt = mood === "hurt";
  const isOnFloor = document.body.hasAttribute("data-floor");
  const step = isOnFloor ? "" : filled(text["place.step"], now);
  if (!isHurt) put($("detail"), [place.words, step].filter(Boolean).join(" · "));
  $("count").hidden = isHurt || place.count === null;
  put($("count-number"), String(place.count ?? ""));
  put($("count-unit"), place.unit);
  $("ring").style.strokeDashoffset = String(100 - 100 * place.share);
  pose(place);
  showWay(now, offsetMs);
}

/** Shows the picture as the body is now: between its two poses, and on the side that is worked. */
function pose(place) {
  const frame = $("picture");
  const drawn = frame.querySelector("svg")?.dataset.drawn;
  frame.style.setProperty("--phase", place.phase.toFixed(3));
  frame.dataset.side = place.side ?? "";
  // What is seen from the front is drawn as in a mirror.
  frame.toggleAttribute("data-turned", Boolean(drawn && place.side && place.side !== drawn));
}

/** How far the whole routine is, and what comes next. */
function showWay(now, offsetMs) {
  const leftMs = Math.max(0, now.total_ms - now.before_ms - offsetMs);
  const minutes = Math.round(leftMs / 60000);
  $("way-bar").value = now.total_ms ? 1 - leftMs / now.total_ms : 0;
  put($("way-left"), minutes > 0 ? filled(text["stage.minutes_left"], { minutes }) : text["stage.last_minute"]);
}

/** No exercise is under way. */
export function clearPlace() {
  $("count").hidden = true;
  $("ring").style.strokeDashoffset = "100";
}

function title(scene) {
  if (scene.mood === "rest") return text["stage.rest"];
  if (scene.now) return scene.now.name;
  return scene.finished ? text["stage.finished"] : text["stage.hello"];
}

function detail(scene) {
  if (scene.finished && scene.ring === "idle") return text["stage.afterwards"];
  if (scene.ring === "listening") return text["stage.your_turn"];
  return scene.ring === "idle" ? text["stage.begin"] : "";
}

/** While a routine plays, what is read from the floor fills the window. */
function showFloor(scene) {
  const isOnFloor = scene.track !== null && scene.now !== null && !scene.asks && mood !== "hurt";
  const { next } = scene.now ?? {};
  document.body.toggleAttribute("data-floor", isOnFloor);
  for (const id of ["next", "way"]) $(id).hidden = !isOnFloor;
  put($("next"), next ? filled(text["place.next"], { exercise: next }) : text["place.last"]);
}

/** "That hurts" is there as long as an exercise is; the others, where they lead on. */
function showButtons(scene) {
  const isPlaying = scene.track !== null;
  const isLed = isPlaying || (scene.ring === "paused" && mood !== "hurt");
  const button = $("play-pause");
  $("buttons").hidden = !scene.now;
  for (const each of $("buttons").querySelectorAll("[data-button]")) each.hidden = !isLed;
  button.dataset.button = isPlaying ? "pause" : "play";
  button.setAttribute("aria-label", isPlaying ? text["buttons.pause"] : text["buttons.resume"]);
}

function showExchange(scene) {
  for (const id of ["heard", "said", "fault"]) {
    const isQuoted = id === "heard" && scene.heard;
    put($(id), isQuoted ? filled(text["talk.heard"], { words: scene.heard }) : scene[id]);
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
  if (drawn && frame.dataset.exercise === exercise) frame.replaceChildren(...poses(drawn));
}

/** A picture's start and end as two pictures that can lie over each other; or the picture itself. */
function poses(drawn) {
  const boxes = POSES[drawn.dataset.poses] ?? [];
  if (boxes.length === 0) return [drawn.cloneNode(true)];
  return boxes.map((box, index) => {
    const shown = drawn.cloneNode(true);
    shown.setAttribute("viewBox", box);
    shown.classList.add(index === 0 ? "start" : "end");
    if (index > 0) shown.setAttribute("aria-hidden", "true");
    return shown;
  });
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
export function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
