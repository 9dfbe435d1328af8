/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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
  /** Why, in at most 500 characters. Never sent to ApsaraVideo Live, which has no place for it, and not yet kept by the gateway. */
  readonly reason?: string | null | undefined;
  /** The stream name, under the same rules as `appName`. There is no wildcard: `*` alone is refused, since ApsaraVideo Live would look for a stream of that name. */
  readonly streamName: string;
};

export type CallBudgetsQueryVariables = Exact<{ [key: string]: never; }>;


export type CallBudgetsQuery = { readonly callBudgets: ReadonlyArray<{ readonly operation: string, readonly perSecond: number, readonly available: number, readonly waiting: number, readonly retryAfterMs: number }> };

export type LiveStreamQueryVariables = Exact<{
  domainName: string;
  appName: string;
  streamName: string;
}>;


export type LiveStreamQuery = { readonly liveStream: { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string } };

export type ResumeLiveStreamMutationVariables = Exact<{
  input: ResumeLiveStreamInput;
}>;


export type ResumeLiveStreamMutation = { readonly resumeLiveStream: { readonly requestId: string, readonly stream: { readonly id: string, readonly domainName: string, readonly appName: string, readonly streamName: string } | null } };


export const CallBudgetsDocument = {"__meta__":{"hash":"sha256:6fcf2b1c22dfa8c9a3b906f2dbf1a56d76de587b5aa539b61192d40f2b00a684"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callBudgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"perSecond"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<CallBudgetsQuery, CallBudgetsQueryVariables>;
export const LiveStreamDocument = {"__meta__":{"hash":"sha256:54dee5733448a416bbb8a6291ff2921dfd9af5ac21a239e59d268d14a7746b74"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LiveStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainName"}}},{"kind":"Argument","name":{"kind":"Name","value":"appName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appName"}}},{"kind":"Argument","name":{"kind":"Name","value":"streamName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"streamName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}}]}}]} as unknown as DocumentNode<LiveStreamQuery, LiveStreamQueryVariables>;
export const ResumeLiveStreamDocument = {"__meta__":{"hash":"sha256:e6e601697fec93285386d98f5d1e36811d7291617d809fb6facc2cc1d6281b3d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeLiveStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeLiveStreamInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeLiveStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"stream"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"streamName"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeLiveStreamMutation, ResumeLiveStreamMutationVariables>;