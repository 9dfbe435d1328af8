/** What the browser could not store. It is kept as long as the page is open. */
const memory = new Map<string, string>();
const PROBE = 'apsara-console-probe';

/** Returns a stored text, or null. */
export function recall(key: string): string | null {
  try {
    return memory.get(key) ?? localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores a text for later visits if the browser allows it. */
export function remember(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
    memory.delete(key);
  } catch {
    memory.set(key, text);
  }
}

/**
 * Returns whether the page can store data. A browser that blocks cookies, for all sites or for this one, throws an
 * error or has no storage.
 */
export function canStore(): boolean {
  try {
    localStorage.setItem(PROBE, PROBE);
    localStorage.removeItem(PROBE);
    return true;
  } catch {
    return false;
  }
}
