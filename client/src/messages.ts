/** Every error code of the gateway. docs/errors.md describes them. */
export type GatewayErrorCode = keyof typeof ERROR_MESSAGES_EN;

/** The default text for each code, in English, for the user of a front end. */
export const ERROR_MESSAGES_EN = {
  BAD_USER_INPUT: 'Some of what you entered is not valid. Check the marked fields.',
  UNAUTHENTICATED: 'Your session has ended. Sign in again.',
  FORBIDDEN: 'You do not have permission to do this for this domain.',
  DOMAIN_NOT_FOUND: 'This domain is not known. Check its spelling, and that it is the ingest domain.',
  OPERATION_NOT_ALLOWED:
    'This is not allowed for this domain. Use the ingest domain, not the streaming domain.',
  QUOTA_EXCEEDED:
    'The list of forbidden streams is full. Resume streams that no longer need to be forbidden.',
  RATE_LIMITED: 'There are too many requests at the moment. Try again later.',
  UPSTREAM_TIMEOUT:
    'ApsaraVideo Live did not answer in time. Check the state of the stream before you try again.',
  UPSTREAM_UNAVAILABLE: 'ApsaraVideo Live cannot be reached at the moment. Try again later.',
  UPSTREAM_DENIED: 'ApsaraVideo Live refused the access of the gateway. Inform the operator.',
  UPSTREAM_ERROR:
    'ApsaraVideo Live gave an unexpected answer. Check the state of the stream, and inform the operator.',
  STORE_UNAVAILABLE: 'The database of the gateway cannot be reached. Try again in a few seconds.',
  JOB_NOT_FOUND: 'This bulk job does not exist, or you do not have permission to see it.',
  INTERNAL_SERVER_ERROR: 'Something failed in the gateway. Inform the operator.',
  GRAPHQL_PARSE_FAILED: 'This application sent a request that cannot be read. Reload the page.',
  GRAPHQL_VALIDATION_FAILED: 'This application does not fit the version of the gateway. Reload the page.',
  REQUEST_TOO_COMPLEX: 'This is too much for one request. Choose fewer entries.',
  OPERATION_RESOLUTION_FAILURE: 'This application sent a request that cannot be read. Reload the page.',
  PERSISTED_QUERY_NOT_FOUND:
    'The gateway does not know this version of the application. Inform the operator.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'The gateway does not accept requests by hash. Inform the operator.',
  BAD_REQUEST: 'The gateway refused the request. Reload the page.',
} as const;

/** The default text for each code, in Simplified Chinese. */
export const ERROR_MESSAGES_ZH_CN: Readonly<Record<GatewayErrorCode, string>> = {
  BAD_USER_INPUT: '输入的内容有误，请检查标记的字段。',
  UNAUTHENTICATED: '登录已失效，请重新登录。',
  FORBIDDEN: '您没有对该域名执行此操作的权限。',
  DOMAIN_NOT_FOUND: '找不到该域名，请检查拼写，并确认填写的是推流域名。',
  OPERATION_NOT_ALLOWED: '该域名不允许执行此操作，请使用推流域名，而不是播流域名。',
  QUOTA_EXCEEDED: '黑名单已满，请先恢复不再需要禁推的直播流。',
  RATE_LIMITED: '当前请求过多，请稍后重试。',
  UPSTREAM_TIMEOUT: '视频直播服务未在规定时间内响应，请先查看直播流的状态，再决定是否重试。',
  UPSTREAM_UNAVAILABLE: '暂时无法连接视频直播服务，请稍后重试。',
  UPSTREAM_DENIED: '视频直播服务拒绝了网关的访问，请联系运维人员。',
  UPSTREAM_ERROR: '视频直播服务返回了意外的结果，请查看直播流的状态，并联系运维人员。',
  STORE_UNAVAILABLE: '无法连接网关的数据库，请几秒后重试。',
  JOB_NOT_FOUND: '该批量任务不存在，或您没有查看权限。',
  INTERNAL_SERVER_ERROR: '网关内部出错，请联系运维人员。',
  GRAPHQL_PARSE_FAILED: '应用发送的请求无法解析，请刷新页面。',
  GRAPHQL_VALIDATION_FAILED: '应用与网关的版本不匹配，请刷新页面。',
  REQUEST_TOO_COMPLEX: '单次请求的内容过多，请减少所选条目。',
  OPERATION_RESOLUTION_FAILURE: '应用发送的请求无法解析，请刷新页面。',
  PERSISTED_QUERY_NOT_FOUND: '网关不认识此版本的应用，请联系运维人员。',
  PERSISTED_QUERY_NOT_SUPPORTED: '网关不接受以哈希值代替文档的请求，请联系运维人员。',
  BAD_REQUEST: '网关拒绝了该请求，请刷新页面。',
};

/**
 * Returns the text for a code.
 * @param messages one of the two tables, or your own table
 * @returns the text of INTERNAL_SERVER_ERROR for a code that is not in the table
 */
export function toErrorMessage(code: string, messages: Readonly<Record<GatewayErrorCode, string>>): string {
  const known: Readonly<Record<string, string>> = messages;
  return Object.hasOwn(messages, code) ? (known[code] ?? '') : messages.INTERNAL_SERVER_ERROR;
}
