import { type EmulatedStream } from '../options.js';

/** What may go wrong with a callback on its way. */
export const CALLBACK_FAULTS = {
  lost: 'It is never sent, and recorded as failed.',
  doubled: 'It is sent twice.',
  late: 'It is sent later than usual, by `ms` (default 3,000).',
  reversed: 'It is sent after the next callback of its stream, or after `ms` (default 10,000).',
  'wrongly-signed': 'Its signature is made with another key.',
  'lower-case': 'The app and stream names arrive in lower case.',
} as const;

export type CallbackFaultName = keyof typeof CALLBACK_FAULTS;

/** A fault that waits for callbacks. */
export interface CallbackFault {
  readonly fault: CallbackFaultName;
  /** Only callbacks of streams with these values. */
  readonly match?: { readonly [Name in keyof EmulatedStream]?: string | undefined } | undefined;
  /** Only callbacks of this action. */
  readonly action?: 'publish' | 'publish_done' | undefined;
  /** How many callbacks are hit. Default 1. */
  readonly times?: number | 'always' | undefined;
  readonly ms?: number | undefined;
}

export function isCallbackFaultName(text: string): text is CallbackFaultName {
  return Object.hasOwn(CALLBACK_FAULTS, text);
}

/** The faults that wait, oldest first. A callback meets the first that matches it. */
export class CallbackFaults {
  #waiting: { readonly fault: CallbackFault; left: number }[] = [];

  add(fault: CallbackFault): void {
    const { times = 1 } = fault;
    this.#waiting.push({ fault, left: times === 'always' ? Infinity : times });
  }

  take(stream: EmulatedStream, action: 'publish' | 'publish_done'): CallbackFault | undefined {
    const found = this.#waiting.find(({ fault }) => {
      const { domainName, appName, streamName } = fault.match ?? {};
      return (
        (fault.action === undefined || fault.action === action) &&
        (domainName === undefined || domainName === stream.domainName) &&
        (appName === undefined || appName === stream.appName) &&
        (streamName === undefined || streamName === stream.streamName)
      );
    });
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== found);
    return found.fault;
  }

  list(): CallbackFault[] {
    return this.#waiting.map(({ fault, left }) => ({ ...fault, times: left === Infinity ? 'always' : left }));
  }

  clear(): void {
    this.#waiting = [];
  }
}
