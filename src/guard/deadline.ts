import { type Clock } from '../stream/clock.js';
import { type Flight } from './flight.js';
import { toGaveUp } from './refusal.js';

/**
 * One attempt, cut when the time of everybody who waits for it is up or everybody has left. It ends at once, even
 * where the attempt does not heed its signal. The adapter's own time limit for an attempt is not this one.
 */
export async function attemptInTime<T>(flight: Flight<T>, clock: Clock): Promise<T> {
  if (flight.abandoned) throw toGaveUp(flight.call, 'NOT_SENT');
  const controller = new AbortController();
  const { promise: cut, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => {
    flight.cut = true;
    const reason = toGaveUp(flight.call, 'UNKNOWN');
    controller.abort(reason);
    reject(reason);
  };
  const timer = clock.setTimer(Math.max(0, flight.deadlineAtMs - clock.now()), giveUp);
  flight.stage = { abandon: giveUp };
  try {
    return await Promise.race([flight.call.attempt(controller.signal, flight.lane), cut]);
  } finally {
    timer.cancel();
    flight.stage = undefined;
  }
}
