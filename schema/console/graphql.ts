/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The outcome of one stream of a bulk job. */
export const BulkResumeItemOutcome = {
  /** The job was cancelled before this stream was sent. */
  CANCELLED: 'CANCELLED',
  /** The resume was refused, or failed after all retries. `code` gives the reason. */
  FAILED: 'FAILED',
  /** The stream has no final outcome yet. Only this outcome can change. */
  PENDING: 'PENDING',
  /** ApsaraVideo Live has accepted the resume. */
  RESUMED: 'RESUMED',
  /** The stream was forbidden after the job was started. The job does not lift that forbid. */
  SKIPPED: 'SKIPPED'
} as const;

export type BulkResumeItemOutcome = typeof BulkResumeItemOutcome[keyof typeof BulkResumeItemOutcome];
/** The state of a bulk job. */
export const BulkResumeState = {
  /** The job was cancelled. Items that were not sent before are never sent. */
  CANCELLED: 'CANCELLED',
  /** Every item has an outcome. */
  FINISHED: 'FINISHED',
  /** Some items have no outcome yet. */
  RUNNING: 'RUNNING'
} as const;

export type BulkResumeState = typeof BulkResumeState[keyof typeof BulkResumeState];
/** A stream on the domain of the job. */
export type BulkResumeStreamInput = {
  /** The app name. `*` is not allowed. */
  readonly appName: string;
  /** The stream name. */
  readonly streamName: string;
};

/** The bulk job to cancel. */
export type CancelBulkResumeInput = {
  /** The id of the job. */
  readonly id: string | number;
};

/** The stream to forbid, and how to forbid it. */
export type ForbidLiveStreamInput = {
  /** The app name, 1 to 255 characters without control characters, whitespace, `/`, `?` or `#`. A forbid takes no wildcard. */
  readonly appName: string;
  /** The ingest domain (not the streaming domain), a host name such as `push.example.com`. Case does not matter. */
  readonly domainName: string;
  /** The side of the stream to forbid. */
  readonly liveStreamType?: LiveStreamType;
  /** Whether to forbid the stream until a time, or only to cut it. Most encoders connect again after a CUT. */
  readonly mode?: LiveStreamForbidMode;
  /** The reason, at most 500 characters. `LiveStream.actions` shows it. It is never sent to ApsaraVideo Live. */
  readonly reason?: string | null | undefined;
  /** The stream name. The rules of `appName` apply. */
  readonly streamName: string;
  /** When the forbid expires. It must be in the future, and is rounded up to whole seconds. Default: now plus the duration in the setting FORBID_HOURS, which is 24 hours by default. Not allowed with CUT. */
  readonly until?: string | null | undefined;
};

/** The reason of a failure: the codes of `extensions.code`. */
export const LiveErrorCode = {
  /** An argument breaks a rule of the gateway, which it checks before any call, or a rule of ApsaraVideo Live (Missing*, Invalid*). */
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  /** ApsaraVideo Live does not know the domain in this account (InvalidDomain.NotFound). */
  DOMAIN_NOT_FOUND: 'DOMAIN_NOT_FOUND',
  /** The token is valid but no grant covers this operation on this domain and app. */
  FORBIDDEN: 'FORBIDDEN',
  /** The gateway itself has failed. The details are only in the log. */
  INTERNAL_SERVER_ERROR: 'INTERNAL_SERVER_ERROR',
  /** The bulk job does not exist, or it belongs to another caller and no `manage` grant covers all of its streams. */
  JOB_NOT_FOUND: 'JOB_NOT_FOUND',
  /** The domain exists but is no live domain, or its configuration forbids the operation (IllegalOperation). */
  OPERATION_NOT_ALLOWED: 'OPERATION_NOT_ALLOWED',
  /** The forbid list is full. ApsaraVideo Live keeps at most 10,000 forbidden streams (QuotaExceeded.*). */
  QUOTA_EXCEEDED: 'QUOTA_EXCEEDED',
  /** There was no permit in time, or ApsaraVideo Live throttled the call even after retries. Or the caller exceeds its own limits: CALLER_REQUESTS_PER_SECOND, CALLER_READS_PER_SECOND or the limits of unfinished bulk jobs. `message` names the limit. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** The shared budget or the ledger cannot be reached, and STORE_DOWN is `refuse`. */
  STORE_UNAVAILABLE: 'STORE_UNAVAILABLE',
  /** The request has no bearer token, or one that is expired, forged or issued for another audience. */
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  /** The RAM policy, the access key, the signature or the clock is wrong, or the service is not active. Only the operator can correct this. */
  UPSTREAM_DENIED: 'UPSTREAM_DENIED',
  /** An undocumented code, a success without RequestId, a redirect, or an answer that cannot be read. */
  UPSTREAM_ERROR: 'UPSTREAM_ERROR',
  /** No complete answer arrived before the deadline. `outcome` is UNKNOWN. */
  UPSTREAM_TIMEOUT: 'UPSTREAM_TIMEOUT',
  /** The connection was refused or reset, the service answered 5xx, or calls are paused after repeated faults. Or the source of the access key of the gateway cannot be reached. Or the keys of the identity provider cannot be fetched, so that no token can be checked; `message` is then about access tokens. */
  UPSTREAM_UNAVAILABLE: 'UPSTREAM_UNAVAILABLE'
} as const;

