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

/** Whether a failed call may have taken effect, as in `extensions.outcome`. */
export const LiveCallOutcome = {
  /** The call was not sent. It has no effect. */
  NOT_SENT: 'NOT_SENT',
  /** ApsaraVideo Live rejected the call. It has no effect. */
  REJECTED: 'REJECTED',
  /** The call was sent, but no valid answer came back. It may have taken effect. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type LiveCallOutcome = typeof LiveCallOutcome[keyof typeof LiveCallOutcome];
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
/** The three names that identify a stream. */
export type LiveStreamAddressInput = {
  /** The app name. In mutations that accept it, `*` alone means every app of the domain. */
  readonly appName: string;
  /** The ingest domain, a host name. Case does not matter. */
  readonly domainName: string;
  /** The stream name. */
  readonly streamName: string;
};

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

/** The streams to resume, on one domain or on several. */
export type ResumeLiveStreamsInput = {
  /** The reason, at most 500 characters. `LiveStream.actions` of each stream shows it. It is never sent upstream. */
  readonly reason?: string | null | undefined;
  /** The streams, 1 to 25. For more, start a bulk job. */
  readonly streams: ReadonlyArray<LiveStreamAddressInput>;
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

export type BulkResumeProgressSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type BulkResumeProgressSubscription = { readonly bulkResumeProgress: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } | null };

export type BulkResumeQueryVariables = Exact<{
  id: string | number;
  first?: number;
  after?: string | null | undefined;
  outcome?: BulkResumeItemOutcome | null | undefined;
}>;


export type BulkResumeQuery = { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null, readonly items: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly appName: string, readonly streamName: string, readonly outcome: BulkResumeItemOutcome, readonly requestId: string | null, readonly code: LiveErrorCode | null, readonly wasForbidden: boolean | null, readonly attempts: number } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type BulkResumesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: BulkResumeState | null | undefined;
}>;


export type BulkResumesQuery = { readonly bulkResumes: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CancelBulkResumeMutationVariables = Exact<{
  input: CancelBulkResumeInput;
}>;


export type CancelBulkResumeMutation = { readonly cancelBulkResume: { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } } | null };

export type ForbidLiveStreamMutationVariables = Exact<{
  input: ForbidLiveStreamInput;
}>;


export type ForbidLiveStreamMutation = { readonly forbidLiveStream: { readonly requestId: string, readonly until: string | null, readonly stream: { readonly id: string, readonly status: LiveStreamStatus | null, readonly forbiddenUntil: string | null } } | null };

export type ForbiddenStreamsQueryVariables = Exact<{
  name: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type ForbiddenStreamsQuery = { readonly liveDomain: { readonly id: string, readonly forbiddenStreams: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly appName: string, readonly streamName: string }> } | null } | null };

export type ListedForbiddenStreamsQueryVariables = Exact<{
  name: string;
  first?: number;
  after?: string | null | undefined;
  appName?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type ListedForbiddenStreamsQuery = { readonly liveDomain: { readonly id: string, readonly forbiddenStreams: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly appName: string, readonly streamName: string, readonly forbiddenUntil: string | null }> } | null } | null };

export type ListedOnlineStreamsQueryVariables = Exact<{
  name: string;
  first?: number;
  after?: string | null | undefined;
  appName?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type ListedOnlineStreamsQuery = { readonly liveDomain: { readonly id: string, readonly onlineStreams: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly appName: string, readonly streamName: string, readonly publishedAt: string | null }> } | null } | null };

export type LiveCallBudgetsQueryVariables = Exact<{ [key: string]: never; }>;


export type LiveCallBudgetsQuery = { readonly liveCallBudgets: ReadonlyArray<{ readonly operation: string, readonly limit: number, readonly perSecond: number, readonly available: number, readonly waiting: number, readonly retryAfterMs: number }> | null };

