// The microphone: held down to talk, or always open and waiting for the wake word.

const LOUD = 0.015; // root mean square of speech at arm's length, full scale 1
const BEFORE_MS = 400; // kept from before the first loud moment
const SILENCE_MS = 700; // ends a sentence
const LONGEST_MS = 12_000;

export class Microphone {
  #context = null;
  #stream = null;
  #chunks = [];
  #isHeld = false;
  #isHandsFree = false;
  #loudAt = null;
  #quietSince = 0;
  #heard;
  #talking;

  /** `heard(pcm, rate, handsFree)` is given each sentence; `talking` whether somebody talks. */
  constructor(heard, talking) {
    this.#heard = heard;
    this.#talking = talking;
  }

  /** Begins to record; rejects where no microphone is allowed. */
  async hold() {
    this.#isHeld = true;
    this.#talking(true);
    this.#chunks = [];
    await this.#open();
    if (!this.#isHeld) this.#close();
  }

  /** What was said while the button was held is a sentence. */
  release() {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    if (this.#stream) this.#send(false);
    this.#close();
  }

  /** Listens for the wake word from now on, or no longer. */
  async setHandsFree(isOn) {
    this.#isHandsFree = isOn;
    this.#loudAt = null;
    if (isOn) await this.#open();
    else this.#close();
  }

  async #open() {
    if (this.#stream) return;
    // All is made ready first: once the microphone is open, no word may be lost.
    const recorder = await this.#makeRecorder();
    this.#stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    });
    this.#context.createMediaStreamSource(this.#stream).connect(recorder);
  }

  async #makeRecorder() {
    const context = new AudioContext();
    this.#context = context;
    await context.audioWorklet.addModule("/static/recorder.js");
    const recorder = new AudioWorkletNode(context, "recorder", { numberOfOutputs: 0 });
    recorder.port.onmessage = (event) => this.#take(event.data);
    return recorder;
  }

  #close() {
    if (this.#isHeld || this.#isHandsFree) return;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#context?.close();
    this.#context = this.#stream = null;
    this.#chunks = [];
  }

  #take(samples) {
    this.#chunks.push(samples);
    if (!this.#isHeld && this.#isHandsFree) this.#watch(samples);
  }

  /** Finds where a sentence begins and ends by its loudness. */
  #watch(samples) {
    const now = performance.now();
    const isLoud = Math.hypot(...samples) / Math.sqrt(samples.length) > LOUD;
    if (isLoud) this.#quietSince = now;
    if (this.#loudAt === null) {
      const kept = Math.ceil((BEFORE_MS * this.#context.sampleRate) / 1000 / samples.length);
      this.#chunks = this.#chunks.slice(-kept);
      if (!isLoud) return;
      this.#loudAt = now;
      this.#talking(true);
    }
    if (now - this.#quietSince > SILENCE_MS || now - this.#loudAt > LONGEST_MS) {
      this.#loudAt = null;
      this.#send(true);
    }
  }

  #send(handsFree) {
    const pcm = new Int16Array(this.#chunks.reduce((sum, each) => sum + each.length, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      for (const sample of chunk) pcm[at++] = Math.max(-1, Math.min(1, sample)) * 32_767;
    }
    this.#chunks = [];
    this.#heard(pcm, this.#context.sampleRate, handsFree);
  }
}
