import { createHash, randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock } from './clock.js';
import { type Connections } from './connections.js';
import { Exchange } from './exchange.js';
import { toBehaviour } from './faults/behaviour.js';
import { FAULTS } from './faults/catalogue.js';
import { type FaultInjection, type Injections } from './faults/injections.js';
import { playFault } from './faults/play.js';
import { type Limiter } from './limits.js';
import { OPERATIONS, type OperationEntry } from './operations/operations.js';
import { type ResultFields } from './operations/operation.js';
import { type EmulatedAccount } from './options.js';
import { type Recorder } from './recorder.js';
import { Refusal } from './refusal.js';
import { authenticate, type Gatekeeper } from './wire/authenticate.js';
import { type Parameters, parseQuery } from './wire/query.js';
import { parseAuthorization } from './wire/signature.js';
import { toAccountId } from './world/domains.js';
import { type CallbackFaults } from './world/callback-faults.js';
import { type World } from './world/world.js';

const VERSION = '2016-11-01';
const SHA256_OF_NOTHING = createHash('sha256').digest('hex');

/** The state that API calls share. `world` and `latencyMs` can be replaced between calls. */
export interface ApiState {
  readonly clock: Clock;
  readonly gatekeeper: Gatekeeper;
  readonly limiter: Limiter;
  readonly injections: Injections;
  readonly recorder: Recorder;
  readonly callbackFaults: CallbackFaults;
  readonly connections: Connections;
  world: World;
  latencyMs: number;
  /** Latencies by account id, for the accounts with their own latency. */
  readonly ownLatencyMs: ReadonlyMap<string, number>;
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/**
 * @throws Refusal for a path, action or version that does not exist, and for a method that the
 * action does not accept
 */
function findOperation(request: IncomingMessage, path: string): OperationEntry {
  const action = headerOf(request, 'x-acs-action');
  if (action === '') throw new Refusal(400, 'MissingAction', 'Action is mandatory for this action.');
  const operation = path === '/' ? OPERATIONS.get(action) : undefined;
  if (!operation) throw new Refusal(404, 'InvalidApi.NotFound', `Specified api "${action}" is not found.`);
  if (headerOf(request, 'x-acs-version') !== VERSION)
    throw new Refusal(400, 'NoSuchVersion', 'The specified version does not exist.');
  if (!operation.methods.includes(request.method ?? ''))
    throw new Refusal(400, 'UnsupportedHTTPMethod', 'The HTTP method is not supported.');
  return operation;
}

/** A call with a verified signature and within its limit. */
interface AdmittedCall {
  readonly operation: OperationEntry;
  readonly parameters: Parameters;
  readonly account: EmulatedAccount;
}

function admit(state: ApiState, exchange: Exchange, path: string, bodySha256: string): AdmittedCall {
  const { request, record } = exchange;
  const operation = findOperation(request, path);
  const claimed = parseAuthorization(request.headers.authorization);
  record.accessKeyId = claimed.accessKeyId;
  const parameters = parseQuery(record.rawQuery);
  const signed = { method: record.method, path, parameters, headers: request.headers, bodySha256 };
  const account = authenticate(state.gatekeeper, signed, claimed);
  record.signatureVerified = true;
  state.limiter.arrive(record.action, toAccountId(account), record.at);
  return { operation, parameters, account };
}

function run(state: ApiState, { operation, parameters, account }: AdmittedCall): ResultFields {
  const { world, clock } = state;
  return operation.run({ parameters, world, accountId: toAccountId(account), nowMs: clock.wall() });
}

/**
 * Answers a call with a fault. If the fault `applies`, the operation runs first. If the operation
 * is refused, this throws the refusal and plays no fault.
 */
function spoil(state: ApiState, exchange: Exchange, call: AdmittedCall, injection: FaultInjection): void {
  const { fault, params = {} } = injection;
  const row = FAULTS[fault];
  const applies = params.applies ?? row.applies ?? false;
  const rightBody = exchange.toBody(applies ? run(state, call) : {});
  exchange.record.answer = `fault:${fault}`;
  playFault(exchange, toBehaviour(row, params), rightBody);
}

function answer(state: ApiState, exchange: Exchange, path: string, bodySha256: string): void {
  const { record } = exchange;
  try {
    const call = admit(state, exchange, path, bodySha256);
    const injection = state.injections.take(record, call.parameters);
    if (injection) spoil(state, exchange, call, injection);
    else exchange.succeed(run(state, call), latencyMsOf(state, call.account.accessKeyId));
  } catch (thrown) {
    const refusal =
      thrown instanceof Refusal
        ? thrown
        : new Refusal(500, 'InternalError', 'The emulator has an internal error.');
    exchange.refuse(refusal, latencyMsOf(state, record.accessKeyId));
  }
}

/** Returns the latency of the key's account. An unknown key has no account and gets the default. */
function latencyMsOf({ gatekeeper, latencyMs, ownLatencyMs }: ApiState, accessKeyId = ''): number {
  const account = gatekeeper.accounts.get(accessKeyId);
  return (account && ownLatencyMs.get(toAccountId(account))) ?? latencyMs;
}

/** Answers one call of the API, signed or not, and records it. */
export function handleApiCall(state: ApiState, request: IncomingMessage, response: ServerResponse): void {
  const at = state.clock.steady();
  const url = request.url ?? '/';
  const question = url.indexOf('?');
  const record = state.recorder.start({
    at,
    action: headerOf(request, 'x-acs-action'),
    method: request.method ?? '',
    rawQuery: question < 0 ? '' : url.slice(question + 1),
    headers: request.headers,
    connectionId: state.connections.carried(request.socket),
    requestId: randomUUID().toUpperCase(),
  });
  const exchange = new Exchange(request, response, record);
  const path = question < 0 ? url : url.slice(0, question);
  // The documented calls have no body. The signature covers only the hash of a body.
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (length === '0' && encoding === undefined) {
    answer(state, exchange, path, SHA256_OF_NOTHING);
    return;
  }
  const sha256 = createHash('sha256');
  request.on('data', (chunk: Buffer) => sha256.update(chunk));
  request.on('end', () => {
    answer(state, exchange, path, sha256.digest('hex'));
  });
}
