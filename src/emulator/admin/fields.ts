/** An error in the input of an admin request. The sender gets its message. */
export class InputFault extends Error {
  override readonly name = 'InputFault';
}

export type Fields = Readonly<Record<string, unknown>>;

/** @throws InputFault if the value is not an object, or has a field that is not in `known` */
export function fieldsOf(value: unknown, name: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputFault(`${name} must be an object`);
  for (const key of Object.keys(value))
    if (!known.includes(key)) throw new InputFault(`${name} has no field ${key}; it has ${known.join(', ')}`);
  return value as Fields;
}

export function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'string') throw new InputFault(`${name} must be a string`);
  return value;
}

export function text(fields: Fields, name: string): string {
  const value = optionalText(fields, name);
  if (value === undefined || value === '') throw new InputFault(`${name} is required`);
  return value;
}

export function optionalNumber(fields: Fields, name: string, min = 0): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min)
    throw new InputFault(`${name} must be a number from ${min}`);
  return value;
}

export function optionalFlag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'boolean')
    throw new InputFault(`${name} must be true or false`);
  return value;
}

/** @throws InputFault if the field is not an object, or has a value that does not pass `isValue` */
export function optionalRecord<V>(
  fields: Fields,
  name: string,
  isValue: (value: unknown) => value is V,
): Readonly<Record<string, V>> | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const whole = typeof value === 'object' && value !== null && Object.values(value).every(isValue);
  if (!whole) throw new InputFault(`${name} must be an object with values of one kind`);
  return value as Readonly<Record<string, V>>;
}
