// A routine that plays keeps the screen awake, and stands on the lock screen and headset keys.

let lock = null;
let isWanted = false;

/** `press` is given the name of a button: play, pause, next or previous. */
export function offerKeys(press) {
  if (!("mediaSession" in navigator)) return;
  const keys = { play: "play", pause: "pause", nexttrack: "next", previoustrack: "previous" };
  for (const [key, button] of Object.entries(keys)) {
    navigator.mediaSession.setActionHandler(key, () => press(button));
  }
}

/** Shows a scene where the page itself is not seen; `isMine` if this page is the one that sounds. */
export function showAway(scene, isMine) {
  keepAwake(isMine && scene.track !== null);
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  if (!isMine || scene.now === null) {
    session.metadata = null;
    session.playbackState = "none";
    return;
  }
  if (session.metadata?.title !== scene.now.name) {
    session.metadata = new MediaMetadata({ title: scene.now.name, artist: document.title });
  }
  session.playbackState = scene.track === null ? "paused" : "playing";
}

async function keepAwake(isOn) {
  isWanted = isOn;
  // Browsers offer it on this machine and over HTTPS only.
  if (!("wakeLock" in navigator)) return;
  if (!isOn) {
    lock?.release();
    lock = null;
  } else if (lock === null && document.visibilityState === "visible") {
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { lock = null; });
      if (!isWanted) keepAwake(false);
    } catch {
      lock = null; // a battery that is low may forbid it
    }
  }
}

// The browser lets go of it whenever the page is hidden.
document.addEventListener("visibilitychange", () => {
  if (isWanted) keepAwake(true);
});
