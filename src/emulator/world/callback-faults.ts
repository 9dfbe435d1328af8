import { type EmulatedStream } from '../options.js';

/** The faults of callbacks, by name. */
export const CALLBACK_FAULTS = {
  lost: 'The callback is not sent, and the records show it as failed.',
  doubled: 'The callback is sent twice.',
  late: 'The callback is sent `ms` milliseconds later than usual (default 3,000).',
  reversed:
    'The callback is sent after the next callback of its stream, or after `ms` milliseconds (default 10,000).',
  'wrongly-signed': 'The signature is made with another key.',
  'lower-case': 'The app name and the stream name are in lower case.',
} as const;

export type CallbackFaultName = keyof typeof CALLBACK_FAULTS;

/** A fault, and the callbacks that it applies to. */
export interface CallbackFault {
  readonly fault: CallbackFaultName;
  /** Only callbacks of streams with these values. */
  readonly match?: { readonly [Name in keyof EmulatedStream]?: string | undefined } | undefined;
  /** Only callbacks of this action. */
  readonly action?: 'publish' | 'publish_done' | undefined;
  /** The number of callbacks with the fault. Default 1. */
  readonly times?: number | 'always' | undefined;
  /** Milliseconds, for `late` and `reversed`. */
  readonly ms?: number | undefined;
}

export function isCallbackFaultName(text: string): text is CallbackFaultName {
  return Object.hasOwn(CALLBACK_FAULTS, text);
}

/** The faults that are not used up, oldest first. A callback gets the first one that matches. */
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
        (domainName === undefined || domainName.toLowerCase() === stream.domainName) &&
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
