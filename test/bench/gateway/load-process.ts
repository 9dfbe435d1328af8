import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type LoadOrder, type LoadReport } from './load.js';

export interface LoadProcess {
  /** @throws Error if a request failed, because only correct responses are measured */
  run(order: LoadOrder): Promise<LoadReport>;
  stop(): void;
}

/** Starts the load generator in a separate process, so that its CPU time is not counted. */
export function startLoadProcess(): LoadProcess {
  const child = fork(join(import.meta.dirname, 'load.js'));
  return {
    async run(order) {
      child.send(order);
      const [report] = (await once(child, 'message')) as [LoadReport];
      const { failed, requests, failure } = report;
      if (failed > 0 && order.mayFail !== true)
        throw new Error(`${failed} of ${requests} requests to ${order.url} failed, as in: ${failure ?? ''}`);
      return report;
    },
    stop: () => {
      child.kill();
    },
  };
}
