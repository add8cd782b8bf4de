// Where in an exercise a track is: which side, which repetition, how many seconds are left.

import { filled, text } from "./text.js";

const SIDES = { left: text["place.left"], right: text["place.right"] };
const AFTER = { left: text["place.left_after"], right: text["place.right_after"] };
const PARTS = {
  explain: text["place.explain"],
  settle: text["place.settle"],
  switch: text["place.switch"],
  pause: text["place.pause"],
  rest: text["place.rest"],
};

/**
 * {words, count, unit, share, phase, side} at an offset. `share` goes from 0 to 1 along the ring
 * through one hold or repetition, and is 0 between them; `phase` is 1 where the body is held.
 */
export function placeAt(now, offsetMs) {
  const span = now.spans.findLast((each) => each.at_ms <= offsetMs) ?? now.spans[0];
  // Of a track that was not fetched yet, only its length is known.
  if (!span) return { words: "", count: null, unit: "", share: 0, phase: 0, side: now.side };
  if (span.part !== "work") return { ...between(now, span), share: 0, phase: 0, side: span.side };
  const moved = { ...movedAt(span, offsetMs), side: span.side };
  return { ...(span.reps === null ? holding(span, offsetMs) : repeating(span, offsetMs)), ...moved };
}

/** How far the body has moved into the exercise, and in a word what it does. */
function movedAt(span, offsetMs) {
  const end = span.at_ms + span.length_ms;
  const isHeld = offsetMs >= span.held_ms && offsetMs < span.back_ms;
  const isBack = offsetMs >= span.back_ms;
  const out = within(span.at_ms, span.held_ms - span.at_ms, offsetMs);
  const phase = isBack ? 1 - within(span.back_ms, end - span.back_ms, offsetMs) : out;
  const doing = isBack ? text["place.back"] : isHeld ? text["place.hold"] : text["place.go"];
  const side = SIDES[span.side];
  return { phase, words: side ? filled(text["place.with_phase"], { side, phase: doing }) : doing };
}

function between(now, span) {
  const isNamed = span.side && (span.part === "settle" || span.part === "switch");
  // A lead begins with the rest after what went before; a close is followed by nothing.
  const isBeforeNext = span.part === "rest" && now.segment === "lead";
  const part = PARTS[span.part];
  const rest = isBeforeNext ? filled(text["place.next"], { exercise: now.name }) : part;
  return { words: isNamed ? filled(AFTER[span.side], { part }) : rest, count: null, unit: "" };
}

function holding(span, offsetMs) {
  const share = within(span.held_ms, span.seconds * 1000, offsetMs);
  const count = Math.ceil(span.seconds * (1 - share));
  return { count, unit: count === 1 ? text["place.second"] : text["place.seconds"], share };
}

function repeating(span, offsetMs) {
  const share = within(span.at_ms, span.length_ms, offsetMs);
  return { count: span.rep, unit: filled(text["place.of_reps"], span), share };
}

function within(startMs, lengthMs, offsetMs) {
  return Math.min(1, Math.max(0, (offsetMs - startMs) / lengthMs));
}
