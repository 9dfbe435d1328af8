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
import { type HttpGraphqlAnswer, type HttpGraphqlRequest } from './http-graphql.js';
import { KnownDocuments } from './known-documents.js';
import { executeKnown } from './known-operation.js';
import { DOCUMENT_LIMITS } from './limit/limits.js';
import { offeredOperations } from './limit/offered-operations.js';
import { answerPlugin } from './plugin/answer.js';
import { createErrorLogPlugin, type ErrorSink } from './plugin/error-log.js';
import { toProblem } from './problem.js';
import { runStreamed, type StreamedAnswer, type StreamedOperation } from './subscription/run.js';
import { createSubscriptionPlugin } from './subscription/subscription-plugin.js';

export interface GraphqlServerOptions extends ErrorSink {
  readonly schema: GraphQLSchema;
  /** Introspection, and hints at field names in errors. */
  readonly revealSchema: boolean;
  /** What the address may begin with that a router wants its subscriptions told at. Default: none is called. */
  readonly callbacks?: readonly string[] | undefined;
}

export interface GraphqlServer {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Answers one request over HTTP, whatever it is. */
  answer(request: HttpGraphqlRequest, context: GraphqlContext): Promise<HttpGraphqlAnswer>;
  /** Executes an operation whose connection can carry many answers. */
  stream(operation: StreamedOperation, context: GraphqlContext): Promise<StreamedAnswer>;
}

/** Apollo does the protocol; what it has once said yes to goes a shorter way that ends in the same answer. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const known = new KnownDocuments();
  const apollo = createApollo(options, known);
  const parts = { ...options, known };
  return {
    start: () => apollo.start(),
    stop: () => apollo.stop(),
    answer: async (request, context) =>
      (await executeKnown(request, context, parts)) ?? askApollo(apollo, request, context, known),
    stream: (operation, context) => runStreamed(apollo, operation, context),
  };
}

async function askApollo(
  apollo: ApolloServer<GraphqlContext>,
  { method, headers, search, body }: HttpGraphqlRequest,
  context: GraphqlContext,
  known: KnownDocuments,
): Promise<HttpGraphqlAnswer> {
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: toHeaderMap(headers), search, body },
    context: () => Promise.resolve(context),
  });
  if (answer.body.kind === 'chunked') throw new Error('incremental delivery is not offered');
  const status = answer.status ?? 200;
  const mediaType = answer.headers.get('content-type');
  if (status === 200 && mediaType !== undefined) known.learnMediaType(headers.accept ?? '', mediaType);
  return { status, text: answer.body.string, headers: Object.fromEntries(answer.headers) };
}

function toHeaderMap(all: HttpGraphqlRequest['headers']): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(all))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}

/** Apollo Server as this gateway runs it: nothing reported anywhere, nothing unmasked, no batching. */
function createApollo(options: GraphqlServerOptions, known: KnownDocuments): ApolloServer<GraphqlContext> {
  return new ApolloServer<GraphqlContext>({
    schema: options.schema,
    introspection: options.revealSchema,
    hideSchemaDetailsFromClientErrors: !options.revealSchema,
    includeStacktraceInErrorResponses: false,
    formatError: toProblem,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    validationRules: [offeredOperations],
    // The document gate has counted before; this is for whoever comes in without one.
    parseOptions: { maxLexicalTokens: DOCUMENT_LIMITS.tokens },
    stopOnTerminationSignals: false,
    logger: toApolloLogger(options.logger),
    // What a request's plugins do is done on the shorter way too, by the same functions.
    plugins: [
      answerPlugin,
      createErrorLogPlugin(options),
      known.plugin,
      createSubscriptionPlugin(options),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Apollo's own messages may quote errors whole, so only that there was one is kept. */
function toApolloLogger(logger: Logger): Record<'debug' | 'info' | 'warn' | 'error', () => void> {
  const say = (level: 'debug' | 'info' | 'warn' | 'error') => (): void => {
    logger[level]({ source: 'apollo' }, 'Apollo Server reports something of this level');
  };
  return { debug: say('debug'), info: say('debug'), warn: say('warn'), error: say('error') };
}