export type LiveErrorCode = typeof LiveErrorCode[keyof typeof LiveErrorCode];
/** A filter of actions. An action must meet every condition that is set. Without conditions, all actions that you may read match. */
export type LiveStreamActionFilter = {
  /** The app of the action. `*` finds the actions that applied to a stream name under every app. */
  readonly appName?: string | null | undefined;
  /** The action was requested before this time. */
  readonly before?: string | null | undefined;
  /** The caller who did it: the subject of the token. */
  readonly by?: string | null | undefined;
  /** The ingest domain. Case does not matter. Default: every domain that you may read. */
  readonly domainName?: string | null | undefined;
  /** The kind is one of these. */
  readonly kinds?: ReadonlyArray<LiveStreamActionKind> | null | undefined;
  /** The outcome is one of these. */
  readonly outcomes?: ReadonlyArray<LiveStreamActionOutcome> | null | undefined;
  /** The action was requested at this time or later. */
  readonly since?: string | null | undefined;
  /** The stream name. */
  readonly streamName?: string | null | undefined;
};

/** The kind of an action. */
export const LiveStreamActionKind = {
  /** The stream was cut, but not forbidden. */
  CUT: 'CUT',
  /** The stream was cut and forbidden. */
  FORBID: 'FORBID',
  /** The forbid of the stream was lifted. */
  RESUME: 'RESUME'
} as const;

