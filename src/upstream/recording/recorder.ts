import { type ObservedExchange } from './exchange-observer.js';
import { Placeholders } from './placeholders.js';
import { toLine } from './recorded-exchange.js';
import {
  openRecordingFile,
  type RecordingFile,
  type RecordingReason,
  RecordingUnwritable,
  toRecordingReason,
} from './recording-file.js';
import { createCoreReplay } from './replay-client.js';
import { type EndedExchange, type RecordingMark, toRecorded } from './to-recorded.js';

export interface RecorderOptions {
  readonly path: string;
  /** Called once if the recording cannot be opened or has stopped. */
  readonly onStopped: (reason: RecordingReason) => void;
  /** The maximum size of the file. Default 32 MiB. */
  readonly maxBytes?: number;
}

/** Appends exchanges to a recording, in the background. */
export interface Recorder {
  /** Never throws and never blocks. */
  record(exchange: ObservedExchange, mark: RecordingMark): void;
  /** Waits until all recorded exchanges are in the file, or until the recording has stopped. */
  settle(): Promise<void>;
  /** Writes the remaining exchanges, within two seconds. */
  close(): Promise<void>;
}

const MAX_BYTES = 32 * 1024 * 1024;
/** A longer answer is left out, because sanitizing it would delay other requests. */
const MAX_BODY_CHARACTERS = 2 * 1024 * 1024;
/** The maximum size of the answers that wait to be written. */
const MAX_WAITING_CHARACTERS = 16 * 1024 * 1024;
/** Each placeholder is kept in memory. */
const MAX_PLACEHOLDERS = 200_000;
const CLOSE_MS = 2_000;

/** Waits for the next turn of the event loop. */
const pause = (): Promise<void> => new Promise(setImmediate);

/** Starts to open the recording. The caller does not wait for it. */
export function createRecorder(options: RecorderOptions): Recorder {
  return new FileRecorder(options);
}

class FileRecorder implements Recorder {
  readonly #options: RecorderOptions;
  readonly #client = createCoreReplay();
  #waiting: EndedExchange[] = [];
  #waitingCharacters = 0;
  #stopped = false;
  #work: Promise<void>;
  #isWorking = true;
  #file: RecordingFile | undefined;
  #placeholders = new Placeholders();
  #bytes = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#work = this.#attempt(() => this.#open());
  }

  record(exchange: ObservedExchange, mark: RecordingMark): void {
    const characters = typeof exchange.answer === 'string' ? 0 : exchange.answer.text.length;
    if (this.#stopped || characters > MAX_BODY_CHARACTERS) return;
    this.#waitingCharacters += characters;
    if (this.#waitingCharacters > MAX_WAITING_CHARACTERS) {
      this.#stop('behind');
      return;
    }
    this.#waiting.push({ ...exchange, mark, at: new Date() });
    if (!this.#isWorking) this.#work = this.#attempt(() => this.#write());
  }

  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([this.#finish(), late]);
    clearTimeout(timer);
    this.#stopped = true;
    this.#waiting = [];
  }

  async settle(): Promise<void> {
    // Exchanges that arrive in the meantime start new work.
    while (this.#isWorking) await this.#work;
  }

  async #finish(): Promise<void> {
    await this.settle();
    this.#stopped = true;
    await this.#file?.close().catch(() => undefined);
  }

  async #attempt(run: () => Promise<void>): Promise<void> {
    this.#isWorking = true;
    try {
      await run();
    } catch (thrown) {
      this.#stop(toRecordingReason(thrown));
    }
    this.#isWorking = false;
    // Exchanges can arrive after the last turn of `run`.
    if (!this.#stopped && this.#waiting.length > 0) this.#work = this.#attempt(() => this.#write());
  }

  async #open(): Promise<void> {
    this.#file = await openRecordingFile(this.#options.path);
    this.#placeholders = new Placeholders(this.#file.last);
    this.#bytes = this.#file.size;
    await this.#write();
  }

  /** Writes in short slices, so that the event loop can serve requests between them. */
  async #write(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await pause();
      const recorded = await toRecorded(next, this.#placeholders, this.#client, pause);
      this.#waitingCharacters -= typeof next.answer === 'string' ? 0 : next.answer.text.length;
      if (recorded === undefined) continue;
      const line = toLine(recorded);
      this.#bytes += Buffer.byteLength(line);
      if (this.#bytes > (this.#options.maxBytes ?? MAX_BYTES) || this.#placeholders.size > MAX_PLACEHOLDERS)
        throw new RecordingUnwritable('size_limit');
      await this.#file?.append(line);
    }
  }

  #stop(reason: RecordingReason): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#waiting = [];
    this.#options.onStopped(reason);
  }
}
