/**
 * Markers that the emulator puts where the real service puts hosts, account ids and personal data.
 * None of them may reach a client of the gateway. A test can search a response or a log for them.
 */
export const LEAK_MARKS = {
  /** HostId and Message of every error. */
  hostId: 'secret-host-7f3a.live.aliyuncs.example',
  /** Message and AccessDeniedDetail. */
  accountId: '1908172635445362',
  /** AccessDeniedDetail. */
  principalName: 'secret-ram-user-9c1d',
  diagnosticMessage: 'secret-diagnostic-message-AQEAAAAAZ',
  /** HTML pages and texts of proxies between the client and the service. */
  proxyHost: 'secret-proxy-41be.internal.example',
  /** PublishUrl of an online stream. */
  authKey: 'secret-auth-key-5e90',
  /** ClientIp of an online stream, unless the seed sets another; also `ip` of callbacks. */
  clientIp: '203.0.113.77',
  /** ServerIp of an online stream. */
  serverIp: '198.51.100.143',
  /** NotifyUrl and NotifyHeader of callback records. Tests also use it as NotifyAuthKey. */
  callbackSecret: 'secretcallback4d6f21b8',
} as const;
