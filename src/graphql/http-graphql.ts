import { type IncomingHttpHeaders } from 'node:http';

/** One request at /graphql, its body parsed. */
export interface HttpGraphqlRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** With its `?`, or empty. */
  readonly search: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** What is answered, whole. */
export interface HttpGraphqlAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly text: string;
}
