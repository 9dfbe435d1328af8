import { inspect } from 'node:util';
import { type PageRequest, type StreamNames } from './upstream-messages.js';

/** A secret text. Logs, errors and JSON show `[secret]` instead of it. */
export class SecretText {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the text itself. Use it only to send the text to the upstream. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

/** The callback settings of one ingest domain. The path of each URL contains a secret. */
export interface NotifySettings {
  readonly notifyUrl?: SecretText | undefined;
  readonly exceptionNotifyUrl?: SecretText | undefined;
  /** The key that signs callbacks: 16 to 64 letters and digits (documentation). If absent, callbacks are not signed. */
  readonly authKey?: SecretText | undefined;
}

export interface SetNotifyRequest {
  /** The ingest domain. */
  readonly domainName: string;
  /** The complete settings. The documentation does not state whether the upstream keeps settings that are omitted. */
  readonly settings: NotifySettings;
}

export interface NotifyRecordsQuery extends PageRequest {
  /** The ingest domain. */
  readonly domainName: string;
  /** In whole seconds, within the last seven days. */
  readonly since: Date;
  readonly before: Date;
  readonly result?: 'success' | 'failed' | undefined;
}

/** One callback that ApsaraVideo Live sent or tried to send. Its URL, header, content and answer are not kept. */
export interface NotifyRecord extends StreamNames {
  readonly type: 'publish' | 'publish_done';
  /** The time at which the callback was sent. */
  readonly at: Date;
  /** The time that the callback reported, which identifies its event; undefined if the record does not contain it. */
  readonly reportedAt: Date | undefined;
  readonly succeeded: boolean;
}

/** Rounds a time down to the whole second, because the upstream works with whole seconds. */
export function toWholeSecond(time: Date | number): Date {
  return new Date(Math.floor(Number(time) / 1_000) * 1_000);
}
