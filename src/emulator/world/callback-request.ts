import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { LEAK_MARKS } from '../leak-marks.js';
import { type EmulatedStream } from '../options.js';
import { type NotifyConfig } from './notifications.js';

export type CallbackAction = 'publish' | 'publish_done';

export interface CallbackContent extends EmulatedStream {
  readonly action: CallbackAction;
  /** Unix seconds. */
  readonly time: number;
}

/**
 * Returns the query of a stream callback. Documented: `app` is the ingest domain, `appname` is the
 * app and `id` is the stream.
 */
export function toCallbackQuery({ action, domainName, appName, streamName, time }: CallbackContent): string {
  return new URLSearchParams({
    action,
    ip: LEAK_MARKS.clientIp,
    id: streamName,
    app: domainName,
    appname: appName,
    time: String(time),
    usrargs: `vhost=${domainName}&auth_key=${LEAK_MARKS.authKey}`,
    node: LEAK_MARKS.proxyHost,
    ...(action === 'publish' && { height: '1080', width: '1920' }),
  })
    .toString()
    .replaceAll('+', '%20');
}

/** The documentation mentions two domains: the ingest domain, and the host of the callback URL. */
export type SignedDomain = 'ingest' | 'host';

/** Returns the signature headers of a callback; empty if the settings require no signature. */
export function toSignature(
  config: NotifyConfig,
  { domainName }: EmulatedStream,
  signs: SignedDomain,
  nowMs: number,
): Record<string, string> {
  const { NotifyReqAuth: auth, NotifyAuthKey: key, NotifyUrl: url = '' } = config;
  if (auth !== 'yes' || key === undefined) return {};
  const timestamp = String(Math.floor(nowMs / 1_000));
  const domain = signs === 'ingest' ? domainName : new URL(url).hostname;
  const signature = createHash('md5').update(`${domain}|${timestamp}|${key}`).digest('hex');
  return { 'ALI-LIVE-TIMESTAMP': timestamp, 'ALI-LIVE-SIGNATURE': signature };
}

/** Sends one callback. Resolves with the HTTP status, or undefined without an answer in time. */
export function sendCallback(
  url: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<number | undefined> {
  const target = new URL(url);
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const sent = request(target, { method: 'GET', headers, agent: false, timeout: timeoutMs });
    const timer = setTimeout(() => {
      sent.destroy();
    }, timeoutMs).unref();
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', () => {
      resolve(undefined);
    });
    sent.on('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    sent.end();
  });
}
