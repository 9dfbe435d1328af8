/**
 * Divides a list, in order, into chunks that are as long as possible. No chunk is empty.
 * @param fits checks whether a chunk is small enough; it is not called for a chunk with one member
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
