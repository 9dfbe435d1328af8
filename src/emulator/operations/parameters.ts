import { Refusal } from '../refusal.js';
import { type EmulatedStream } from '../options.js';
import { type Parameters } from '../wire/query.js';
import { type OperationCall, type ResultFields } from './operation.js';

/** @throws Refusal Missing<Name> if the parameter is absent or empty */
export function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === '')
    throw new Refusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
  return value;
}

/**
 * Returns a parameter that must be one of these words. The first word is the default.
 *
 * @throws Refusal InvalidParam
 */
export function oneOf<const W extends string>(
  parameters: Parameters,
  name: string,
  words: readonly [W, ...W[]],
): W {
  const value = parameters.get(name) ?? '';
  if (value === '') return words[0];
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalid(name, value);
  return word;
}

export function invalid(name: string, value: string): Refusal {
  return new Refusal(400, 'InvalidParam', `Specified parameter ${name} "${value}" is not valid.`);
}

/**
 * Returns the stream of a forbid or a resume. LiveStreamType must be `publisher`.
 *
 * @throws Refusal Missing<Name>, InvalidParam, InvalidDomain.NotFound, IllegalOperation
 */
export function publisherStream(call: OperationCall): EmulatedStream {
  const { parameters, world, accountId } = call;
  const domainName = required(parameters, 'DomainName');
  const appName = required(parameters, 'AppName');
  const streamName = required(parameters, 'StreamName');
  const type = required(parameters, 'LiveStreamType');
  if (type !== 'publisher') throw invalid('LiveStreamType', type);
  return { domainName: world.domains.find(domainName, accountId, ['publish']).name, appName, streamName };
}

const DEFAULT_PAGE_SIZE = 2000;
const MAX_PAGE_SIZE = 3000;

/** Returns a whole number from 1 to `max`. @throws Refusal InvalidParam */
export function integer(parameters: Parameters, name: string, fallback: number, max: number): number {
  const text = parameters.get(name) ?? '';
  if (text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) throw invalid(name, text);
  return value;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** PageNum, PageSize, TotalNum and TotalPage of the answer. */
  readonly fields: ResultFields;
}

/**
 * Returns the page of a list that PageNum (from 1, default 1) and PageSize (1 to 3000, default
 * 2000) select. A page after the last one is empty.
 *
 * @throws Refusal InvalidParam
 */
export function toPage<T>(parameters: Parameters, list: readonly T[]): Page<T> {
  const pageNum = integer(parameters, 'PageNum', 1, Number.MAX_SAFE_INTEGER);
  const pageSize = integer(parameters, 'PageSize', DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  return {
    items: list.slice((pageNum - 1) * pageSize, pageNum * pageSize),
    fields: {
      PageNum: pageNum,
      PageSize: pageSize,
      TotalNum: list.length,
      TotalPage: Math.ceil(list.length / pageSize),
    },
  };
}
