// A track without sound: it takes its time and tells of it, as an audio element does.

const TICK_MS = 250;

export class Silence extends EventTarget {
  #length;
  #at = 0;
  #since = null;
  #timer = null;

  /** Lasts for so many seconds. */
  constructor(length) {
    super();
    this.#length = length;
  }

  get currentTime() {
    const passed = this.#since === null ? 0 : (performance.now() - this.#since) / 1000;
    return Math.min(this.#length, this.#at + passed);
  }

  set currentTime(seconds) {
    this.#at = seconds;
  }

  get paused() {
    return this.#since === null;
  }

  async play() {
    this.#since = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.dispatchEvent(new Event("playing"));
  }

  pause() {
    this.#at = this.currentTime;
    this.#since = null;
    clearInterval(this.#timer);
  }

  #tick() {
    const isOver = this.currentTime >= this.#length;
    if (isOver) this.pause();
    this.dispatchEvent(new Event(isOver ? "ended" : "timeupdate"));
  }
}
