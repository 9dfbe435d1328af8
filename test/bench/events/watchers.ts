import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type WatcherOrder, type WatcherReport } from './watcher-task.js';

/** Many subscribers in a separate process. */
export interface Watchers {
  /** Sends an order and returns the report. Rejects if the process ends. */
  order(order: WatcherOrder): Promise<WatcherReport>;
  stop(): void;
}

export async function startWatchers(): Promise<Watchers> {
  const child = fork(new URL('./watcher.js', import.meta.url));
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the subscribers ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  await once(child, 'message');
  return {
    async order(order) {
      child.send(order);
      const [report] = (await Promise.race([once(child, 'message'), ended])) as [WatcherReport];
      return report;
    },
    stop: () => {
      child.disconnect();
    },
  };
}
