import { setImmediate as nextTurn } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { type JobStore } from '../../src/bulk/job-store.js';
import { BulkWorker, type WorkerOptions } from '../../src/bulk/worker.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { StreamError } from '../../src/stream/errors.js';
import { type ActionCall, type LiveStreamService } from '../../src/stream/live-stream-service.js';
import { VirtualClock } from './virtual-clock.js';

const START_MS = 1_700_000_000_000;
const STEP_MS = 5;
const MOST_STEPS = 4000;

/** A call that waits for its permit, as in the guard. `go` gives it the permit. */
export interface WaitingCall {
  readonly call: ActionCall;
  readonly go: () => void;
}

export interface StartedWorker {
  readonly worker: BulkWorker;
  /** Every call, in order. */
  readonly waiting: WaitingCall[];
  /** The app and the stream of each call that was sent, in order. */
  readonly sent: string[];
}

/** Bulk workers on one SQLite store. The workers and the store use one clock. */
export class WorkerWorld {
  readonly clock = new VirtualClock();
  readonly store: Store;
  readonly #workers: BulkWorker[] = [];

  private constructor(store: Store) {
    this.store = store;
  }

  static async open(): Promise<WorkerWorld> {
    const world = new WorkerWorld(await openStore({ url: 'file::memory:' }));
    jest.spyOn(Date, 'now').mockImplementation(() => START_MS + Math.floor(world.clock.now()));
    return world;
  }

  /** @param answer the result of a sent call. Default: the stream is resumed. */
  start(
    jobs: Partial<JobStore> = {},
    options: Partial<WorkerOptions> = {},
    answer: (streamName: string) => Promise<{ requestId: string }> = () =>
      Promise.resolve({ requestId: 'R-1' }),
  ): StartedWorker {
    const waiting: WaitingCall[] = [];
    const sent: string[] = [];
    const resume: LiveStreamService['resume'] = ({ appName, streamName }, call) =>
      new Promise((resolve, reject) => {
        call.signal.addEventListener('abort', () => {
          reject(new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT' }));
        });
        const go = async (): Promise<void> => {
          const maySend = await call.maySend?.().catch((thrown: unknown) => thrown);
          if (maySend !== true) {
            const refused = new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT', retryable: false });
            reject(maySend instanceof StreamError ? maySend : refused);
            return;
          }
          call.onSent?.();
          sent.push(`${appName}/${streamName}`);
          answer(streamName).then(resolve, reject);
        };
        waiting.push({ call, go: () => void go() });
      });
    const worker = new BulkWorker({
      store: { ...this.store.jobs, ...jobs },
      service: { resume } as LiveStreamService,
      replica: 'one',
      authorize: () => undefined,
      leaseMs: 60,
      pollMs: 20,
      clock: this.clock,
      ...options,
    });
    this.#workers.push(worker);
    worker.start();
    return { worker, waiting, sent };
  }

  /** Advances the clock in steps. The store can answer after each step. */
  async pass(durationMs: number): Promise<void> {
    for (let ms = 0; ms < durationMs; ms += STEP_MS) {
      await this.clock.pass(STEP_MS);
      await nextTurn();
    }
  }

  async until(holds: () => unknown): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if (await holds()) return;
      await this.pass(STEP_MS);
    }
    throw new Error('the condition was never met');
  }

  async close(): Promise<void> {
    let isClosed = false;
    const closed = Promise.all(this.#workers.map((worker) => worker.close())).then(() => {
      isClosed = true;
    });
    await this.until(() => isClosed);
    await closed;
    await this.store.close();
    jest.restoreAllMocks();
  }
}
