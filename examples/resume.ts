/**
 * Resumes a stream with the typed documents and a common GraphQL client.
 *
 *   npm start                                             # one terminal: prints the address and a token
 *   node examples/resume.ts http://127.0.0.1:4000/graphql <token>
 */
import { ResumeLiveStreamDocument, type ResumeLiveStreamInput } from 'apsara-live-gateway/client';
import { ClientError, GraphQLClient } from 'graphql-request';

/** What a front end acts on; docs/errors.md says what each code asks for. */
export interface Problem {
  readonly code: string;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** `UNKNOWN`: it may have taken effect. Absent: nothing was sent. */
  readonly outcome?: 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';
  readonly retryAfterMs?: number;
  /** What to quote to the gateway's operator. */
  readonly correlationId?: string;
}

export type Resumed =
  | { readonly requestId: string | undefined; readonly streamId: string | undefined }
  | { readonly problem: Problem };

/** @throws Error when the gateway itself cannot be reached */
export async function resume(url: string, token: string, input: ResumeLiveStreamInput): Promise<Resumed> {
  const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } });
  try {
    const { resumeLiveStream } = await client.request({
      document: ResumeLiveStreamDocument,
      variables: { input },
      signal: AbortSignal.timeout(15_000),
    });
    return { requestId: resumeLiveStream?.requestId, streamId: resumeLiveStream?.stream?.id };
  } catch (thrown) {
    const problem = toProblem(thrown);
    if (problem === undefined) throw thrown;
    return { problem };
  }
}

/** The first error of an answer; undefined for what is no answer of the gateway. */
export function toProblem(thrown: unknown): Problem | undefined {
  if (!(thrown instanceof ClientError)) return undefined;
  const extensions: Readonly<Record<string, unknown>> | undefined = thrown.response.errors?.[0]?.extensions;
  return typeof extensions?.['code'] === 'string' ? (extensions as unknown as Problem) : undefined;
}

if (process.argv[1] === import.meta.filename) {
  const [url = 'http://127.0.0.1:4000/graphql', token = ''] = process.argv.slice(2);
  const stream = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
  console.log(await resume(url, token, { ...stream, reason: 'appeal granted' }));
}
