// The microphone: held down to talk, or always open. What counts of an open one's sound, the
// speaker decides, so it is sent on as it comes.

const RATE = 16_000; // what the speaker hears best
const TAIL_MS = 250; // recorded after the button is let go: people let go with the last sound
const PIECE_MS = 200; // what is sent at once, at least

export class Microphone {
  #context = null;
  #stream = null;
  #chunks = [];
  #opening = null;
  #isHeld = false;
  #isHandsFree = false;
  #isSending = false;
  #ears;

  /** `ears` has held(pcm, rate), opened(rate) and overheard(pcm, rate); all are awaited. */
  constructor(ears) {
    this.#ears = ears;
  }

  /** Begins to record; rejects where no microphone is allowed. */
  async hold() {
    this.#isHeld = true;
    this.#chunks = [];
    await this.#open();
  }

  /** What was said while the button was held is a sentence. */
  async release() {
    if (!this.#isHeld) return;
    await this.#opening?.catch(() => {});
    await new Promise((done) => setTimeout(done, TAIL_MS));
    this.#isHeld = false;
    const pcm = this.#taken();
    const rate = this.#context?.sampleRate;
    this.#closeIfIdle();
    if (rate) await this.#ears.held(pcm, rate);
  }

  /** Listens for the wake word from now on, or no longer. */
  async setHandsFree(isOn) {
    this.#isHandsFree = isOn;
    this.#chunks = [];
    this.#closeIfIdle();
    if (!isOn) return;
    await this.#open();
    await this.#ears.opened(this.#context.sampleRate);
  }

  #open() {
    this.#opening ??= this.#start().catch((error) => {
      this.#isHeld = this.#isHandsFree = false;
      this.#closeIfIdle();
      throw error;
    });
    return this.#opening;
  }

  async #start() {
    // All is made ready first: once the microphone is open, no word may be lost.
    let recorder = await this.#makeRecorder(new AudioContext({ sampleRate: RATE }));
    // Gain control would follow our own sound up and down, and clip whoever is near.
    this.#stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: false },
    });
    try {
      this.#context.createMediaStreamSource(this.#stream).connect(recorder);
    } catch {
      // Some browsers take a microphone only at its own rate; the speaker knows what to do.
      this.#context.close();
      recorder = await this.#makeRecorder(new AudioContext());
      this.#context.createMediaStreamSource(this.#stream).connect(recorder);
    }
  }

  async #makeRecorder(context) {
    this.#context = context;
    await context.audioWorklet.addModule("/static/recorder.js");
    const recorder = new AudioWorkletNode(context, "recorder", { numberOfOutputs: 0 });
    recorder.port.onmessage = (event) => {
      this.#chunks.push(event.data);
      this.#sendOn();
    };
    return recorder;
  }

  #closeIfIdle() {
    if (this.#isHeld || this.#isHandsFree) return;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#context?.close();
    this.#context = this.#stream = this.#opening = null;
    this.#chunks = [];
  }

  /** One piece after the other; what comes meanwhile waits and goes together. */
  async #sendOn() {
    const samples = this.#chunks.reduce((sum, each) => sum + each.length, 0);
    const isEnough = samples * 1000 >= PIECE_MS * this.#context?.sampleRate;
    if (this.#isHeld || !this.#isHandsFree || this.#isSending || !isEnough) return;
    this.#isSending = true;
    try {
      await this.#ears.overheard(this.#taken(), this.#context.sampleRate);
    } finally {
      this.#isSending = false;
    }
  }

  #taken() {
    const pcm = new Int16Array(this.#chunks.reduce((sum, each) => sum + each.length, 0));
    let at = 0;
    for (const chunk of this.#chunks) {
      for (const sample of chunk) pcm[at++] = Math.max(-1, Math.min(1, sample)) * 32_767;
    }
    this.#chunks = [];
    return pcm;
  }
}
