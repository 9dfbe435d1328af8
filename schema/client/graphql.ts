/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How far a bulk job is. */
export const BulkState = {
  /** It was cancelled: what was not sent by then never is. */
  CANCELLED: 'CANCELLED',
  /** Every item has its outcome. */
  FINISHED: 'FINISHED',
  /** Some items have no outcome yet. */
  RUNNING: 'RUNNING'
} as const;

export type BulkState = typeof BulkState[keyof typeof BulkState];
/** A stream of the job’s domain. */
export type BulkStreamInput = {
  /** The app name; not `*`. */
  readonly appName: string;
  /** The stream name. */
  readonly streamName: string;
};

/** Which stream to forbid, and how. */
export type ForbidLiveStreamInput = {
  /** The app name, 1 to 255 characters without control characters, whitespace, `/`, `?` or `#`. There is no wildcard for forbidding. */
  readonly appName: string;
  /** The ingest domain (not the streaming domain), a host name such as `push.example.com`. Case does not matter. */
  readonly domainName: string;
  /** Which side of the stream to forbid. */
  readonly liveStreamType?: LiveStreamType;
  /** Whether to keep the stream out, or only to cut it. After a CUT most encoders connect again. */
  readonly mode?: ForbidMode;
  /** Why, in at most 500 characters. For `LiveStream.actions`; never sent to ApsaraVideo Live. */
  readonly reason?: string | null | undefined;
  /** The stream name, under the same rules as `appName`. */
  readonly streamName: string;
  /** When the forbid ends by itself, in the future; a part of a second counts as a whole one. Default: the duration that the gateway is configured with, 24 hours unless changed. Not with CUT. */
  readonly until?: string | null | undefined;
};

/** Whether a stream is kept out, or only cut. */
export const ForbidMode = {
  /** Only cut it. It is not listed as forbidden, and most encoders connect again within seconds: to end a stream, use UNTIL. */
  CUT: 'CUT',
  /** Cut it and keep it out until the end that is given. */
  UNTIL: 'UNTIL'
} as const;

export type ForbidMode = typeof ForbidMode[keyof typeof ForbidMode];
/** What came of one stream of a bulk job. */
export const ItemOutcome = {
  /** The job was cancelled before this stream was sent. */
  CANCELLED: 'CANCELLED',
  /** It was refused, or failed after all retries; `code` gives the reason. */
  FAILED: 'FAILED',
  /** Not decided yet; the only outcome that may still change. */
  PENDING: 'PENDING',
  /** ApsaraVideo Live has accepted the resume. */
  RESUMED: 'RESUMED',
  /** The stream was forbidden after the job was started: the job does not lift that forbid. */
  SKIPPED: 'SKIPPED'
} as const;

export type ItemOutcome = typeof ItemOutcome[keyof typeof ItemOutcome];
/** What a stream is doing. */
export const LiveStreamStatus = {
  /** It is on the forbid list: an encoder that pushes it is turned away. */
  FORBIDDEN: 'FORBIDDEN',
  /** It is not being published, and may be. */
  OFFLINE: 'OFFLINE',
  /** It is being published. */
  ONLINE: 'ONLINE'
} as const;

export type LiveStreamStatus = typeof LiveStreamStatus[keyof typeof LiveStreamStatus];
/** Which side of a stream is meant. ApsaraVideo Live knows publishers only. */
export const LiveStreamType = {
  /** The encoder that pushes the stream (`publisher` upstream). */
  PUBLISHER: 'PUBLISHER'
} as const;

export type LiveStreamType = typeof LiveStreamType[keyof typeof LiveStreamType];
/** Which stream to resume. Names are matched exactly by ApsaraVideo Live. */
export type ResumeLiveStreamInput = {
  /** The app name, 1 to 255 characters without control characters, whitespace, `/`, `?` or `#`. `*` alone means every app of the domain and needs a grant with `anyApp`. */
  readonly appName: string;
  /** The ingest domain (not the streaming domain), a host name such as `push.example.com`. Case does not matter. */
  readonly domainName: string;
  /** Which side of the stream to resume. */
  readonly liveStreamType?: LiveStreamType;
  /** Why, in at most 500 characters. For `LiveStream.actions`; never sent to ApsaraVideo Live, which has no place for it. */
  readonly reason?: string | null | undefined;
  /** The stream name, under the same rules as `appName`. There is no wildcard: `*` alone is refused, since ApsaraVideo Live would look for a stream of that name. */
  readonly streamName: string;
};

