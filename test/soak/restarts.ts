import { type Replica, type ReplicaOptions, startReplica } from './replica.js';
import { readVitals, type Vitals } from './vitals.js';

const RESTART_EVERY_MS = 20_000;

/** What a replica held soon after its start, and before it was stopped. */
interface Life {
  readonly first: Vitals;
  readonly last: Vitals;
}

/** Replicas and what they were started with, each at the same place. */
export interface RestartedGroup {
  readonly options: readonly ReplicaOptions[];
  readonly replicas: Replica[];
}

/** Restarts one replica after the other, for as long as it is not stopped. */
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
  // What a start needs is not what the service needs: the first look comes when a replica has worked for a while.
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

/** Somewhat more memory is chance and not a leak; `endurance` looks more closely. */
export function isSteady({ first, last }: Life): boolean {
  return last.rssMib <= first.rssMib * 1.5;
}

/** In peace; amid trouble there are as many connections to the upstream as calls that it does not answer. */
export function isAtRest({ first, last }: Life): boolean {
  return last.descriptors <= first.descriptors + 4;
}