export type LiveDomainQueryVariables = Exact<{
  name: string;
  first?: number;
  after?: string | null | undefined;
  appName?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type LiveDomainQuery = { readonly liveDomain: { readonly id: string, readonly name: string, readonly streamingDomain: string | null, readonly forbiddenCount: number | null, readonly forbiddenLimit: number | null, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean, readonly forbiddenStreams: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly appName: string, readonly streamName: string, readonly forbiddenUntil: string | null } }> } | null, readonly onlineStreams: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly appName: string, readonly streamName: string, readonly publishedAt: string | null } }> } | null } | null };

export type LiveDomainsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type LiveDomainsQuery = { readonly liveDomains: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean }> } | null };

export type LiveStreamActionsQueryVariables = Exact<{
  filter: LiveStreamActionFilter;
  first?: number;
  after?: string | null | undefined;
}>;


export type LiveStreamActionsQuery = { readonly liveStreamActions: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: LiveStreamActionKind, readonly outcome: LiveStreamActionOutcome, readonly by: string, readonly reason: string | null, readonly until: string | null, readonly startedAt: string, readonly code: LiveErrorCode | null, readonly requestId: string | null, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly stream: { readonly id: string, readonly domainName: string, readonly streamName: string } | null }> } | null };

export type LiveStreamEventsSubscriptionVariables = Exact<{
  domainName: string;
  appName?: string | null | undefined;
  streamName?: string | null | undefined;
  after?: string | number | null | undefined;
}>;


export type LiveStreamEventsSubscription = { readonly liveStreamEvents: { readonly id: string, readonly kind: LiveStreamEventKind, readonly at: string, readonly source: LiveStreamEventSource, readonly stream: { readonly id: string, readonly appName: string, readonly streamName: string }, readonly action: { readonly id: string, readonly by: string, readonly reason: string | null, readonly until: string | null } | null } | null };

export type LiveStreamStatusSubscriptionVariables = Exact<{
  domainName: string;
  appName: string;
  streamName: string;
}>;


export type LiveStreamStatusSubscription = { readonly liveStreamStatus: { readonly id: string, readonly status: LiveStreamStatus | null, readonly publishedAt: string | null, readonly forbiddenUntil: string | null } | null };

export type LiveStreamQueryVariables = Exact<{
  domainName: string;
  appName: string;
  streamName: string;
}>;


export type LiveStreamQuery = { readonly liveStream: { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly status: LiveStreamStatus | null, readonly publishedAt: string | null, readonly forbiddenUntil: string | null, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean, readonly actions: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: LiveStreamActionKind, readonly outcome: LiveStreamActionOutcome, readonly by: string, readonly reason: string | null, readonly until: string | null, readonly startedAt: string, readonly requestId: string | null } }> } | null } | null };

export type LiveStreamsByAddressQueryVariables = Exact<{
  addresses: ReadonlyArray<LiveStreamAddressInput> | LiveStreamAddressInput;
}>;


export type LiveStreamsByAddressQuery = { readonly liveStreamsByAddress: ReadonlyArray<{ readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly status: LiveStreamStatus | null, readonly publishedAt: string | null, readonly forbiddenUntil: string | null, readonly viewerCanResume: boolean, readonly viewerCanForbid: boolean } | null> | null };

export type ResumeLiveStreamMutationVariables = Exact<{
  input: ResumeLiveStreamInput;
}>;


export type ResumeLiveStreamMutation = { readonly resumeLiveStream: { readonly requestId: string, readonly wasForbidden: boolean | null, readonly stream: { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string } | null } | null };

export type ResumeLiveStreamsMutationVariables = Exact<{
  input: ResumeLiveStreamsInput;
}>;


export type ResumeLiveStreamsMutation = { readonly resumeLiveStreams: { readonly results: ReadonlyArray<{ readonly requestId: string | null, readonly wasForbidden: boolean | null, readonly address: { readonly domainName: string, readonly appName: string, readonly streamName: string }, readonly error: { readonly code: LiveErrorCode, readonly message: string, readonly retryable: boolean, readonly outcome: LiveCallOutcome | null, readonly retryAfterMs: number | null, readonly requestId: string | null } | null, readonly stream: { readonly id: string } | null }> } | null };

export type RetryBulkResumeMutationVariables = Exact<{
  input: RetryBulkResumeInput;
}>;


export type RetryBulkResumeMutation = { readonly retryBulkResume: { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } } | null };

