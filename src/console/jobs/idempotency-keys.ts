import { useRef } from 'react';

/**
 * Returns a function that gives each request an idempotency key. An equal request gets the same key: a retry after a
 * lost response starts no second job. Another request gets another key: otherwise the gateway would return the first
 * job, or refuse the key.
 */
export function useIdempotencyKeys(): (request: Readonly<Record<string, unknown>>) => string {
  const keys = useRef(new Map<string, string>()).current;
  return (request) => {
    const text = JSON.stringify(request);
    const key = keys.get(text) ?? crypto.randomUUID();
    keys.set(text, key);
    return key;
  };
}
