const REQUEST_ID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
const CORRELATION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Returns an answer in which a word replaces the values that differ each time. */
export function toShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toShape);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toShape(member)]));
  if (typeof value !== 'string') return value;
  if (REQUEST_ID.test(value)) return 'a RequestId';
  if (CORRELATION_ID.test(value)) return 'a correlation id';
  return TIME.test(value) ? 'a time' : value;
}
