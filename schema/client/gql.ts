/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "subscription BulkResumeProgress($id: ID!) {\n  bulkResumeProgress(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}": typeof types.BulkResumeProgressDocument,
    "query BulkResume($id: ID!, $first: Int! = 50, $after: String, $outcome: ItemOutcome) {\n  bulkResume(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n    items(first: $first, after: $after, outcome: $outcome) {\n      edges {\n        node {\n          appName\n          streamName\n          outcome\n          requestId\n          code\n          attempts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n}": typeof types.BulkResumeDocument,
    "query CallBudgets {\n  callBudgets {\n    operation\n    perSecond\n    available\n    waiting\n    retryAfterMs\n  }\n}": typeof types.CallBudgetsDocument,
    "mutation CancelBulkResume($id: ID!) {\n  cancelBulkResume(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}": typeof types.CancelBulkResumeDocument,
    "mutation ForbidLiveStream($input: ForbidLiveStreamInput!) {\n  forbidLiveStream(input: $input) {\n    requestId\n    until\n    stream {\n      id\n      status\n      forbiddenUntil\n    }\n  }\n}": typeof types.ForbidLiveStreamDocument,
    "query LiveDomain($name: String!, $first: Int! = 50, $after: String, $appName: String) {\n  liveDomain(name: $name) {\n    name\n    streamingDomain\n    forbiddenStreams(first: $first, after: $after, appName: $appName) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          appName\n          streamName\n          forbiddenUntil\n        }\n      }\n    }\n    onlineStreams(first: 50, appName: $appName) {\n      totalCount\n      edges {\n        node {\n          id\n          appName\n          streamName\n          publishedAt\n        }\n      }\n    }\n  }\n}": typeof types.LiveDomainDocument,
    "query LiveStream($domainName: String!, $appName: String!, $streamName: String!) {\n  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {\n    id\n    domainName\n    appName\n    streamName\n    status\n    publishedAt\n    forbiddenUntil\n    actions(first: 10) {\n      totalCount\n      edges {\n        node {\n          id\n          kind\n          outcome\n          by\n          reason\n          until\n          startedAt\n          requestId\n        }\n      }\n    }\n  }\n}": typeof types.LiveStreamDocument,
    "mutation ResumeLiveStream($input: ResumeLiveStreamInput!) {\n  resumeLiveStream(input: $input) {\n    requestId\n    stream {\n      id\n      domainName\n      appName\n      streamName\n    }\n  }\n}": typeof types.ResumeLiveStreamDocument,
    "mutation StartBulkResume($input: StartBulkResumeInput!) {\n  startBulkResume(input: $input) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}": typeof types.StartBulkResumeDocument,
};
const documents: Documents = {
    "subscription BulkResumeProgress($id: ID!) {\n  bulkResumeProgress(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}": types.BulkResumeProgressDocument,
    "query BulkResume($id: ID!, $first: Int! = 50, $after: String, $outcome: ItemOutcome) {\n  bulkResume(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n    items(first: $first, after: $after, outcome: $outcome) {\n      edges {\n        node {\n          appName\n          streamName\n          outcome\n          requestId\n          code\n          attempts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n}": types.BulkResumeDocument,
    "query CallBudgets {\n  callBudgets {\n    operation\n    perSecond\n    available\n    waiting\n    retryAfterMs\n  }\n}": types.CallBudgetsDocument,
    "mutation CancelBulkResume($id: ID!) {\n  cancelBulkResume(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}": types.CancelBulkResumeDocument,
    "mutation ForbidLiveStream($input: ForbidLiveStreamInput!) {\n  forbidLiveStream(input: $input) {\n    requestId\n    until\n    stream {\n      id\n      status\n      forbiddenUntil\n    }\n  }\n}": types.ForbidLiveStreamDocument,
    "query LiveDomain($name: String!, $first: Int! = 50, $after: String, $appName: String) {\n  liveDomain(name: $name) {\n    name\n    streamingDomain\n    forbiddenStreams(first: $first, after: $after, appName: $appName) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          appName\n          streamName\n          forbiddenUntil\n        }\n      }\n    }\n    onlineStreams(first: 50, appName: $appName) {\n      totalCount\n      edges {\n        node {\n          id\n          appName\n          streamName\n          publishedAt\n        }\n      }\n    }\n  }\n}": types.LiveDomainDocument,
    "query LiveStream($domainName: String!, $appName: String!, $streamName: String!) {\n  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {\n    id\n    domainName\n    appName\n    streamName\n    status\n    publishedAt\n    forbiddenUntil\n    actions(first: 10) {\n      totalCount\n      edges {\n        node {\n          id\n          kind\n          outcome\n          by\n          reason\n          until\n          startedAt\n          requestId\n        }\n      }\n    }\n  }\n}": types.LiveStreamDocument,
    "mutation ResumeLiveStream($input: ResumeLiveStreamInput!) {\n  resumeLiveStream(input: $input) {\n    requestId\n    stream {\n      id\n      domainName\n      appName\n      streamName\n    }\n  }\n}": types.ResumeLiveStreamDocument,
    "mutation StartBulkResume($input: StartBulkResumeInput!) {\n  startBulkResume(input: $input) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}": types.StartBulkResumeDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription BulkResumeProgress($id: ID!) {\n  bulkResumeProgress(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}"): (typeof documents)["subscription BulkResumeProgress($id: ID!) {\n  bulkResumeProgress(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query BulkResume($id: ID!, $first: Int! = 50, $after: String, $outcome: ItemOutcome) {\n  bulkResume(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n    items(first: $first, after: $after, outcome: $outcome) {\n      edges {\n        node {\n          appName\n          streamName\n          outcome\n          requestId\n          code\n          attempts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n}"): (typeof documents)["query BulkResume($id: ID!, $first: Int! = 50, $after: String, $outcome: ItemOutcome) {\n  bulkResume(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n    items(first: $first, after: $after, outcome: $outcome) {\n      edges {\n        node {\n          appName\n          streamName\n          outcome\n          requestId\n          code\n          attempts\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CallBudgets {\n  callBudgets {\n    operation\n    perSecond\n    available\n    waiting\n    retryAfterMs\n  }\n}"): (typeof documents)["query CallBudgets {\n  callBudgets {\n    operation\n    perSecond\n    available\n    waiting\n    retryAfterMs\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CancelBulkResume($id: ID!) {\n  cancelBulkResume(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}"): (typeof documents)["mutation CancelBulkResume($id: ID!) {\n  cancelBulkResume(id: $id) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ForbidLiveStream($input: ForbidLiveStreamInput!) {\n  forbidLiveStream(input: $input) {\n    requestId\n    until\n    stream {\n      id\n      status\n      forbiddenUntil\n    }\n  }\n}"): (typeof documents)["mutation ForbidLiveStream($input: ForbidLiveStreamInput!) {\n  forbidLiveStream(input: $input) {\n    requestId\n    until\n    stream {\n      id\n      status\n      forbiddenUntil\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LiveDomain($name: String!, $first: Int! = 50, $after: String, $appName: String) {\n  liveDomain(name: $name) {\n    name\n    streamingDomain\n    forbiddenStreams(first: $first, after: $after, appName: $appName) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          appName\n          streamName\n          forbiddenUntil\n        }\n      }\n    }\n    onlineStreams(first: 50, appName: $appName) {\n      totalCount\n      edges {\n        node {\n          id\n          appName\n          streamName\n          publishedAt\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query LiveDomain($name: String!, $first: Int! = 50, $after: String, $appName: String) {\n  liveDomain(name: $name) {\n    name\n    streamingDomain\n    forbiddenStreams(first: $first, after: $after, appName: $appName) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          appName\n          streamName\n          forbiddenUntil\n        }\n      }\n    }\n    onlineStreams(first: 50, appName: $appName) {\n      totalCount\n      edges {\n        node {\n          id\n          appName\n          streamName\n          publishedAt\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LiveStream($domainName: String!, $appName: String!, $streamName: String!) {\n  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {\n    id\n    domainName\n    appName\n    streamName\n    status\n    publishedAt\n    forbiddenUntil\n    actions(first: 10) {\n      totalCount\n      edges {\n        node {\n          id\n          kind\n          outcome\n          by\n          reason\n          until\n          startedAt\n          requestId\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query LiveStream($domainName: String!, $appName: String!, $streamName: String!) {\n  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {\n    id\n    domainName\n    appName\n    streamName\n    status\n    publishedAt\n    forbiddenUntil\n    actions(first: 10) {\n      totalCount\n      edges {\n        node {\n          id\n          kind\n          outcome\n          by\n          reason\n          until\n          startedAt\n          requestId\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ResumeLiveStream($input: ResumeLiveStreamInput!) {\n  resumeLiveStream(input: $input) {\n    requestId\n    stream {\n      id\n      domainName\n      appName\n      streamName\n    }\n  }\n}"): (typeof documents)["mutation ResumeLiveStream($input: ResumeLiveStreamInput!) {\n  resumeLiveStream(input: $input) {\n    requestId\n    stream {\n      id\n      domainName\n      appName\n      streamName\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation StartBulkResume($input: StartBulkResumeInput!) {\n  startBulkResume(input: $input) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}"): (typeof documents)["mutation StartBulkResume($input: StartBulkResumeInput!) {\n  startBulkResume(input: $input) {\n    id\n    domainName\n    by\n    reason\n    state\n    total\n    resumed\n    failed\n    cancelled\n    skipped\n    startedAt\n    finishedAt\n    secondsLeft\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;