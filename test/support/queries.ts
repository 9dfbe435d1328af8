/** The mutation as a front end writes it. */
export const RESUME = `mutation ($input: ResumeLiveStreamInput!) {
  resumeLiveStream(input: $input) { requestId stream { id domainName appName streamName } }
}`;
