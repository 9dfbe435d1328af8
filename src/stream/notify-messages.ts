import { inspect } from 'node:util';
import { type PageRequest, type StreamNames } from './upstream-messages.js';

/** A text that no log line, error or JSON shows. */
export class SecretText {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself, for the wire alone. */
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

/** How ApsaraVideo Live calls back for the streams of one ingest domain. The URLs hold a secret in their path. */
export interface NotifySettings {
  readonly notifyUrl?: SecretText | undefined;
  readonly exceptionNotifyUrl?: SecretText | undefined;
  /** Signs callbacks; 16 to 64 letters and digits (documentation). Absent: callbacks are not signed. */
  readonly authKey?: SecretText | undefined;
}

export interface SetNotifyRequest {
  /** The ingest domain. */
  readonly domainName: string;
  /** All of them: whether the upstream keeps what is omitted is not documented. */
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

/** One callback that ApsaraVideo Live made or tried. Its URL, header, content and answer are left behind. */
export interface NotifyRecord extends StreamNames {
  readonly type: 'publish' | 'publish_done';
  /** When it was sent. */
  readonly at: Date;
  /** The time that it reported, by which it is known; undefined where the record does not have it. */
  readonly reportedAt: Date | undefined;
  readonly succeeded: boolean;
}

/** The second that a time lies in: the upstream knows no parts of one. */
export function toWholeSecond(time: Date | number): Date {
  return new Date(Math.floor(Number(time) / 1_000) * 1_000);
}
