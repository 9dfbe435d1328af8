import { isObject } from '../../stream/is-object.js';
import { isFieldName, isListed, toForm, toHeaderForm } from './fields.js';
import { type Scalar } from './forms.js';
import { type Placeholders } from './placeholders.js';

export type Json = Scalar | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** No documented answer is nested deeper. */
const MAX_DEPTH = 12;

/** Parameters by their wire names, with placeholders for values that cannot be recorded. */
export function toSanitizedParameters(
  parameters: Readonly<Record<string, string>>,
  placeholders: Placeholders,
): Record<string, string> {
  const written = Object.entries(parameters)
    .filter(([name]) => isFieldName(name))
    .map(([name, value]): [string, string] => [name, String(toForm(name).write(value, placeholders))]);
  return Object.fromEntries(written);
}

/** The listed headers, by their lower-case names. A repeated header is left out. */
export function toSanitizedHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  placeholders: Placeholders,
): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const form = toHeaderForm(name);
    if (form === undefined || typeof value !== 'string') continue;
    const text = form.write(value, placeholders);
    if (typeof text === 'string') written[name] = text;
  }
  return written;
}

/** Lets other work run, so that a long list does not block it. */
export type Pause = () => Promise<void>;

/** The number of list members between two pauses. They take at most 2 ms. */
const MEMBERS_A_SLICE = 100;

/** The body of an answer; null if it is not a JSON object, because the gateway reads nothing from such a body. */
export async function toSanitizedBody(
  text: string,
  placeholders: Placeholders,
  pause: Pause = () => Promise.resolve(),
): Promise<JsonObject | null> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  return isObject(body) ? sanitizeOuter(body, { placeholders, pause, depth: 1 }) : null;
}

interface Outer {
  readonly placeholders: Placeholders;
  readonly pause: Pause;
  readonly depth: number;
}

/** A list has two wrapper fields: `StreamUrls.StreamUrl[]`. */
const LIST_DEPTH = 2;

async function sanitizeOuter(value: object, { placeholders, pause, depth }: Outer): Promise<JsonObject> {
  const members: [string, Json][] = [];
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (!isFieldName(name)) continue;
    if (depth < LIST_DEPTH && isObject(member))
      members.push([name, await sanitizeOuter(member, { placeholders, pause, depth: depth + 1 })]);
    else if (!Array.isArray(member)) members.push([name, sanitizeValue(name, member, placeholders, depth)]);
    else {
      const list: Json[] = [];
      for (let start = 0; start < member.length; start += MEMBERS_A_SLICE) {
        const slice = member.slice(start, start + MEMBERS_A_SLICE) as unknown[];
        for (const one of slice) list.push(sanitizeValue(name, one, placeholders, depth + 1));
        await pause();
      }
      members.push([name, list]);
    }
  }
  return Object.fromEntries(members);
}

function sanitizeObject(
  value: Readonly<Record<string, unknown>>,
  placeholders: Placeholders,
  depth: number,
): JsonObject {
  const members = Object.entries(value)
    .filter(([name]) => isFieldName(name))
    .map(([name, member]): [string, Json] => [name, sanitizeValue(name, member, placeholders, depth)]);
  return Object.fromEntries(members);
}

function sanitizeValue(name: string, value: unknown, placeholders: Placeholders, depth: number): Json {
  if (typeof value !== 'object' || value === null) return toForm(name).write(value as Scalar, placeholders);
  if (depth >= MAX_DEPTH) return null;
  return Array.isArray(value)
    ? value.map((member) => sanitizeValue(name, member, placeholders, depth + 1))
    : sanitizeObject(value as Record<string, unknown>, placeholders, depth + 1);
}

/**
 * Finds a value that sanitizing would have replaced. Returns the name of its field if the field is documented,
 * otherwise a description. Undefined if all values can be recorded.
 */
export function findUnsanitized(value: Json, name = '', depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null)
    return toForm(name).isWritten(value) ? undefined : toPlace(name);
  if (depth > MAX_DEPTH) return toPlace(name);
  if (Array.isArray(value)) return firstOf(value, (member: Json) => findUnsanitized(member, name, depth + 1));
  return firstOf(Object.entries(value), ([member, inner]) =>
    isFieldName(member) ? findUnsanitized(inner, member, depth + 1) : 'the name of a field',
  );
}

/** The same for headers. */
export function findUnsanitizedHeader(headers: JsonObject): string | undefined {
  return firstOf(Object.entries(headers), ([name, value]) => {
    const form = toHeaderForm(name);
    if (form === undefined) return 'a header that is not recorded';
    return typeof value === 'string' && form.isWritten(value) ? undefined : `the header ${name}`;
  });
}

function toPlace(name: string): string {
  return isListed(name) ? name : 'a field whose values are not recorded';
}

function firstOf<T>(list: readonly T[], find: (member: T) => string | undefined): string | undefined {
  for (const member of list) {
    const found = find(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
