import { stat } from 'node:fs/promises';

/** The interval of checking files, in milliseconds. A mounted secret changes without an event of the file system. */
const WATCH_MS = 2_000;

/**
 * Files that are read together, and are read again when one of them changes. The state of each file is taken before
 * its content is read, so a change during or after the reading is detected by the next check. `watchFile` cannot
 * do this: it takes the first state some time after it was called.
 */
export class WatchedFiles {
  readonly #onChange: () => void;
  readonly #states = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  /** Counts the readings. A check that overlaps with a reading is repeated later. */
  #readings = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Reads again if the files were not known before, because their state must be older than their content. */
  async read<T extends { readonly files: readonly string[] }>(read: () => Promise<T>): Promise<T> {
    this.#readings += 1;
    await this.#takeStates([...this.#states.keys()]);
    for (;;) {
      const content = await read();
      const added = content.files.filter((file) => !this.#states.has(file));
      if (added.length > 0) await this.#takeStates(added);
      else {
        const files = new Set(content.files);
        for (const file of this.#states.keys()) if (!files.has(file)) this.#states.delete(file);
        return content;
      }
    }
  }

  /** Checks the files regularly. This does not keep the process running. */
  start(): void {
    this.#timer ??= setInterval(() => void this.#check(), WATCH_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #takeStates(files: readonly string[]): Promise<void> {
    const states = await Promise.all(files.map(readState));
    for (const [place, file] of files.entries()) this.#states.set(file, states[place] ?? '');
  }

  async #check(): Promise<void> {
    const readings = this.#readings;
    const before = [...this.#states];
    const states = await Promise.all(before.map(([file]) => readState(file)));
    if (this.#timer === undefined || readings !== this.#readings) return;
    if (before.every(([, state], place) => state === states[place])) return;
    for (const [place, [file]] of before.entries()) this.#states.set(file, states[place] ?? '');
    this.#onChange();
  }
}

/** Returns a text that changes when the file changes. A file that cannot be read has the state ''. */
async function readState(file: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return '';
  }
}
