/**
 * Divides a list, in order, into chunks that are as long as they may be. None is empty.
 * @param fits whether a chunk may be as it is; not called for a single member
 */
export function toChunks<T>(list: readonly T[], fits: (chunk: readonly T[]) => boolean): readonly T[][] {
  const chunks: T[][] = [];
  for (const member of list) {
    const last = chunks.at(-1);
    last?.push(member);
    if (last !== undefined && fits(last)) continue;
    last?.pop();
    chunks.push([member]);
  }
  return chunks;
}