export type LiveStreamActionKind = typeof LiveStreamActionKind[keyof typeof LiveStreamActionKind];
/** The outcome of an action. */
export const LiveStreamActionOutcome = {
  /** The gateway did not send the call. The action has no effect. */
  NOT_SENT: 'NOT_SENT',
  /** The action has not ended. */
  PENDING: 'PENDING',
  /** ApsaraVideo Live rejected the action. It has no effect. */
  REJECTED: 'REJECTED',
  /** ApsaraVideo Live has accepted the action. */
  SUCCEEDED: 'SUCCEEDED',
  /** The call was sent, but no valid answer came back. The action may have taken effect. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type LiveStreamActionOutcome = typeof LiveStreamActionOutcome[keyof typeof LiveStreamActionOutcome];
/** The kind of an event. */
export const LiveStreamEventKind = {
  /** The stream was cut through this gateway, but not forbidden. */
  CUT: 'CUT',
  /** The stream was cut and forbidden through this gateway. */
  FORBIDDEN: 'FORBIDDEN',
  /** An encoder has started to publish the stream. */
  PUBLISHED: 'PUBLISHED',
  /** The forbid of the stream was lifted through this gateway. */
  RESUMED: 'RESUMED',
  /** The encoder has stopped, or was cut. */
  UNPUBLISHED: 'UNPUBLISHED'
} as const;

export type LiveStreamEventKind = typeof LiveStreamEventKind[keyof typeof LiveStreamEventKind];
/** The source of an event. */
export const LiveStreamEventSource = {
  /** A callback of ApsaraVideo Live. Callbacks are hints: they may come late and out of order. `status` is read from the lists. */
  CALLBACK: 'CALLBACK',
  /** A successful action through this gateway. */
  GATEWAY: 'GATEWAY'
} as const;

export type LiveStreamEventSource = typeof LiveStreamEventSource[keyof typeof LiveStreamEventSource];
/** Whether a stream is forbidden until a time, or only cut. */
export const LiveStreamForbidMode = {
  /** Only cuts the stream. It is not put on the forbid list, and most encoders connect again within seconds. To end a stream, use UNTIL. */
  CUT: 'CUT',
  /** Cuts the stream and forbids it until the end that is given. */
  UNTIL: 'UNTIL'
} as const;

export type LiveStreamForbidMode = typeof LiveStreamForbidMode[keyof typeof LiveStreamForbidMode];
/** The status of a stream. */
export const LiveStreamStatus = {
  /** The stream is on the forbid list. ApsaraVideo Live refuses its publisher. */
  FORBIDDEN: 'FORBIDDEN',
  /** The stream is not being published, and is not forbidden. */
  OFFLINE: 'OFFLINE',
  /** The stream is being published. */
  ONLINE: 'ONLINE'
} as const;

export type LiveStreamStatus = typeof LiveStreamStatus[keyof typeof LiveStreamStatus];
/** The side of a stream. ApsaraVideo Live supports only publishers. */
export const LiveStreamType = {
  /** The encoder that pushes the stream (`publisher` upstream). */
  PUBLISHER: 'PUBLISHER'
} as const;

export type LiveStreamType = typeof LiveStreamType[keyof typeof LiveStreamType];
/** The stream to resume. ApsaraVideo Live compares names exactly. */
export type ResumeLiveStreamInput = {
  /** The app name, 1 to 255 characters without control characters, whitespace, `/`, `?` or `#`. `*` alone means every app of the domain and needs a grant with `anyApp`. */
  readonly appName: string;
  /** The ingest domain (not the streaming domain), a host name such as `push.example.com`. Case does not matter. */
  readonly domainName: string;
  /** The side of the stream to resume. */
  readonly liveStreamType?: LiveStreamType;
  /** The reason, at most 500 characters. `LiveStream.actions` shows it. It is never sent to ApsaraVideo Live. */
  readonly reason?: string | null | undefined;
  /** The stream name. The rules of `appName` apply, but there is no wildcard: `*` alone is refused, because ApsaraVideo Live would search for a stream of that name. */
  readonly streamName: string;
};

/** The bulk job whose remaining streams to retry. */
export type RetryBulkResumeInput = {
  /** The id of a job that has ended. */
  readonly id: string | number;
  /** A key that the caller chooses, 1 to 128 characters, as in `startBulkResume`. The same key returns the same new job. */
  readonly idempotencyKey?: string | null | undefined;
};

/** The streams to resume: either `streams`, or `allForbidden: true`. */
export type StartBulkResumeInput = {
  /** Whether to resume every stream that is on the forbid list of the domain at the start. Not allowed with `streams`. */
  readonly allForbidden?: boolean;
  /** With `allForbidden`: only the forbidden streams of this app. Default: every app. */
  readonly appName?: string | null | undefined;
  /** The ingest domain, a host name. Case does not matter. */
  readonly domainName: string;
  /** A key that the caller chooses, 1 to 128 characters. The same key returns the same job, so you can repeat a request whose answer was lost. */
  readonly idempotencyKey?: string | null | undefined;
  /** The reason, at most 500 characters. The ledger keeps it with each stream. It is never sent upstream. */
  readonly reason?: string | null | undefined;
  /** The streams, 1 to 10,000. Pass them in a variable. A stream that occurs twice is resumed once. Not allowed with `allForbidden`. */
  readonly streams?: ReadonlyArray<BulkResumeStreamInput> | null | undefined;
};

export type ConsoleActionsQueryVariables = Exact<{
  filter: LiveStreamActionFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type ConsoleActionsQuery = { readonly liveStreamActions: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: LiveStreamActionKind, readonly outcome: LiveStreamActionOutcome, readonly by: string, readonly reason: string | null, readonly until: string | null, readonly startedAt: string, readonly finishedAt: string | null, readonly code: LiveErrorCode | null, readonly requestId: string | null, readonly correlationId: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly bulkResumeId: string | null, readonly stream: { readonly id: string } | null }> } | null };

export type ConsoleBudgetsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsoleBudgetsQuery = { readonly liveCallBudgets: ReadonlyArray<{ readonly account: string, readonly operation: string, readonly limit: number, readonly perSecond: number, readonly available: number, readonly waiting: number, readonly retryAfterMs: number }> | null };

export type ConsoleDomainsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ConsoleDomainsQuery = { readonly liveDomains: { readonly missingAccounts: ReadonlyArray<string>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly account: string, readonly forbiddenCount: number | null, readonly forbiddenLimit: number | null, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean }> } | null };

export type ConsoleJobFragment = { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null };

export type ConsoleJobsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  state?: BulkResumeState | null | undefined;
}>;


