import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type ReplicaOrder, type ReplicaReport, type ReplicaTask } from './replica-task.js';

export interface ReplicaProcess {
  work(order: ReplicaOrder): Promise<ReplicaReport>;
  stop(): void;
}

/** Starts a replica and waits until it is ready. */
export async function startReplica(task: ReplicaTask): Promise<ReplicaProcess> {
  const child: ChildProcess = fork(new URL('./replica.js', import.meta.url), [JSON.stringify(task)]);
  await once(child, 'message');
  return {
    async work(order) {
      child.send(order);
      const [report] = (await once(child, 'message')) as [ReplicaReport];
      return report;
    },
    stop: () => {
      child.disconnect();
    },
  };
}

export function startReplicas(
  count: number,
  task: Omit<ReplicaTask, 'name' | 'replicas'>,
): Promise<ReplicaProcess[]> {
  return Promise.all(
    Array.from({ length: count }, (_, n) => startReplica({ ...task, name: `replica-${n}`, replicas: count })),
  );
}

/** Returns the highest number of calls that arrived in any period of one second. */
export function worstSecond(arrivedAtMs: readonly number[]): number {
  const sorted = [...arrivedAtMs].sort((a, b) => a - b);
  let [worst, first] = [0, 0];
  sorted.forEach((end, index) => {
    while ((sorted[first] ?? end) <= end - 1000) first += 1;
    worst = Math.max(worst, index - first + 1);
  });
  return worst;
}

export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
