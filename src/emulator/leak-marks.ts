/**
 * Words that stand in answers where the real service puts hosts, account ids and personal data. None of them may reach
 * a client of the gateway: a test can search an answer or a log for each.
 */
export const LEAK_MARKS = {
  /** HostId and Message of every error. */
  hostId: 'secret-host-7f3a.live.aliyuncs.example',
  /** Message and AccessDeniedDetail. */
  accountId: '1908172635445362',
  /** AccessDeniedDetail. */
  principalName: 'secret-ram-user-9c1d',
  diagnosticMessage: 'secret-diagnostic-message-AQEAAAAAZ',
  /** Page bodies and texts of proxies on the way. */
  proxyHost: 'secret-proxy-41be.internal.example',
  /** PublishUrl of an online stream. */
  authKey: 'secret-auth-key-5e90',
  /** ClientIp, unless the seed sets another, and ServerIp of an online stream. */
  clientIp: '203.0.113.77',
  serverIp: '198.51.100.143',
  /** NotifyUrl, NotifyHeader and seeded NotifyAuthKey of callbacks. */
  callbackSecret: 'secretcallback4d6f21b8',
} as const;