export type StartBulkResumeMutationVariables = Exact<{
  input: StartBulkResumeInput;
}>;


export type StartBulkResumeMutation = { readonly startBulkResume: { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkResumeState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly perSecond: number | null } } | null };

export type StreamHistoryQueryVariables = Exact<{
  domainName: string;
  appName: string;
  streamName: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type StreamHistoryQuery = { readonly liveStream: { readonly id: string, readonly domain: { readonly id: string, readonly hasCallbacks: boolean | null } | null, readonly events: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: LiveStreamEventKind, readonly at: string, readonly source: LiveStreamEventSource, readonly action: { readonly id: string, readonly by: string, readonly reason: string | null } | null }> } | null } | null };


export const BulkResumeProgressDocument = {"__meta__":{"hash":"sha256:38809319314923cc99b3911c0ecd0d336847e9f33f6a4d74b3cbb789fd0d0082"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BulkResumeProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResumeProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]}}]} as unknown as DocumentNode<BulkResumeProgressSubscription, BulkResumeProgressSubscriptionVariables>;
export const BulkResumeDocument = {"__meta__":{"hash":"sha256:20ce6b35ef738635c394c59d2f31f622d7e3a7a7e7818358b608f4f5e66cb1f8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BulkResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"outcome"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResumeItemOutcome"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"outcome"},"value":{"kind":"Variable","name":{"kind":"Name","value":"outcome"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"wasForbidden"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}}]} as unknown as DocumentNode<BulkResumeQuery, BulkResumeQueryVariables>;
export const BulkResumesDocument = {"__meta__":{"hash":"sha256:c6678909830c0b518f876da30a5036521b6e3c669c0f0d343b1c7d3a2800b492"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BulkResumes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BulkResumeState"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResumes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<BulkResumesQuery, BulkResumesQueryVariables>;
export const CancelBulkResumeDocument = {"__meta__":{"hash":"sha256:cc849f51c197186c0de531447ad353edd0a6ff6a66cc2ce12d1f9256f13ed9a7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelBulkResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelBulkResumeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelBulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]}}]}}]} as unknown as DocumentNode<CancelBulkResumeMutation, CancelBulkResumeMutationVariables>;
export const ForbidLiveStreamDocument = {"__meta__":{"hash":"sha256:b592b544c79713485a4c59b15c05a588fba69408a63a84ef8ccb1968cf993d47"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ForbidLiveStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ForbidLiveStreamInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"forbidLiveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}}]}}]}}]}}]} as unknown as DocumentNode<ForbidLiveStreamMutation, ForbidLiveStreamMutationVariables>;
export const ForbiddenStreamsDocument = {"__meta__":{"hash":"sha256:d4e522b154965a0c045f4b9aed00d77940536bca3aabdbd522f3fae2d04b3894"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ForbiddenStreams"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"500"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ForbiddenStreamsQuery, ForbiddenStreamsQueryVariables>;
export const ListedForbiddenStreamsDocument = {"__meta__":{"hash":"sha256:d61a4f49b7108350c846147cd078f118e96ba4651ed3f192a9438580df873c48"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListedForbiddenStreams"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"500"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListedForbiddenStreamsQuery, ListedForbiddenStreamsQueryVariables>;
export const ListedOnlineStreamsDocument = {"__meta__":{"hash":"sha256:687a8b602944cd070ecf422a42674c020a8b2d0cbf8b040dbe81240d1ab9d4d7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListedOnlineStreams"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"500"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onlineStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListedOnlineStreamsQuery, ListedOnlineStreamsQueryVariables>;
export const LiveCallBudgetsDocument = {"__meta__":{"hash":"sha256:651956afd5d12e27bf54a72885dac7d545b53a21d1f3730dd27d01feea560588"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveCallBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveCallBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<LiveCallBudgetsQuery, LiveCallBudgetsQueryVariables>;
export const LiveDomainDocument = {"__meta__":{"hash":"sha256:ad69f62b61371538df54ed8a52b036725c2720f9c849714198b5be3a8fd7d7e3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveDomain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"streamingDomain"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenCount"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenLimit"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"onlineStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LiveDomainQuery, LiveDomainQueryVariables>;
export const LiveDomainsDocument = {"__meta__":{"hash":"sha256:8b800bdcfd3126798d7f1eb5fbd843ebd7f29eae0d8626250971d53bfe296246"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveDomains"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomains"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}}]}}]}}]} as unknown as DocumentNode<LiveDomainsQuery, LiveDomainsQueryVariables>;
export const LiveStreamActionsDocument = {"__meta__":{"hash":"sha256:4059217f55dbb792f4e58c98dcb6f36ca998ddd137a79c9f5535e37ea85cb333"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveStreamActions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStreamActionFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStreamActions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LiveStreamActionsQuery, LiveStreamActionsQueryVariables>;
export const LiveStreamEventsDocument = {"__meta__":{"hash":"sha256:59823b471c03dd2dc0bd9398ff28dc22fc72e677ef0f62d29cde44d272db2ac5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveStreamEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStreamEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"streamName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]}}]} as unknown as DocumentNode<LiveStreamEventsSubscription, LiveStreamEventsSubscriptionVariables>;
export const LiveStreamStatusDocument = {"__meta__":{"hash":"sha256:7efd9696be1c4f74a082e45b84e03b96d367b80e47ac492787709f595678dd81"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveStreamStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStreamStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"streamName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}}]}}]}}]} as unknown as DocumentNode<LiveStreamStatusSubscription, LiveStreamStatusSubscriptionVariables>;
export const LiveStreamDocument = {"__meta__":{"hash":"sha256:d71c01ccd9cc9b74ce5ab52b8e3cbf8b1ba29555bef441e5bc4468857f62ef5d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"streamName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LiveStreamQuery, LiveStreamQueryVariables>;
export const LiveStreamsByAddressDocument = {"__meta__":{"hash":"sha256:e10ae735b1912ddd42d399bfc4feccd0950f6c642703b1c0941fd7c79ad4abb6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveStreamsByAddress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"addresses"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LiveStreamAddressInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStreamsByAddress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"addresses"},"value":{"kind":"Variable","name":{"kind":"Name","value":"addresses"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanResume"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCanForbid"}}]}}]}}]} as unknown as DocumentNode<LiveStreamsByAddressQuery, LiveStreamsByAddressQueryVariables>;
export const ResumeLiveStreamDocument = {"__meta__":{"hash":"sha256:9e53b59b757556f07140897ca89ce85f5437b4d9a55fc0d207473526830dc9cf"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeLiveStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeLiveStreamInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeLiveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"wasForbidden"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeLiveStreamMutation, ResumeLiveStreamMutationVariables>;
export const ResumeLiveStreamsDocument = {"__meta__":{"hash":"sha256:80d0d38c9dc6acf6611b7976d2ad0ff24e36ac6d5824ffa32acdc34ac4179dcc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeLiveStreams"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeLiveStreamsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeLiveStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"wasForbidden"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ResumeLiveStreamsMutation, ResumeLiveStreamsMutationVariables>;
export const RetryBulkResumeDocument = {"__meta__":{"hash":"sha256:9a082228bb6ab7ee062196367a6873d5bbfc61a4c97dc2901d89f1de2924db22"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryBulkResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryBulkResumeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryBulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]}}]}}]} as unknown as DocumentNode<RetryBulkResumeMutation, RetryBulkResumeMutationVariables>;
export const StartBulkResumeDocument = {"__meta__":{"hash":"sha256:fd5cc056628b030f1fb8de7ce30af9bc1e5724922d3f3c482acac87f96de5431"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartBulkResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartBulkResumeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startBulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}}]}}]}}]}}]} as unknown as DocumentNode<StartBulkResumeMutation, StartBulkResumeMutationVariables>;
export const StreamHistoryDocument = {"__meta__":{"hash":"sha256:6d02e553fd13015bd03fbfd2b230864b8f36b2b378dbae84fbfc1f9150193ea3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StreamHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"streamName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hasCallbacks"}}]}},{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<StreamHistoryQuery, StreamHistoryQueryVariables>;