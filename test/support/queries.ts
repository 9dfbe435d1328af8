/** The mutation as a front end sends it. */
export const RESUME = `mutation ($input: ResumeLiveStreamInput!) {
  resumeLiveStream(input: $input) { requestId stream { id domainName appName streamName } }
}`;

/** A resume that also reads the status of the stream. */
export const RESUME_AND_READ = `mutation ($input: ResumeLiveStreamInput!) {
  resumeLiveStream(input: $input) { requestId stream { id status publishedAt } }
}`;

export const FORBID = `mutation ($input: ForbidLiveStreamInput!) {
  forbidLiveStream(input: $input) { requestId until stream { id status } }
}`;

/** The forbidden streams and the online list of a domain. */
export const DOMAIN = `query ($name: String!, $first: Int! = 50, $after: String, $appName: String) {
  liveDomain(name: $name) {
    name streamingDomain
    forbiddenStreams(first: $first, after: $after, appName: $appName) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node { id domainName appName streamName status } }
    }
    onlineStreams(appName: $appName) { totalCount edges { node { streamName status publishedAt } } }
  }
}`;

export const START_BULK_RESUME = `mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }`;
export const BULK_STATE = 'query ($id: ID!) { bulkResume(id: $id) { state } }';
