/** One access key. Keys with the same `accountId` are RAM users of one account and share its limits and domains. */
export interface EmulatedAccount {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Makes this a temporary (STS) key: every call must then carry exactly this token. */
  readonly securityToken?: string | undefined;
  /** When the token stops being valid, in milliseconds of epoch. Default: never. */
  readonly securityTokenExpiresAtMs?: number | undefined;
  /** Default: the access key's id, so that every key is an account of its own. */
  readonly accountId?: string | undefined;
  /** The limits of its account. Default: those of the emulator. Of several keys of an account the first one counts. */
  readonly limits?: LimitSettings | undefined;
  /** How long the answers to its account are held back. Default: as those to the others. */
  readonly latencyMs?: number | undefined;
}

/** An ingest domain and the main streaming domain it is mapped to. Several ingest domains may share one. */
export interface EmulatedDomain {
  readonly ingest: string;
  readonly streaming: string;
  /** Further playback domains (type `play` of DescribeLiveDomainMapping). */
  readonly subStreaming?: readonly string[] | undefined;
  /** Any key of the account that owns the domain. Default: the first account's. */
  readonly accountKeyId?: string | undefined;
}

/** A stream by its ingest domain, app and name. */
export interface EmulatedStream {
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
}

export interface SeededForbid extends EmulatedStream {
  /** End of the forbid in milliseconds of epoch. Default: six months from now, as upstream documents. */
  readonly untilMs?: number | undefined;
}

export interface SeededOnline extends EmulatedStream {
  /** Milliseconds of epoch. Default: now. */
  readonly publishedAtMs?: number | undefined;
  /** The encoder's address, personal data that must not travel further. */
  readonly clientIp?: string | undefined;
  /** Names of transcoding templates; each shows as a stream `<name>_<template>` of its own in the online list. */
  readonly transcodes?: readonly string[] | undefined;
}

/** A callback of the service, as DescribeLiveStreamsNotifyRecords lists it. */
export interface SeededNotifyRecord extends EmulatedStream {
  readonly type: 'publish' | 'publish_done';
  readonly result: 'success' | 'failed';
  /** Milliseconds of epoch. Default: now. */
  readonly atMs?: number | undefined;
}

/** A simulated encoder, which connects again whenever its stream is cut. */
export interface SeededEncoder extends EmulatedStream {
  /** How long it waits before it connects again. Default 3,000. */
  readonly reconnectMs?: number | undefined;
  /** As of `SeededOnline`. */
  readonly transcodes?: readonly string[] | undefined;
}

/** How the service calls back. What is left out is as documented. */
export interface EmulatedCallbacks {
  /** From the beginning of a publication to its callback, in milliseconds. Default 2,000. */
  readonly afterMs?: number;
  /** How long an answer may take. Default 5,000. */
  readonly timeoutMs?: number;
  /** How often a callback is sent again that was not answered with 200. Default 5. */
  readonly retries?: number;
  /** How long it waits before that. Default 1,000. */
  readonly retryMs?: number;
  /** Which domain the signature covers; documentation names both. Default: the ingest domain. */
  readonly signs?: 'ingest' | 'host';
}

export interface EmulatorSeed {
  readonly forbidden?: readonly SeededForbid[] | undefined;
  readonly online?: readonly SeededOnline[] | undefined;
  readonly notifyRecords?: readonly SeededNotifyRecord[] | undefined;
  /** Encoders that run from the start, in the sequence in which they connect. */
  readonly encoders?: readonly SeededEncoder[] | undefined;
}

/** Calls per second by operation; 0 lifts the limit, an operation that is not named keeps the documented one. */
export type LimitSettings = 'documented' | 'off' | Readonly<Record<string, number>>;

export interface EmulatorOptions {
  readonly accounts: readonly EmulatedAccount[];
  readonly domains: readonly EmulatedDomain[];
  /** How long every API answer is held back, in milliseconds. Effects take place on arrival. Default 0. */
  readonly latencyMs?: number | undefined;
  /** Default `documented`. */
  readonly limits?: LimitSettings | undefined;
  /** Replaces every clock (time stamps, expiry, sliding windows) by one, in milliseconds of epoch. */
  readonly now?: (() => number) | undefined;
  readonly seed?: EmulatorSeed | undefined;
  readonly callbacks?: EmulatedCallbacks | undefined;
  /**
   * How long an idle connection is kept, in milliseconds. Default 10,000: sessions idle for about 10 s are
   * reported to be dropped by the service, without any Keep-Alive hint in its answers.
   */
  readonly idleTimeoutMs?: number | undefined;
}
