import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { NavigationType, useLocation, useNavigationType, useSearchParams } from 'react-router';

/** How the fields of a filter are written in the query of the URL. */
export interface QueryCodec<Fields> {
  /** Reads the fields. A parameter with a wrong value is the same as no parameter. */
  readonly read: (params: URLSearchParams) => Fields;
  /** Returns every parameter of the filter. An empty one is left out of the query. */
  readonly write: (fields: Fields) => Readonly<Record<string, string>>;
}

export interface QueryFields<Fields> {
  /** The fields as the user sees them. */
  readonly fields: Fields;
  /** The fields in the URL, which the list is read with. The object changes only with its content. */
  readonly settled: Fields;
  readonly change: (fields: Fields) => void;
  /** Writes the fields into the URL at once. Call it when a field loses the focus, before a click opens a link. */
  readonly flush: () => void;
}

/** Browsers limit how often a page may change its URL. */
const TYPING_MS = 250;

/**
 * Keeps the fields of a filter in the query of the URL, so that Back and a copied link restore them. It replaces the
 * entry of the history while the user types.
 *
 * @param codec a constant
 * @param pauseMs how long after the last change the URL is written; for fields without typing, 0
 */
export function useQueryFields<Fields>(codec: QueryCodec<Fields>, pauseMs = TYPING_MS): QueryFields<Fields> {
  const [params, setParams] = useSearchParams();
  const query = JSON.stringify(codec.write(codec.read(params)));
  // The parameters of other parts of the page must not cause another read of the list.
  const settled = useMemo(() => codec.read(params), [codec, query]);
  const [fields, setFields] = useState(settled);
  const typed = codec.write(fields);
  const isWritten = JSON.stringify(typed) === query;

  const latest = useRef({ typed, isWritten, settled, setParams });
  latest.current = { typed, isWritten, settled, setParams };
  const flush = useCallback(() => {
    const { typed: values, isWritten: isDone, setParams: set } = latest.current;
    if (!isDone) set((before) => withValues(before, values), { replace: true });
  }, []);
  useEffect(() => {
    if (isWritten) return undefined;
    const timer = setTimeout(flush, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [fields, isWritten, flush, pauseMs]);

  // A link and the buttons Back and Forward change the fields. What this hook writes does not: the user may have typed
  // more meanwhile.
  const { key } = useLocation();
  const navigation = useNavigationType();
  useEffect(() => {
    if (navigation !== NavigationType.Replace) setFields(latest.current.settled);
  }, [key, navigation]);
  return { fields, settled, change: setFields, flush };
}

function withValues(before: URLSearchParams, values: Readonly<Record<string, string>>): URLSearchParams {
  const next = new URLSearchParams(before);
  for (const [name, value] of Object.entries(values)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}
