/**
 * One access key. Keys with the same `accountId` are RAM users of one account and share its limits
 * and domains.
 */
export interface EmulatedAccount {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Makes this a temporary (STS) key: every call must have exactly this token. */
  readonly securityToken?: string | undefined;
  /** End time of the token in milliseconds since the Unix epoch. Default: no end. */
  readonly securityTokenExpiresAtMs?: number | undefined;
  /** Default: the access key id, so that every key is a separate account. */
  readonly accountId?: string | undefined;
  /**
   * The limits of the account. Default: the limits of the emulator. If several keys of an account
   * have limits, those of the first key apply.
   */
  readonly limits?: LimitSettings | undefined;
  /**
   * The delay of answers to the account, in milliseconds. Default: the latency of the emulator. If
   * several keys of an account have a latency, that of the first key applies.
   */
  readonly latencyMs?: number | undefined;
}

/** An ingest domain and its main streaming domain, which several ingest domains can share. */
export interface EmulatedDomain {
  readonly ingest: string;
  readonly streaming: string;
  /** Further playback domains (type `play` of DescribeLiveDomainMapping). */
  readonly subStreaming?: readonly string[] | undefined;
  /** Any access key of the account that has the domain. Default: the first key of the options. */
  readonly accountKeyId?: string | undefined;
}

/** A stream by its ingest domain, app and stream name. */
export interface EmulatedStream {
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
}

export interface SeededForbid extends EmulatedStream {
  /**
   * End time of the forbid in milliseconds since the Unix epoch. Default: after six months, as
   * upstream documents.
   */
  readonly untilMs?: number | undefined;
}

export interface SeededOnline extends EmulatedStream {
  /** Milliseconds since the Unix epoch. Default: now. */
  readonly publishedAtMs?: number | undefined;
  /** The IP address of the encoder. It is personal data, and the gateway must not pass it on. */
  readonly clientIp?: string | undefined;
  /** Names of transcoding templates. Each adds a stream `<name>_<template>` to the online list. */
  readonly transcodes?: readonly string[] | undefined;
}

/** The record of a callback, as DescribeLiveStreamsNotifyRecords lists it. */
export interface SeededNotifyRecord extends EmulatedStream {
  readonly type: 'publish' | 'publish_done';
  readonly result: 'success' | 'failed';
  /** Milliseconds since the Unix epoch. Default: now. */
  readonly atMs?: number | undefined;
}

/** A simulated encoder, which connects again after each cut of its stream. */
export interface SeededEncoder extends EmulatedStream {
  /** The time until the encoder connects again, in milliseconds. Default 3,000. */
  readonly reconnectMs?: number | undefined;
  /** As in `SeededOnline`. */
  readonly transcodes?: readonly string[] | undefined;
}

/** The settings of callbacks. The defaults are documented by upstream. */
export interface EmulatedCallbacks {
  /** The time from the start of publishing to its callback, in milliseconds. Default 2,000. */
  readonly afterMs?: number;
  /** The timeout for an answer, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
  /** The number of retries of a callback that was not answered with 200. Default 5. */
  readonly retries?: number;
  /** The time before each retry, in milliseconds. Default 1,000. */
  readonly retryMs?: number;
  /**
   * The domain that the signature covers. The documentation mentions both the ingest domain and the
   * host of the callback URL. Default: the ingest domain.
   */
  readonly signs?: 'ingest' | 'host';
}

export interface EmulatorSeed {
  readonly forbidden?: readonly SeededForbid[] | undefined;
  readonly online?: readonly SeededOnline[] | undefined;
  readonly notifyRecords?: readonly SeededNotifyRecord[] | undefined;
  /** Encoders that run from the start, in the order in which they connect. */
  readonly encoders?: readonly SeededEncoder[] | undefined;
}

/**
 * Calls per second by operation. 0 removes the limit. An operation that is not named keeps its
 * documented limit.
 */
export type LimitSettings = 'documented' | 'off' | Readonly<Record<string, number>>;

export interface EmulatorOptions {
  readonly accounts: readonly EmulatedAccount[];
  readonly domains: readonly EmulatedDomain[];
  /** The delay of every API answer, in milliseconds. A call takes effect at arrival. Default 0. */
  readonly latencyMs?: number | undefined;
  /** Default `documented`. */
  readonly limits?: LimitSettings | undefined;
  /**
   * Replaces the clocks of time stamps, expiry and sliding windows. Returns milliseconds since the
   * Unix epoch.
   */
  readonly now?: (() => number) | undefined;
  readonly seed?: EmulatorSeed | undefined;
  readonly callbacks?: EmulatedCallbacks | undefined;
  /**
   * The time after which an idle connection is closed, in milliseconds. Default 10,000.
   * According to reports, the service closes connections after about 10 s without a call, and its
   * answers have no Keep-Alive header.
   */
  readonly idleTimeoutMs?: number | undefined;
}
