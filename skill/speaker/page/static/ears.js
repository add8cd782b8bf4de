// The speaker's ears: what they are sent, and what they made of it.

import { page } from "./link.js";

/** Sends a sentence, and tells what its words are. */
export async function hear(pcm, rate) {
  return (await send("heard", { rate }, pcm)).json();
}

/** Says that a microphone is open from now on, in a stream. */
export async function begin(rate) {
  const answer = await send("opened", { page, rate });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Sends the next piece of that stream; null where nobody listens to it any more. */
export async function overhear(pcm) {
  const answer = await send("overheard", { page }, pcm).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

function send(what, facts, body = null) {
  return fetch(`/speaker/${what}?${new URLSearchParams(facts)}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body,
  });
}
