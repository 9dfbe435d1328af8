/** What a front end does with an error of the gateway, whichever GraphQL client brings it. */

// #region problem
/** `errors[].extensions` of the gateway; docs/errors.md says what each code asks for. */
export interface Problem {
  readonly code: string;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** `UNKNOWN`: it may have taken effect. */
  readonly outcome?: 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';
  readonly retryAfterMs?: number;
  /** Alibaba's, where ApsaraVideo Live answered. */
  readonly requestId?: string;
  /** What to quote to the gateway's operator. */
  readonly correlationId?: string;
  /** With BAD_USER_INPUT: which argument, `input.streamName`, and what is wrong with it. */
  readonly violations?: readonly { readonly path: string; readonly message: string }[];
}

/** An error as every GraphQL client hands it over. */
export interface GraphqlError {
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: unknown;
}

/** The first error that is the gateway's; undefined where there is none. */
export function toProblem(errors: readonly GraphqlError[] = []): Problem | undefined {
  return errors.map(({ extensions }) => extensions as Problem).find(isProblem);
}

function isProblem(extensions: Problem | undefined): extensions is Problem {
  return typeof extensions?.code === 'string';
}
// #endregion

// #region retry
const ATTEMPTS = 3;
const USUAL_PAUSE_MS = 1000;

/**
 * How long to wait before the same operation is sent again; undefined where it must not be. An error whose path goes on
 * below a mutation's own field comes from reading its payload: the action was done, so that it is not done again.
 * @param attempt how often it has been sent
 */
export function toPauseMs(errors: readonly GraphqlError[] = [], isMutation: boolean, attempt: number) {
  const problems = errors.map(({ extensions }) => extensions as Problem | undefined);
  const actionWasDone = isMutation && errors.some(({ path = [] }) => path.length > 1);
  const mayRepeat = errors.length > 0 && problems.every((problem) => problem?.retryable === true);
  if (!mayRepeat || actionWasDone || attempt >= ATTEMPTS) return undefined;
  return Math.max(...problems.map((problem) => problem?.retryAfterMs ?? USUAL_PAUSE_MS));
}
// #endregion
