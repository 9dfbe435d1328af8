/**
 * Returns the code of an error from a system, a driver or a loader, such as ECONNREFUSED or 42P01. It does not use
 * `instanceof Error`, because errors that Node.js throws can come from another realm.
 */
export function codeOf(thrown: unknown): string | undefined {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
