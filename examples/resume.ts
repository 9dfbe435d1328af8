/**
 * Resumes a stream with the typed documents and graphql-request.
 *
 *   npm start                                             # one terminal: prints the address and a token
 *   node examples/resume.ts http://127.0.0.1:4000/graphql <token>
 *
 * A front end imports the same from `apsara-live-gateway-client`, without the server.
 */
import {
  type GatewayError,
  ResumeLiveStreamDocument,
  type ResumeLiveStreamInput,
  type ResumeLiveStreamMutation,
  toGatewayError,
  toGraphqlResult,
  withRetry,
} from 'apsara-live-gateway/client';
import { GraphQLClient } from 'graphql-request';

export type Resumed =
  { readonly requestId: string; readonly streamId: string | undefined } | { readonly error: GatewayError };

// #region resume
/**
 * Resumes a stream.
 * @throws an error that is not an answer of the gateway, such as a network fault
 */
export async function resume(url: string, token: string, input: ResumeLiveStreamInput): Promise<Resumed> {
  const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } });
  const document = ResumeLiveStreamDocument;
  const send = () => client.request({ document, variables: { input }, signal: AbortSignal.timeout(15_000) });
  try {
    return toResumed(await withRetry(send, { document }));
  } catch (thrown) {
    const result = toGraphqlResult(thrown);
    const data = result?.data as Partial<ResumeLiveStreamMutation> | null | undefined;
    // The stream was resumed, even if another field has an error.
    if (data?.resumeLiveStream) return toResumed({ resumeLiveStream: data.resumeLiveStream });
    const error = toGatewayError(result?.errors);
    if (error === undefined) throw thrown;
    return { error };
  }
}

function toResumed({ resumeLiveStream }: ResumeLiveStreamMutation): Resumed {
  if (!resumeLiveStream) throw new Error('the gateway returned no data');
  return { requestId: resumeLiveStream.requestId, streamId: resumeLiveStream.stream?.id };
}
// #endregion

if (process.argv[1] === import.meta.filename) {
  const [url = 'http://127.0.0.1:4000/graphql', token = ''] = process.argv.slice(2);
  const stream = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
  console.log(await resume(url, token, { ...stream, reason: 'appeal granted' }));
}
