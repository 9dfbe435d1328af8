/** The exports for a front end of the gateway: typed documents, errors, their messages, and safe retries. */
export * from '../../schema/client/graphql.js';
export {
  ERROR_MESSAGES_EN,
  ERROR_MESSAGES_ZH_CN,
  type GatewayErrorCode,
  toErrorMessage,
} from './messages.js';
export {
  type CallOutcome,
  type GatewayError,
  type GraphqlError,
  toGatewayError,
  type Violation,
} from './errors.js';
export { type GraphqlResult, toGraphqlResult } from './graphql-result.js';
export { toViolationMessage, VIOLATION_MESSAGES_ZH_CN } from '../../src/violation-messages.js';
export { isSafeToRetry } from './safe-to-retry.js';
export { type OperationDocument } from './operation.js';
export { type RetryOptions, withRetry } from './retry.js';
