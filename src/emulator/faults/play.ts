import { gzipSync } from 'node:zlib';
import { type Exchange } from '../exchange.js';
import { LEAK_MARKS } from '../leak-marks.js';
import { toErrorBody } from '../refusal.js';
import { type FaultBehaviour } from './behaviour.js';

/** Time for the written bytes to reach the client. A reset discards buffered bytes. */
const SETTLE_MS = 20;
const FLOOD_CHUNK = Buffer.alloc(64 * 1024, 'A');
const HALF_BODY = '{"RequestId":"';
const WHOLE_LENGTH = 256;

/** The codes of RAM, whose error bodies have AccessDeniedDetail. */
const DENIED = /^(Forbidden|NoPermission|NotAuthorized)/;

function deniedDetail(exchange: Exchange): Record<string, string> {
  return {
    AuthAction: `live:${exchange.record.action}`,
    AuthPrincipalType: 'SubUser',
    AuthPrincipalOwnerId: LEAK_MARKS.accountId,
    AuthPrincipalDisplayName: LEAK_MARKS.principalName,
    NoPermissionType: 'ImplicitDeny',
    PolicyType: 'AccountLevelIdentityBasedPolicy',
    EncodedDiagnosticMessage: LEAK_MARKS.diagnosticMessage,
  };
}

function refuse(exchange: Exchange, behaviour: FaultBehaviour & { kind: 'refuse' }): void {
  const { status, code, headers } = behaviour;
  const body = toErrorBody({
    code,
    message: `Refused with ${code}: ${exchange.record.rawQuery}.`,
    requestId: exchange.requestId,
    accessDeniedDetail: DENIED.test(code) ? deniedDetail(exchange) : undefined,
  });
  exchange.send({ status, body, headers });
}

function drip(exchange: Exchange, intervalMs: number): void {
  const { response } = exchange;
  exchange.writeHead({ status: 200 });
  // JSON may begin with spaces, so a client cannot know that the answer will not follow.
  const timer = setInterval(() => response.write(' '), intervalMs).unref();
  response.once('close', () => {
    clearInterval(timer);
  });
  response.write(' ');
}

function flood(exchange: Exchange): void {
  const { response } = exchange;
  exchange.writeHead({ status: 200 });
  response.write(HALF_BODY);
  const pump = (): void => {
    if (response.destroyed) return;
    response.write(FLOOD_CHUNK);
    // One chunk per turn of the event loop, so that a client in the same process can run too.
    if (response.writableNeedDrain) response.once('drain', () => setImmediate(pump));
    else setImmediate(pump);
  };
  pump();
}

function sever(exchange: Exchange, behaviour: FaultBehaviour & { kind: 'sever' }): void {
  const { response } = exchange;
  const { socket } = exchange.request;
  const end = (): void => {
    exchange.severed = true;
    if (behaviour.how === 'reset') socket.resetAndDestroy();
    else socket.destroySoon();
  };
  if (behaviour.when === 'before-answer') {
    end();
    return;
  }
  exchange.writeHead({ status: 200, headers: { 'content-length': String(WHOLE_LENGTH) } });
  response.write(HALF_BODY, () => setTimeout(end, SETTLE_MS).unref());
}

/**
 * Answers a call with the behaviour of a fault.
 *
 * @param rightBody the body of the answer without the fault; some behaviours delay or encode it
 */
export function playFault(exchange: Exchange, behaviour: FaultBehaviour, rightBody: string): void {
  switch (behaviour.kind) {
    case 'respond':
      exchange.send({ ...behaviour, body: behaviour.body.replaceAll('$REQUEST_ID', exchange.requestId) });
      return;
    case 'refuse':
      refuse(exchange, behaviour);
      return;
    case 'wrap':
      if (behaviour.as === 'gzip')
        exchange.send({ status: 200, body: gzipSync(rightBody), headers: { 'content-encoding': 'gzip' } });
      else exchange.send({ status: 200, body: `\uFEFF${rightBody}` });
      return;
    case 'delay':
      setTimeout(() => {
        exchange.send({ status: 200, body: rightBody });
      }, behaviour.ms).unref();
      return;
    case 'hang':
      if (behaviour.after === 'request') return;
      exchange.writeHead({ status: 200, headers: { 'content-length': String(WHOLE_LENGTH) } });
      exchange.response.flushHeaders();
      return;
    case 'drip':
      drip(exchange, behaviour.intervalMs);
      return;
    case 'flood':
      flood(exchange);
      return;
    case 'sever':
      sever(exchange, behaviour);
      return;
    case 'raw':
      exchange.severed = true;
      exchange.request.socket.end(behaviour.bytes, 'latin1');
  }
}
