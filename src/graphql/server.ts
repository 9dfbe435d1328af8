import { ApolloServer } from '@apollo/server';
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
import { DOCUMENT_LIMITS } from './limit/limits.js';
import { offeredOperations } from './limit/offered-operations.js';
import { answerPlugin } from './plugin/answer.js';
import { createErrorLogPlugin } from './plugin/error-log.js';
import { toProblem } from './problem.js';

export interface GraphqlServerOptions {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  /** Introspection, and hints at field names in errors. */
  readonly revealSchema: boolean;
}

/** Apollo Server as this gateway runs it: nothing reported anywhere, nothing unmasked, no batching. */
export function createGraphqlServer(options: GraphqlServerOptions): ApolloServer<GraphqlContext> {
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
    plugins: [
      answerPlugin,
      createErrorLogPlugin(options.logger),
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