export type ConsoleJobsQuery = { readonly bulkResumes: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null }> } | null };

export type ConsoleJobQueryVariables = Exact<{
  id: string | number;
}>;


export type ConsoleJobQuery = { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } | null };

export type ConsoleJobItemsQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
  outcome?: BulkResumeItemOutcome | null | undefined;
}>;


export type ConsoleJobItemsQuery = { readonly bulkResume: { readonly id: string, readonly items: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly appName: string, readonly streamName: string, readonly outcome: BulkResumeItemOutcome, readonly code: LiveErrorCode | null, readonly requestId: string | null, readonly attempts: number, readonly wasForbidden: boolean | null }> } | null } | null };

export type ConsoleStartJobMutationVariables = Exact<{
  input: StartBulkResumeInput;
}>;


export type ConsoleStartJobMutation = { readonly startBulkResume: { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } } | null };

export type ConsoleRetryJobMutationVariables = Exact<{
  input: RetryBulkResumeInput;
}>;


export type ConsoleRetryJobMutation = { readonly retryBulkResume: { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } } | null };

export type ConsoleCancelJobMutationVariables = Exact<{
  input: CancelBulkResumeInput;
}>;


export type ConsoleCancelJobMutation = { readonly cancelBulkResume: { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } } | null };

export type ConsoleJobProgressSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type ConsoleJobProgressSubscription = { readonly bulkResumeProgress: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } | null };

export type ConsoleActionFragment = { readonly id: string, readonly kind: LiveStreamActionKind, readonly outcome: LiveStreamActionOutcome, readonly by: string, readonly reason: string | null, readonly until: string | null, readonly startedAt: string, readonly finishedAt: string | null, readonly code: LiveErrorCode | null, readonly requestId: string | null, readonly correlationId: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly bulkResumeId: string | null, readonly stream: { readonly id: string } | null };

export type ConsoleStreamFragment = { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean };

export type ConsoleForbiddenStreamsQueryVariables = Exact<{
  name: string;
  first: number;
  after?: string | null | undefined;
  appName?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type ConsoleForbiddenStreamsQuery = { readonly liveDomain: { readonly id: string, readonly forbiddenStreams: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly forbiddenUntil: string | null, readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean, readonly actions: { readonly pageInfo: { readonly hasNextPage: boolean }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: LiveStreamActionKind, readonly outcome: LiveStreamActionOutcome, readonly by: string, readonly reason: string | null, readonly until: string | null, readonly startedAt: string }> } | null }> } | null } | null };

export type ConsoleOnlineStreamsQueryVariables = Exact<{
  name: string;
  first: number;
  after?: string | null | undefined;
  appName?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type ConsoleOnlineStreamsQuery = { readonly liveDomain: { readonly id: string, readonly onlineStreams: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly publishedAt: string | null, readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean }> } | null } | null };

export type ConsoleForbiddenNamesQueryVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type ConsoleForbiddenNamesQuery = { readonly liveDomain: { readonly id: string, readonly forbiddenStreams: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly appName: string, readonly streamName: string }> } | null } | null };

export type ConsoleStreamByIdQueryVariables = Exact<{
  references: ReadonlyArray<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
}>;


export type ConsoleStreamByIdQuery = { readonly _entities: ReadonlyArray<{ readonly status: LiveStreamStatus | null, readonly publishedAt: string | null, readonly forbiddenUntil: string | null, readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean, readonly domain: { readonly id: string, readonly hasCallbacks: boolean | null } | null, readonly actions: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: LiveStreamActionKind, readonly outcome: LiveStreamActionOutcome, readonly by: string, readonly reason: string | null, readonly until: string | null, readonly startedAt: string, readonly finishedAt: string | null, readonly code: LiveErrorCode | null, readonly requestId: string | null, readonly correlationId: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly bulkResumeId: string | null, readonly stream: { readonly id: string } | null }> } | null, readonly events: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: LiveStreamEventKind, readonly at: string, readonly source: LiveStreamEventSource }> } | null } | null> };

export type ConsoleStreamStatusQueryVariables = Exact<{
  domainName: string;
  appName: string;
  streamName: string;
}>;


export type ConsoleStreamStatusQuery = { readonly liveStream: { readonly id: string, readonly status: LiveStreamStatus | null } | null };

export type ConsoleResumeMutationVariables = Exact<{
  input: ResumeLiveStreamInput;
}>;


