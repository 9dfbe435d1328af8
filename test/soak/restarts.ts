import { type Replica, type ReplicaOptions, startReplica } from './replica.js';
import { readVitals, type Vitals } from './vitals.js';

const RESTART_EVERY_MS = 20_000;

/** The resources of a replica some time after its start, and before it was stopped. */
interface Life {
  readonly first: Vitals;
  readonly last: Vitals;
}

/** Replicas and their options, at the same index. */
export interface RestartedGroup {
  readonly options: readonly ReplicaOptions[];
  readonly replicas: Replica[];
}

/** Restarts one replica after the other until `stop` is called. */
export function createRestarts(groups: readonly RestartedGroup[]) {
  const seats = groups.flatMap(({ options, replicas }) =>
    options.map((one, n) => ({ options: one, replicas, n, first: undefined as Vitals | undefined })),
  );
  type Seat = (typeof seats)[number];
  const lives: Life[] = [];
  const ends: Life[] = [];
  const exits: Awaited<ReturnType<Replica['stop']>>[] = [];
  let turn = 0;
  let last = Promise.resolve();

  const read = ({ replicas, n }: Seat): Vitals | undefined => {
    const replica = replicas[n];
    return replica && readVitals(replica.process.pid ?? 0, replica.url);
  };
  const stop = async (seat: Seat, into: Life[]): Promise<void> => {
    const now = read(seat);
    if (now !== undefined) into.push({ first: seat.first ?? now, last: now });
    const exit = await seat.replicas[seat.n]?.stop();
    if (exit !== undefined) exits.push(exit);
  };
  const restart = async (): Promise<void> => {
    const seat = seats[turn % seats.length];
    turn += 1;
    if (seat === undefined) return;
    await stop(seat, lives);
    seat.replicas[seat.n] = await startReplica(seat.options);
    seat.first = undefined;
  };
  const restarting = setInterval(() => {
    last = last.then(restart);
  }, RESTART_EVERY_MS);
  // A start needs other resources than the service, so the first reading is taken some time
  // after it.
  const looking = setInterval(() => {
    last = last.then(() => {
      for (const seat of seats) seat.first ??= read(seat);
    });
  }, RESTART_EVERY_MS / 2);
  return {
    lives,
    ends,
    exits,
    async stop() {
      clearInterval(restarting);
      clearInterval(looking);
      await last;
    },
    async stopAll() {
      await Promise.all(seats.map((seat) => stop(seat, ends)));
    },
  };
}

/** Allows 50 % more memory, which is not a leak. `endurance` measures more exactly. */
export function isSteady({ first, last }: Life): boolean {
  return last.rssMib <= first.rssMib * 1.5;
}

/**
 * Compares descriptors at rest only. During disturbances, every call that the upstream does not
 * answer holds a connection.
 */
export function isAtRest({ first, last }: Life): boolean {
  return last.descriptors <= first.descriptors + 4;
}
