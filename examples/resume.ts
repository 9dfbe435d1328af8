/**
 * Resumes a stream with the typed documents and graphql-request.
 *
 *   npm start                                  # one terminal: prints the address and a token
 *   export APSARA_GATEWAY_TOKEN=<token>        # another terminal
 *   node examples/resume.ts                    # the gateway at APSARA_GATEWAY_ENDPOINT, else on this machine
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
/** @throws an error that does not come from the gateway, such as a network error */
export async function resume(url: string, token: string, input: ResumeLiveStreamInput): Promise<Resumed> {
  const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } });
  const document = ResumeLiveStreamDocument;
  const send = () => client.request({ document, variables: { input }, signal: AbortSignal.timeout(15_000) });
  try {
    return toResumed(await withRetry(send, { document }));
  } catch (thrown) {
    const result = toGraphqlResult(thrown);
    const data = result?.data as Partial<ResumeLiveStreamMutation> | null | undefined;
    // An error of another field does not hide that the stream was resumed.
    if (data?.resumeLiveStream) return toResumed({ resumeLiveStream: data.resumeLiveStream });
    const error = toGatewayError(result?.errors);
    if (error === undefined) throw thrown;
    return { error };
  }
}

function toResumed({ resumeLiveStream }: ResumeLiveStreamMutation): Resumed {
  if (!resumeLiveStream) throw new Error('the gateway gave no data');
  return { requestId: resumeLiveStream.requestId, streamId: resumeLiveStream.stream?.id };
}
// #endregion

if (process.argv[1] === import.meta.filename) {
  const { APSARA_GATEWAY_ENDPOINT: url = 'http://127.0.0.1:4000/graphql', APSARA_GATEWAY_TOKEN: token = '' } =
    process.env;
  const stream = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
  console.log(await resume(url, token, { ...stream, reason: 'appeal granted' }));
}
