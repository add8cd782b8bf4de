// The line to the speaker: what it shows comes in, what happens here goes out.

export const page = crypto.randomUUID();

/** Follows the speaker's scenes; `lost` is told whether the line is broken. */
export function follow(show, lost) {
  const events = new EventSource(`/speaker/events?page=${page}`);
  events.onmessage = (event) => {
    lost(false);
    show(JSON.parse(event.data));
  };
  events.onerror = () => lost(true);
}

/** Tells the speaker that something happened here, and where the sound is. */
export function tell(what, facts = {}, report = null) {
  return fetch(`/speaker/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ page, ...facts, ...report }),
  });
}

/** The last words of a page that closes: the sound stops here, and the routine pauses there. */
export function leave(report) {
  navigator.sendBeacon("/speaker/left", JSON.stringify({ page, ...report }));
}
