import { z } from 'zod';
import { choice, milliseconds, text, variable, type Variable, wholeNumber } from './variable.js';

/** A percent-encoded list `name=value,name=value`, the list format of OpenTelemetry (W3C Baggage). */
const pairs = variable(
  z
    .string()
    .regex(/^[^=,]+=[^,]*(?:,[^=,]+=[^,]*)*,?$/)
    .refine((value) => isDecodable(value))
    .transform(toPairs),
  'name=value pairs separated by commas',
);

function toPairs(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair): [string, string] => {
        const at = pair.indexOf('=');
        return [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
      }),
  );
}

function decode(text: string): string {
  return decodeURIComponent(text.trim());
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** An endpoint. A user name is refused: set a key in OTEL_EXPORTER_OTLP_HEADERS, which is never printed. */
const endpoint = variable(
  z.string().refine((value) => /^https?:/.test(value) && URL.canParse(value) && !hasUser(value)),
  'an http or https URL without a user name',
);

function hasUser(value: string): boolean {
  const { username, password } = new URL(value);
  return username !== '' || password !== '';
}

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
const headers = variable(
  pairs.schema.refine((all) =>
    Object.entries(all).every(([name, value]) => HEADER_NAME.test(name) && HEADER_VALUE.test(value)),
  ),
  pairs.allowed,
  true,
);
const timeout = milliseconds(1, 600_000);
const ratio = variable(
  z
    .string()
    .regex(/^(?:0?\.\d{1,9}|[01](?:\.0*)?)$/)
    .transform(Number),
  'a ratio, 0 to 1',
);

/** The variables of the OpenTelemetry specification that the gateway supports. */
export const OTEL_VARIABLES = {
  OTEL_SDK_DISABLED: variable(
    z.string().transform((value) => value.toLowerCase() === 'true'),
    'true or false',
  ),
  OTEL_TRACES_EXPORTER: choice('otlp', 'none'),
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_PROTOCOL: choice('http/json', 'http/protobuf'),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: choice('http/json', 'http/protobuf'),
  OTEL_EXPORTER_OTLP_HEADERS: headers,
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: headers,
  OTEL_EXPORTER_OTLP_TIMEOUT: timeout,
  OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: timeout,
  OTEL_SERVICE_NAME: text,
  OTEL_RESOURCE_ATTRIBUTES: pairs,
  OTEL_TRACES_SAMPLER: choice(
    'parentbased_always_on',
    'parentbased_always_off',
    'parentbased_traceidratio',
    'always_on',
    'always_off',
    'traceidratio',
  ),
  OTEL_TRACES_SAMPLER_ARG: ratio,
  OTEL_BSP_SCHEDULE_DELAY: variable(wholeNumber(1, 600_000), 'a whole number of milliseconds, 1 to 600000'),
} as const satisfies Record<string, Variable<unknown>>;
