import { toSafe } from './columns.js';
import { CommandFailed } from './command-failed.js';
import { type Text } from './text/en.js';

/** An error in a response of the gateway. */
export interface AnswerError {
  readonly message: string;
  readonly extensions?: {
    readonly code?: string;
    readonly outcome?: string;
    readonly correlationId?: string;
    readonly requestId?: string;
    readonly violations?: readonly {
      readonly path: string;
      readonly message: string;
    }[];
  };
}

const MAX_VIOLATIONS = 10;

/** Returns the message for the user of the command, by code. The ids in it are for the operator of the gateway. */
export function toFailure(error: AnswerError): CommandFailed {
  const { code = 'no code', outcome } = error.extensions ?? {};
  return new CommandFailed(toExitCode(code, outcome), ({ gateway }) => toLines(error, gateway).join('\n'));
}

function toLines({ message, extensions = {} }: AnswerError, text: Text['gateway']): string[] {
  const { code = 'no code', correlationId, requestId, violations = [] } = extensions;
  const hint = text.hints[code];
  const lines = [
    `${violations.length > 0 ? text.inputRefused : text.message(code, message)} (${code})`,
    ...violations.slice(0, MAX_VIOLATIONS).map((one) => `  ${one.path} ${text.violation(one.message)}`),
    ...(violations.length > MAX_VIOLATIONS ? [text.more(violations.length - MAX_VIOLATIONS)] : []),
    ...(hint === undefined ? [] : [hint]),
    ...(requestId === undefined ? [] : [text.requestId(requestId)]),
    ...(correlationId === undefined ? [] : [text.correlationId(correlationId)]),
  ];
  return lines.map(toSafe);
}

function toExitCode(code: string, outcome: string | undefined): 1 | 2 | 3 {
  if (outcome === 'UNKNOWN') return 3;
  return code === 'BAD_USER_INPUT' ? 2 : 1;
}
