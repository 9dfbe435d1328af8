import { CommandFailed } from './command-failed.js';

/** An error as the gateway answers it. */
export interface AnswerError {
  readonly message: string;
  readonly extensions?: {
    readonly code?: string;
    readonly outcome?: string;
    readonly correlationId?: string;
    readonly requestId?: string;
    readonly violations?: readonly { readonly path: string; readonly message: string }[];
  };
}

const MAX_VIOLATIONS = 10;

const HINTS: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Give a token with --token or in APSARA_GATEWAY_TOKEN.',
  STORE_UNAVAILABLE: 'Try again in a few seconds.',
  UPSTREAM_TIMEOUT: 'It may have taken effect; doing it again is harmless.',
  UPSTREAM_UNAVAILABLE: 'Try again in a moment.',
  JOB_NOT_FOUND: 'A job is visible only to the caller that started it, by the subject of the token.',
};

/** The message for the user of the command, by code; the ids are for the operator of the gateway. */
export function toFailure({ message, extensions = {} }: AnswerError): CommandFailed {
  const { code = 'no code', outcome, correlationId, requestId, violations = [] } = extensions;
  const summary = violations.length > 0 ? 'The gateway refuses the input.' : message;
  const lines = [
    `${summary} (${code})`,
    ...violations.slice(0, MAX_VIOLATIONS).map((one) => `  ${one.path} ${one.message}`),
    ...(violations.length > MAX_VIOLATIONS ? [`  and ${violations.length - MAX_VIOLATIONS} more`] : []),
    ...(HINTS[code] === undefined ? [] : [HINTS[code]]),
    ...(requestId === undefined ? [] : [`Alibaba’s RequestId: ${requestId}`]),
    ...(correlationId === undefined ? [] : [`In the gateway’s log: ${correlationId}`]),
  ];
  return new CommandFailed(toExitCode(code, outcome), lines.join('\n'));
}

function toExitCode(code: string, outcome: string | undefined): 1 | 2 | 3 {
  if (outcome === 'UNKNOWN') return 3;
  return code === 'BAD_USER_INPUT' ? 2 : 1;
}
