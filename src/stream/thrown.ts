/**
 * The word that a system, a driver or a loader gives its error, ECONNREFUSED or 42P01. Needs no `instanceof Error`:
 * what Node itself throws may come from another realm.
 */
export function codeOf(thrown: unknown): string | undefined {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
