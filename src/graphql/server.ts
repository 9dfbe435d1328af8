import { type IncomingHttpHeaders } from 'node:http';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from '../telemetry/logger.js';
import { type GraphqlContext } from './context.js';
import { DOCUMENT_LIMITS } from './documents/limits.js';
import { offeredOperations } from './documents/offered-operations.js';
import { createRequestPlugin } from './plugin/request-plugin.js';
import { formatGraphqlError } from './errors.js';
import {
  type GraphqlErrors,
  runStreamed,
  type StreamedExecution,
  type StreamedOperation,
} from './subscription/run.js';
import { type SubscriptionOptions } from './subscription/subscriptions.js';

export interface GraphqlServerOptions extends SubscriptionOptions {
  readonly schema: GraphQLSchema;
  /** Whether introspection is on, and errors suggest field names. */
  readonly revealSchema: boolean;
}

/** A request at /graphql with its parsed body. */
export interface GraphqlHttpRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The query string with its `?`, or an empty string. */
  readonly search: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export interface GraphqlHttpResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The body of the answer, as JSON. */
  readonly text: string;
}

export interface GraphqlServer {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Answers a request over HTTP. */
  answer(request: GraphqlHttpRequest, context: GraphqlContext): Promise<GraphqlHttpResponse>;
  /** Runs an operation that arrived over a streaming transport. */
  stream(operation: StreamedOperation, context: GraphqlContext): Promise<StreamedExecution | GraphqlErrors>;
}

/** Creates the GraphQL server. Apollo Server runs every operation. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const apollo = createApollo(options);
  return {
    start: () => apollo.start(),
    stop: () => apollo.stop(),
    async answer({ method, headers, search, body }, context) {
      const {
        status,
        headers: responseHeaders,
        body: responseBody,
      } = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: toHeaderMap(headers), search, body },
        context: () => Promise.resolve(context),
      });
      if (responseBody.kind === 'chunked') throw new Error('incremental delivery is not supported');
      return { status: status ?? 200, headers: responseHeaders, text: responseBody.string };
    },
    stream: (operation, context) => runStreamed(apollo, options.schema, operation, context),
  };
}

/**
 * The headers that Apollo reads: the media types, and the headers that its CSRF prevention accepts as proof of a
 * preflight.
 */
const APOLLO_HEADERS = ['accept', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'];

function toHeaderMap(all: IncomingHttpHeaders): HeaderMap {
  const headers = new HeaderMap();
  for (const name of APOLLO_HEADERS) {
    const value = all[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

/** Creates Apollo Server without usage reporting and without batches, and with masked errors. */
function createApollo(options: GraphqlServerOptions): ApolloServer<GraphqlContext> {
  return new ApolloServer<GraphqlContext>({
    schema: options.schema,
    introspection: options.revealSchema,
    hideSchemaDetailsFromClientErrors: !options.revealSchema,
    includeStacktraceInErrorResponses: false,
    formatError: formatGraphqlError,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    validationRules: [offeredOperations],
    // The document gate already counted the tokens. This limit applies to callers that do not use the gate.
    parseOptions: { maxLexicalTokens: DOCUMENT_LIMITS.tokens },
    stopOnTerminationSignals: false,
    logger: toApolloLogger(options.logger),
    plugins: [
      createRequestPlugin(options),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Creates a logger for Apollo. Messages of Apollo may quote whole errors, so the log contains only their level. */
function toApolloLogger(logger: Logger): Record<'debug' | 'info' | 'warn' | 'error', () => void> {
  const log = (level: 'debug' | 'info' | 'warn' | 'error') => (): void => {
    logger[level]({ source: 'apollo' }, 'Apollo Server has logged a message of this level');
  };
  return { debug: log('debug'), info: log('debug'), warn: log('warn'), error: log('error') };
}
