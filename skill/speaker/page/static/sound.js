// What is heard: the speaker's voice and the routine's tracks. This page's audio element is the
// only clock there is for a track: every report carries its own `currentTime`.

import { Silence } from "./silence.js";

const REPORT_EVERY_MS = 1000;
const LOW = 0.15;

export class Sound {
  #voice = document.getElementById("voice");
  #spoken = null;
  #file = document.getElementById("track");
  #track = this.#file;
  #play = null;
  #reported = 0;
  #isCut = false;
  #report;
  #blocked;

  /** `report` is given {play, sounding, offset_ms}; `blocked` whether a tap must allow sound. */
  constructor(report, blocked) {
    this.#report = report;
    this.#blocked = blocked;
    this.#listen(this.#file);
  }

  /** Makes heard what a scene asks for; in silence if another page is the one that sounds. */
  show(scene, isMine) {
    this.#say(isMine ? scene.speech : null);
    this.#follow(isMine ? scene.track : null);
  }

  /** Where the track is, to be sent with whatever happens; null when none plays here. */
  where(sounding = "playing") {
    return this.#play === null
      ? null
      : { play: this.#play, sounding, offset_ms: this.offsetMs };
  }

  get offsetMs() {
    return Math.round(this.#track.currentTime * 1000);
  }

  get isPlaying() {
    return this.#play !== null && !this.#track.paused;
  }

  /** Silent at once: somebody speaks. What goes on afterwards, the speaker decides. */
  hush() {
    this.#voice.pause();
    this.#track.pause();
  }

  /** The speaker is gone, and with it who would stop the sound or keep its place. */
  cut() {
    this.hush();
    this.#isCut = true;
  }

  /** Somebody called: what plays goes on, quietly. */
  lower(isLow) {
    this.#voice.volume = this.#file.volume = isLow ? LOW : 1;
  }

  /** Sound was allowed by a tap. */
  allow() {
    if (this.#play !== null) this.#begin();
  }

  #say(speech) {
    if (speech === null) {
      this.#voice.pause();
    } else if (speech.number !== this.#spoken) {
      this.#spoken = speech.number;
      if (speech.live && speech.clip !== null) {
        this.#voice.src = `/speaker/speech/${speech.clip}.wav`;
        this.#start(this.#voice);
      }
    }
  }

  #follow(track) {
    if (track === null) {
      this.#play = null;
      this.#track.pause();
    } else if (track.play !== this.#play) {
      this.#track.pause();
      this.#play = track.play;
      this.#load(track);
      this.#begin();
    } else if (this.#isCut) {
      this.#begin();
    }
    this.#isCut = false;
  }

  #load(track) {
    if (track.silent_ms !== null) {
      this.#track = new Silence(track.silent_ms / 1000);
      this.#listen(this.#track);
    } else if (this.#file.getAttribute("src") !== track.url || this.#file.error) {
      this.#track = this.#file;
      this.#file.src = track.url;
    }
    this.#track.currentTime = track.from_ms / 1000;
  }

  #begin() {
    this.#reported = 0;
    this.#start(this.#track);
  }

  async #start(audio) {
    try {
      await audio.play();
      this.#blocked(false);
    } catch (error) {
      // A pause or a new source meanwhile is no fault; a file that fails says so by its event.
      if (error.name === "NotAllowedError") this.#blocked(true);
    }
  }

  #listen(audio) {
    audio.addEventListener("playing", () => this.#tell("playing"));
    audio.addEventListener("ended", () => this.#tell("ended"));
    audio.addEventListener("error", () => this.#tell("failed"));
    audio.addEventListener("timeupdate", () => {
      if (!audio.paused && performance.now() - this.#reported > REPORT_EVERY_MS) this.#tell("playing");
    });
  }

  #tell(sounding) {
    this.#reported = performance.now();
    if (this.#play !== null) this.#report(this.where(sounding));
  }
}