export type ConsoleResumeMutation = { readonly resumeLiveStream: { readonly requestId: string, readonly wasForbidden: boolean | null, readonly stream: { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean } | null } | null };

export type ConsoleForbidMutationVariables = Exact<{
  input: ForbidLiveStreamInput;
}>;


export type ConsoleForbidMutation = { readonly forbidLiveStream: { readonly requestId: string, readonly until: string | null } | null };

export type ConsoleEventsSubscriptionVariables = Exact<{
  domainName: string;
}>;


export type ConsoleEventsSubscription = { readonly liveStreamEvents: { readonly id: string, readonly kind: LiveStreamEventKind, readonly at: string, readonly source: LiveStreamEventSource, readonly stream: { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean }, readonly action: { readonly id: string, readonly by: string, readonly reason: string | null, readonly until: string | null } | null } | null };

export type ConsoleStatusSubscriptionVariables = Exact<{
  domainName: string;
  appName: string;
  streamName: string;
}>;


export type ConsoleStatusSubscription = { readonly liveStreamStatus: { readonly id: string, readonly status: LiveStreamStatus | null, readonly publishedAt: string | null, readonly forbiddenUntil: string | null } | null };

export const ConsoleJobFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleJob"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResume"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]} as unknown as DocumentNode<ConsoleJobFragment, unknown>;
export const ConsoleActionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleAction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStreamAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"bulkResumeId"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ConsoleActionFragment, unknown>;
export const ConsoleStreamFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleStream"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStream"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}}]} as unknown as DocumentNode<ConsoleStreamFragment, unknown>;
export const ConsoleActionsDocument = {"__meta__":{"hash":"sha256:cc28ea79b248b0dcfc360936717d297f6b6f25a657de259866c3e5e178991cb1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleActions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStreamActionFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStreamActions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleAction"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleAction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStreamAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"bulkResumeId"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ConsoleActionsQuery, ConsoleActionsQueryVariables>;
export const ConsoleBudgetsDocument = {"__meta__":{"hash":"sha256:d7cb6bd7f7b0788275ec066c15fe909f6d53acbdf42f6fcd64417a0ddfb80b3e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveCallBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<ConsoleBudgetsQuery, ConsoleBudgetsQueryVariables>;
export const ConsoleDomainsDocument = {"__meta__":{"hash":"sha256:e1840fbc3cc28edeaf6ecd653eb84885f0581c8a9dc21fed467789bad33a136e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleDomains"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomains"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingAccounts"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenCount"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenLimit"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}}]}}]}}]} as unknown as DocumentNode<ConsoleDomainsQuery, ConsoleDomainsQueryVariables>;
export const ConsoleJobsDocument = {"__meta__":{"hash":"sha256:86a0f3a9488b233aed3bdaa6649e86ccbfed5460694e19bf548d5b334a56a047"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleJobs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResumeState"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResumes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleJob"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleJob"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResume"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]} as unknown as DocumentNode<ConsoleJobsQuery, ConsoleJobsQueryVariables>;
export const ConsoleJobDocument = {"__meta__":{"hash":"sha256:aa354c457b630df78b1e20d3d46fb5c84533999c5ea98150dd8844faa9b7c0ab"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleJob"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleJob"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResume"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]} as unknown as DocumentNode<ConsoleJobQuery, ConsoleJobQueryVariables>;
export const ConsoleJobItemsDocument = {"__meta__":{"hash":"sha256:4dcd341ad96f962996d6fe5db2b41bd8e30071743febeff5cd18b1e00a140c5c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleJobItems"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"outcome"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResumeItemOutcome"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"outcome"},"value":{"kind":"Variable","name":{"kind":"Name","value":"outcome"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"wasForbidden"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConsoleJobItemsQuery, ConsoleJobItemsQueryVariables>;
export const ConsoleStartJobDocument = {"__meta__":{"hash":"sha256:c0438dc534ed1aef35d6995503b39f2a9075d84dc4ebda9b734142ec6ac47f2b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConsoleStartJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartBulkResumeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startBulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleJob"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleJob"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResume"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]} as unknown as DocumentNode<ConsoleStartJobMutation, ConsoleStartJobMutationVariables>;
export const ConsoleRetryJobDocument = {"__meta__":{"hash":"sha256:9c99e0ab1508e38c27a6d345138da5685bb6212783ea8503877c18827181ad57"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConsoleRetryJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryBulkResumeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryBulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleJob"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleJob"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResume"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]} as unknown as DocumentNode<ConsoleRetryJobMutation, ConsoleRetryJobMutationVariables>;
export const ConsoleCancelJobDocument = {"__meta__":{"hash":"sha256:b7efa858a61d27b2ad84d993bb3bae6e9ddbde25ac98fd493787a62e2b2c1137"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConsoleCancelJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelBulkResumeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelBulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleJob"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleJob"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResume"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]} as unknown as DocumentNode<ConsoleCancelJobMutation, ConsoleCancelJobMutationVariables>;
export const ConsoleJobProgressDocument = {"__meta__":{"hash":"sha256:710b8440cdbd5abb6585ccdb687c06c1354285fabb320a472df643187592b761"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ConsoleJobProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResumeProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleJob"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleJob"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResume"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]} as unknown as DocumentNode<ConsoleJobProgressSubscription, ConsoleJobProgressSubscriptionVariables>;
export const ConsoleForbiddenStreamsDocument = {"__meta__":{"hash":"sha256:a816134ca0409df12d6796a34899f0d70087b614124fad43e43932d14c19e8c3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleForbiddenStreams"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleStream"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleStream"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStream"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}}]} as unknown as DocumentNode<ConsoleForbiddenStreamsQuery, ConsoleForbiddenStreamsQueryVariables>;
export const ConsoleOnlineStreamsDocument = {"__meta__":{"hash":"sha256:dd82fcea8ae63dc1f4444d9b1b592112af533712c83112c850b7e8c6d4c68256"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleOnlineStreams"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onlineStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleStream"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleStream"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStream"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}}]} as unknown as DocumentNode<ConsoleOnlineStreamsQuery, ConsoleOnlineStreamsQueryVariables>;
export const ConsoleForbiddenNamesDocument = {"__meta__":{"hash":"sha256:7bfc32a28731caa6ce5cbc9b80c54ee2df3b614ea1939231973ef2b96ede756e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleForbiddenNames"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"500"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConsoleForbiddenNamesQuery, ConsoleForbiddenNamesQueryVariables>;
export const ConsoleStreamByIdDocument = {"__meta__":{"hash":"sha256:bc22ae615635d1e4c317c33f3e8a2b2b6f57056503ea97735343d1c51e8c78d4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleStreamById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"references"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"_Any"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"_entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"representations"},"value":{"kind":"Variable","name":{"kind":"Name","value":"references"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStream"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleStream"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hasCallbacks"}}]}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleAction"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleStream"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStream"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleAction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStreamAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"bulkResumeId"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ConsoleStreamByIdQuery, ConsoleStreamByIdQueryVariables>;
export const ConsoleStreamStatusDocument = {"__meta__":{"hash":"sha256:49e9da9673ca40983c467b36c987db17b37715415e30d8304ae10ac26b2cf504"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConsoleStreamStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"streamName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<ConsoleStreamStatusQuery, ConsoleStreamStatusQueryVariables>;
export const ConsoleResumeDocument = {"__meta__":{"hash":"sha256:1827742a450caeef7d1e157cf2e2e6cea42a00fdd472889a948dde24c4396a72"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConsoleResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeLiveStreamInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeLiveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"wasForbidden"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleStream"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleStream"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStream"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}}]} as unknown as DocumentNode<ConsoleResumeMutation, ConsoleResumeMutationVariables>;
export const ConsoleForbidDocument = {"__meta__":{"hash":"sha256:9fe7eda67bace38aa6e26b347a911a575fd27948b79b2c62491bcf98b392ca44"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConsoleForbid"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ForbidLiveStreamInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"forbidLiveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<ConsoleForbidMutation, ConsoleForbidMutationVariables>;
export const ConsoleEventsDocument = {"__meta__":{"hash":"sha256:383b16b891992a721b9b57fc43683afe200368e86a14b7366ba0e517413d3f86"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ConsoleEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStreamEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsoleStream"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsoleStream"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStream"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}}]} as unknown as DocumentNode<ConsoleEventsSubscription, ConsoleEventsSubscriptionVariables>;
export const ConsoleStatusDocument = {"__meta__":{"hash":"sha256:4c9de390722b564b2dc2ba77f06d3beb3d7bb33977fd1ca10d5d3b061700eac6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ConsoleStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStreamStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"streamName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}}]}}]}}]} as unknown as DocumentNode<ConsoleStatusSubscription, ConsoleStatusSubscriptionVariables>;