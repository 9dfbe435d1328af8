import { isObject } from '../../stream/is-object.js';
import { OPERATIONS, type UpstreamOperation } from '../../stream/operations.js';
import { findUnsafeMade } from './check-made.js';
import { parseRequest, UnknownRequest } from './parse-request.js';
import {
  type Made,
  RECORDED_FAULTS,
  type RecordedAnswer,
  type RecordedExchange,
  type RecordedFault,
  type RecordingSource,
  type RecordingStep,
  SOURCES,
  STEPS,
  toLine,
} from './recorded-exchange.js';
import { findUnsanitized, findUnsanitizedHeader, type JsonObject } from './sanitize.js';

/**
 * A line that is not a valid line of a recording. The message contains the number of the line and none of its values.
 */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  readonly line: number;

  constructor(line: number, fault: string) {
    super(`line ${line}: ${fault}`);
    this.line = line;
  }
}

class LineFault extends Error {
  override readonly name = 'LineFault';
}

const AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const MAX_MILLISECONDS = 1_000_000;

/**
 * Reads a recording. Accepts only values that the gateway could have written.
 * @throws RecordingError for the first wrong line
 */
export function parseRecording(text: string): RecordedExchange[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) throw new RecordingError(1, 'the recording is empty');
  return lines.map((line, index) => parseNumberedLine(line.replace(/\r$/, ''), index + 1));
}

function parseNumberedLine(line: string, number: number): RecordedExchange {
  try {
    return parseLine(line);
  } catch (thrown) {
    if (thrown instanceof LineFault) throw new RecordingError(number, thrown.message);
    if (thrown instanceof UnknownRequest)
      throw new RecordingError(number, 'the gateway sends no such parameters');
    throw thrown;
  }
}

function parseLine(line: string): RecordedExchange {
  const value = parseJson(line);
  const { source, at, step, operation, method, parameters, milliseconds, made } = value;
  if (typeof operation !== 'string' || !Object.hasOwn(OPERATIONS, operation))
    throw new LineFault('the operation is not one of the gateway’s');
  const name = operation as UpstreamOperation;
  const exchange: RecordedExchange = {
    source: oneOf<RecordingSource>(SOURCES, source, 'the source'),
    at: typeof at === 'string' && AT.test(at) ? at : refuse('"at" is no time'),
    step: step === undefined ? undefined : oneOf<RecordingStep>(STEPS, step, 'the step'),
    operation: name,
    method: oneOf(['GET', 'POST'], method, 'the method'),
    parameters: parseParameters(parameters),
    answer: parseAnswer(value),
    milliseconds: isWhole(milliseconds, MAX_MILLISECONDS)
      ? milliseconds
      : refuse('"milliseconds" is no whole number'),
    made: parseMade(made),
  };
  parseRequest(name, exchange.parameters);
  // This check also finds members that are repeated, unknown, escaped or in another order.
  if (toLine(exchange) !== `${line}\n`) throw new LineFault('it is not written as the gateway writes it');
  return exchange;
}

function parseJson(line: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new LineFault('it is cut off, or no JSON');
  }
  return isObject(value) ? (value as JsonObject) : refuse('it is no JSON object');
}

function parseParameters(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) throw new LineFault('"parameters" is no JSON object');
  checkSanitized(value, 'parameters');
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  if (texts.length < Object.keys(value).length) throw new LineFault('"parameters" holds what is no text');
  return Object.fromEntries(texts);
}

function parseAnswer({ status, headers, body, fault }: JsonObject): RecordedAnswer | RecordedFault {
  if (fault !== undefined) return oneOf<RecordedFault>(RECORDED_FAULTS, fault, 'the fault');
  if (!isWhole(status, 999)) throw new LineFault('"status" is no HTTP status');
  if (!isObject(headers)) throw new LineFault('"headers" is no JSON object');
  if (body !== null && !isObject(body)) throw new LineFault('"body" is neither a JSON object nor null');
  const header = findUnsanitizedHeader(headers);
  if (header !== undefined) throw new LineFault(`"headers" holds a value that is not sanitized: ${header}`);
  if (body !== null) checkSanitized(body, 'body');
  return {
    status,
    headers: headers as Readonly<Record<string, string>>,
    body: body,
  };
}

function checkSanitized(value: object, where: string): void {
  const found = findUnsanitized(value as JsonObject);
  if (found !== undefined) throw new LineFault(`"${where}" holds a value that is not sanitized: ${found}`);
}

function parseMade(value: unknown): Made {
  const isMade = isObject(value) && ('result' in value || isObject(value['error']));
  if (!isMade) throw new LineFault('"made" has neither a result nor an error');
  if (findUnsafeMade(value as JsonObject)) throw new LineFault('"made" holds a value that is not sanitized');
  return value as unknown as Made;
}

function oneOf<T extends string>(known: readonly T[], value: unknown, what: string): T {
  return known.find((one) => one === value) ?? refuse(`${what} is not known`);
}

function isWhole(value: unknown, max: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= max;
}

function refuse(fault: string): never {
  throw new LineFault(fault);
}
