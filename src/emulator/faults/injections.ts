import { type CallRecord } from '../call-record.js';
import { type Parameters } from '../wire/query.js';
import { type FaultParams } from './behaviour.js';
import { type FaultName } from './catalogue.js';

/** A fault, and the calls that it applies to. */
export interface FaultInjection {
  readonly fault: FaultName;
  /** Only calls of this operation. Default: all operations. */
  readonly operation?: string | undefined;
  /** Only calls with this access key and with these values of their parameters. */
  readonly match?:
    | {
        readonly accessKeyId?: string | undefined;
        readonly domainName?: string | undefined;
        readonly appName?: string | undefined;
        readonly streamName?: string | undefined;
      }
    | undefined;
  /** The number of matching calls without a fault before the first call that fails. Default 0. */
  readonly after?: number | undefined;
  /** The number of calls that fail. Default 1. */
  readonly times?: number | 'always' | undefined;
  readonly params?: FaultParams | undefined;
}

interface Waiting {
  readonly injection: FaultInjection;
  toPass: number;
  toFail: number;
}

type ArrivedCall = Pick<CallRecord, 'action' | 'accessKeyId'>;

function matches({ operation, match }: FaultInjection, call: ArrivedCall, parameters: Parameters): boolean {
  if (operation !== undefined && operation !== call.action) return false;
  if (!match) return true;
  const { accessKeyId, domainName, appName, streamName } = match;
  return (
    (accessKeyId === undefined || accessKeyId === call.accessKeyId) &&
    (domainName === undefined || domainName.toLowerCase() === parameters.get('DomainName')?.toLowerCase()) &&
    (appName === undefined || appName === parameters.get('AppName')) &&
    (streamName === undefined || streamName === parameters.get('StreamName'))
  );
}

/** The faults that are not used up, oldest first. A call gets the first one that matches it. */
export class Injections {
  #waiting: Waiting[] = [];

  add(injection: FaultInjection): void {
    const { after = 0, times = 1 } = injection;
    this.#waiting.push({ injection, toPass: after, toFail: times === 'always' ? Infinity : times });
  }

  /** Returns the fault that applies to this call, if any. This uses up one of its `times`. */
  take(call: ArrivedCall, parameters: Parameters): FaultInjection | undefined {
    if (this.#waiting.length === 0) return undefined;
    const waiting = this.#waiting.find(({ injection }) => matches(injection, call, parameters));
    if (!waiting) return undefined;
    if (waiting.toPass > 0) {
      waiting.toPass -= 1;
      return undefined;
    }
    waiting.toFail -= 1;
    if (waiting.toFail <= 0) this.#waiting = this.#waiting.filter((other) => other !== waiting);
    return waiting.injection;
  }

  /** Returns the faults that are not used up, with the remaining values of `after` and `times`. */
  list(): FaultInjection[] {
    return this.#waiting.map(({ injection, toPass, toFail }) => ({
      ...injection,
      after: toPass,
      times: toFail === Infinity ? 'always' : toFail,
    }));
  }

  clear(): void {
    this.#waiting = [];
  }
}