/** Which streams to resume: either `streams`, or `allForbidden: true`. */
export type StartBulkResumeInput = {
  /** Every stream on the domain’s forbid list at the start. Excludes `streams`. */
  readonly allForbidden?: boolean;
  /** With `allForbidden`: only the forbidden streams of this app. */
  readonly appName?: string | null | undefined;
  /** The ingest domain, a host name. Case does not matter. */
  readonly domainName: string;
  /** A key of the caller’s own making, 1 to 128 characters. The same key gives the same job, so that a request whose answer was lost can be repeated. */
  readonly idempotencyKey?: string | null | undefined;
  /** Why, in at most 500 characters. Kept in the ledger with each stream, never sent upstream. */
  readonly reason?: string | null | undefined;
  /** The streams, 1 to 10,000, in a variable. One that is named twice is resumed once. Excludes `allForbidden`. */
  readonly streams?: ReadonlyArray<BulkStreamInput> | null | undefined;
};

/** What was done to a stream. */
export const StreamActionKind = {
  /** It was cut only. */
  CUT: 'CUT',
  /** It was cut and kept out. */
  FORBID: 'FORBID',
  /** Its forbid was lifted. */
  RESUME: 'RESUME'
} as const;

export type StreamActionKind = typeof StreamActionKind[keyof typeof StreamActionKind];
/** How an action ended. */
export const StreamActionOutcome = {
  /** Nothing left the gateway: surely no effect. */
  NOT_SENT: 'NOT_SENT',
  /** It is under way. */
  PENDING: 'PENDING',
  /** ApsaraVideo Live refused it. */
  REJECTED: 'REJECTED',
  /** ApsaraVideo Live has accepted it. */
  SUCCEEDED: 'SUCCEEDED',
  /** It was sent and no trustworthy answer came back: it may have taken effect. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type StreamActionOutcome = typeof StreamActionOutcome[keyof typeof StreamActionOutcome];
export type BulkResumeProgressSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type BulkResumeProgressSubscription = { readonly bulkResumeProgress: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null } };

export type BulkResumeQueryVariables = Exact<{
  id: string | number;
  first?: number;
  after?: string | null | undefined;
  outcome?: ItemOutcome | null | undefined;
}>;


export type BulkResumeQuery = { readonly bulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null, readonly items: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly appName: string, readonly streamName: string, readonly outcome: ItemOutcome, readonly requestId: string | null, readonly code: string | null, readonly attempts: number } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type CallBudgetsQueryVariables = Exact<{ [key: string]: never; }>;


export type CallBudgetsQuery = { readonly callBudgets: ReadonlyArray<{ readonly operation: string, readonly perSecond: number, readonly available: number, readonly waiting: number, readonly retryAfterMs: number }> };

export type CancelBulkResumeMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelBulkResumeMutation = { readonly cancelBulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null } };

export type ForbidLiveStreamMutationVariables = Exact<{
  input: ForbidLiveStreamInput;
}>;


export type ForbidLiveStreamMutation = { readonly forbidLiveStream: { readonly requestId: string, readonly until: string | null, readonly stream: { readonly id: string, readonly status: LiveStreamStatus, readonly forbiddenUntil: string | null } } };

export type LiveDomainQueryVariables = Exact<{
  name: string;
  first?: number;
  after?: string | null | undefined;
  appName?: string | null | undefined;
}>;


export type LiveDomainQuery = { readonly liveDomain: { readonly name: string, readonly streamingDomain: string | null, readonly forbiddenStreams: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly appName: string, readonly streamName: string, readonly forbiddenUntil: string | null } }> }, readonly onlineStreams: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly appName: string, readonly streamName: string, readonly publishedAt: string | null } }> } } };

export type LiveStreamQueryVariables = Exact<{
  domainName: string;
  appName: string;
  streamName: string;
}>;


export type LiveStreamQuery = { readonly liveStream: { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string, readonly status: LiveStreamStatus, readonly publishedAt: string | null, readonly forbiddenUntil: string | null, readonly actions: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: StreamActionKind, readonly outcome: StreamActionOutcome, readonly by: string, readonly reason: string | null, readonly until: string | null, readonly startedAt: string, readonly requestId: string | null } }> } } };

export type ResumeLiveStreamMutationVariables = Exact<{
  input: ResumeLiveStreamInput;
}>;


export type ResumeLiveStreamMutation = { readonly resumeLiveStream: { readonly requestId: string, readonly stream: { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string } | null } };

export type StartBulkResumeMutationVariables = Exact<{
  input: StartBulkResumeInput;
}>;


export type StartBulkResumeMutation = { readonly startBulkResume: { readonly id: string, readonly domainName: string, readonly by: string, readonly reason: string | null, readonly state: BulkState, readonly total: number, readonly resumed: number, readonly failed: number, readonly cancelled: number, readonly skipped: number, readonly startedAt: string, readonly finishedAt: string | null, readonly secondsLeft: number | null } };


export const BulkResumeProgressDocument = {"__meta__":{"hash":"sha256:d325079bb12c35f0e95911ca60f6a9bd23b3c50077e5e4be60a0fba1b77d6b8e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BulkResumeProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResumeProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}}]}}]}}]} as unknown as DocumentNode<BulkResumeProgressSubscription, BulkResumeProgressSubscriptionVariables>;
export const BulkResumeDocument = {"__meta__":{"hash":"sha256:061cd40d70870932cc691b850f4d2291ca9f6f3085c6fb1e971089eacd397ae7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BulkResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"outcome"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ItemOutcome"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"outcome"},"value":{"kind":"Variable","name":{"kind":"Name","value":"outcome"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}}]} as unknown as DocumentNode<BulkResumeQuery, BulkResumeQueryVariables>;
export const CallBudgetsDocument = {"__meta__":{"hash":"sha256:6fcf2b1c22dfa8c9a3b906f2dbf1a56d76de587b5aa539b61192d40f2b00a684"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<CallBudgetsQuery, CallBudgetsQueryVariables>;
export const CancelBulkResumeDocument = {"__meta__":{"hash":"sha256:245d9bb5c0a38c548d18fc65cba55b362731757d375b57270a7b460e3d701da7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelBulkResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelBulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}}]}}]}}]} as unknown as DocumentNode<CancelBulkResumeMutation, CancelBulkResumeMutationVariables>;
export const ForbidLiveStreamDocument = {"__meta__":{"hash":"sha256:b592b544c79713485a4c59b15c05a588fba69408a63a84ef8ccb1968cf993d47"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ForbidLiveStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ForbidLiveStreamInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"forbidLiveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}}]}}]}}]}}]} as unknown as DocumentNode<ForbidLiveStreamMutation, ForbidLiveStreamMutationVariables>;
export const LiveDomainDocument = {"__meta__":{"hash":"sha256:fe2add3226a7df6923626065f50b690783598b00cf0374d93ca8ac88afc1d5bb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveDomain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"streamingDomain"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"onlineStreams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LiveDomainQuery, LiveDomainQueryVariables>;
export const LiveStreamDocument = {"__meta__":{"hash":"sha256:84e1b5048e3532c2e8b9527785c7937bcfd1dcb7413733754975e015ae3d7780"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"streamName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"forbiddenUntil"}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LiveStreamQuery, LiveStreamQueryVariables>;
export const ResumeLiveStreamDocument = {"__meta__":{"hash":"sha256:e6e601697fec93285386d98f5d1e36811d7291617d809fb6facc2cc1d6281b3d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeLiveStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeLiveStreamInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeLiveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeLiveStreamMutation, ResumeLiveStreamMutationVariables>;
export const StartBulkResumeDocument = {"__meta__":{"hash":"sha256:dea124dc5ac1af4109bfc76f952aea9dd8498f51fa74ba9dfe9cd3a98cf26aaf"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartBulkResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartBulkResumeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startBulkResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"resumed"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"cancelled"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}}]}}]}}]} as unknown as DocumentNode<StartBulkResumeMutation, StartBulkResumeMutationVariables>;