// `import type` is required: Node runs this file by type stripping, and `import { type X }` would
// remain as an import at run time.
import type { ErrorCodeRow } from '../src/stream/error-codes.js';
import type { AnswerRow, SymptomRow } from '../src/upstream/error-table.js';
import type { ProtocolRow } from './protocol-codes.js';

/**
 * The tables of the page. They are parameters, so that tools/emit.js can pass the built modules
 * and a test the sources.
 */
export interface ErrorTables {
  readonly codes: Readonly<Record<string, ErrorCodeRow>>;
  readonly answers: readonly AnswerRow[];
  readonly symptoms: Readonly<Record<string, SymptomRow>>;
  readonly protocol: readonly ProtocolRow[];
}

/** The response for a domain that is not in the account. A test compares a real response. */
export const EXAMPLE = {
  data: { resumeLiveStream: null },
  errors: [
    {
      message: 'This domain is not one of the account’s live domains.',
      locations: [{ line: 1, column: 45 }],
      path: ['resumeLiveStream'],
      extensions: {
        code: 'DOMAIN_NOT_FOUND',
        retryable: false,
        outcome: 'REJECTED',
        requestId: '16A96B9A-F203-4EC5-8E43-CB92E68F4CD8',
        operation: 'ResumeLiveStream',
        upstreamCode: 'InvalidDomain.NotFound',
        correlationId: '0c3e8a52-5d0b-4c0e-9b1f-2d4f9a7e6b11',
      },
    },
  ],
};

/** The texts of the page in one language. In English, the texts of the rows are in the tables. */
export interface ErrorPageTexts {
  readonly title: string;
  readonly intro: string;
  readonly noSecrets: string;
  readonly keys: {
    readonly title: string;
    readonly head: readonly string[];
    /** For each key: when it is present, and its meaning. */
    readonly rows: Readonly<Record<string, readonly [present: string, meaning: string]>>;
    readonly absent: string;
  };
  readonly codes: {
    readonly title: string;
    readonly head: readonly string[];
    readonly yes: string;
    readonly no: string;
    readonly toRow: (code: string, row: ErrorCodeRow) => readonly [when: string, todo: string];
  };
  readonly protocol: {
    readonly title: string;
    readonly intro: string;
    readonly head: readonly string[];
    readonly toStatus: (legacy: string, modern: string) => string;
    readonly note: string;
    readonly toRow: (row: ProtocolRow) => readonly [when: string, todo: string];
  };
  readonly answers: {
    readonly title: string;
    readonly intro: string;
    readonly head: readonly string[];
    readonly toStatus: (status: string) => string;
    readonly toWhy: (row: AnswerRow) => string;
  };
  readonly symptoms: {
    readonly title: string;
    readonly head: readonly string[];
    readonly toRow: (symptom: string, row: SymptomRow) => readonly [what: string, why: string];
  };
}

/** Converts the name of a symptom to words: `notSentInTime` becomes `not sent in time`. */
const toWords = (symptom: string): string =>
  symptom.replace(/[A-Z]|\d\w+/g, (part) => ` ${part.toLowerCase()}`);

/** The texts of docs/errors.md. */
export const ENGLISH_ERROR_PAGE: ErrorPageTexts = {
  title: 'Errors',
  intro:
    'Every error has `extensions.code`, one of a closed set. Decide by the code, by `retryable` and by `outcome`. Never ' +
    'decide by `message`, because its wording may change. If an operation fails, the HTTP status is still 200.',
  noSecrets:
    'No error contains a stack trace, a host name, an access key, an account id, a message of ApsaraVideo Live or a ' +
    'value of the input.',
  keys: {
    title: 'The keys of `extensions`',
    head: ['key', 'present', 'meaning'],
    rows: {
      code: ['always', 'One of the codes on this page. It is enough to decide what to do.'],
      retryable: [
        'always',
        'Whether the same request, unchanged, may succeed later. If this value differs from the table below, this value applies.',
      ],
      outcome: [
        'if a call to ApsaraVideo Live was possible',
        'Whether the call may have taken effect. `NOT_SENT`: no, nothing left the gateway. `REJECTED`: no, ApsaraVideo ' +
          'Live refused it. `UNKNOWN`: it was sent, and no valid answer was received.',
      ],
      retryAfterMs: ['where known', 'After how many milliseconds a retry is useful at the earliest.'],
      requestId: [
        'if ApsaraVideo Live gave one',
        'Alibaba’s RequestId. Give it to the support of Alibaba Cloud.',
      ],
      correlationId: [
        'always',
        'The id of this request at the gateway. It is on every log line of the request and in the header ' +
          '`x-correlation-id`. Give it to the operator.',
      ],
      operation: ['where known', 'The operation of ApsaraVideo Live, for example `ResumeLiveStream`.'],
      upstreamCode: [
        'if ApsaraVideo Live answered',
        'The code of ApsaraVideo Live, for example `InvalidDomain.NotFound`.',
      ],
      violations: [
        'with `BAD_USER_INPUT`',
        '`[{ path, rule, message }]`: all broken rules at once, without the values. An empty `path` stands for the whole request.',
      ],
    },
    absent:
      '**An absent `outcome` means that nothing was sent.** The exception is `INTERNAL_SERVER_ERROR`: there it is not known whether ' +
      'something was sent. ' +
      'A key without a value is absent and never null.',
  },
  codes: {
    title: 'Codes',
    head: ['code', 'when', 'retryable', 'what to do'],
    yes: 'yes',
    no: 'no',
    toRow: (_code, { when, todo }) => [when, todo],
  },
  protocol: {
    title: 'Codes of the protocol',
    intro:
      'These codes are for requests that never reach an operation. Nothing was sent, and none is retryable.',
    head: ['code', 'when', 'HTTP status', 'what to do'],
    toStatus: (legacy, modern) => `${legacy}, or ${modern}¹`,
    note:
      '¹ 400 is for clients that accept `application/graphql-response+json`. Clients that name only `application/json` ' +
      'get 200, because some of them drop the body of any other status. Variables that do not fit the schema are ' +
      '`BAD_USER_INPUT` with the same two statuses.',
    toRow: ({ when, todo }) => [when, todo],
  },
  answers: {
    title: 'What ApsaraVideo Live’s answers become',
    intro: 'The first row that matches applies. `*` stands for any characters.',
    head: ['upstream code', 'code', 'outcome', 'why'],
    toStatus: (status) => `, status ${status}`,
    toWhy: ({ why }) => why,
  },
  symptoms: {
    title: 'What becomes of calls without a documented answer',
    head: ['what happened', 'code', 'outcome', 'why'],
    toRow: (symptom, { why }) => [toWords(symptom), why],
  },
};

/** Returns the Markdown of docs/errors.md, or of its translation. */
export function toErrorPage(
  { codes, answers, symptoms, protocol }: ErrorTables,
  texts: ErrorPageTexts = ENGLISH_ERROR_PAGE,
): string {
  const codeRows = Object.entries(codes).map(([code, row]) => {
    const [when, todo] = texts.codes.toRow(code, row);
    return [`\`${code}\``, when, row.retryable ? texts.codes.yes : texts.codes.no, todo];
  });
  const protocolRows = protocol.map((row) => {
    const [legacy, modern] = row.status;
    const [when, todo] = texts.protocol.toRow(row);
    return [
      `\`${row.code}\``,
      when,
      legacy === modern ? legacy : texts.protocol.toStatus(legacy, modern),
      todo,
    ];
  });
  const answerRows = answers.map((row) => [
    `\`${row.upstream}\`${row.status === undefined ? '' : texts.answers.toStatus(row.status)}`,
    `\`${row.code}\``,
    row.outcome,
    texts.answers.toWhy(row),
  ]);
  const symptomRows = Object.entries(symptoms).map(([symptom, row]) => {
    const [what, why] = texts.symptoms.toRow(symptom, row);
    return [what, `\`${row.code}\``, row.outcome, why];
  });
  return [
    `# ${texts.title}`,
    '<!-- Generated by `npm run artefacts` from src/stream/error-codes.ts, src/upstream/error-table.ts and tools/. -->',
    texts.intro,
    `\`\`\`json\n${JSON.stringify(EXAMPLE, null, 2)}\n\`\`\``,
    texts.noSecrets,
    `## ${texts.keys.title}`,
    toTable(
      texts.keys.head,
      Object.entries(texts.keys.rows).map(([key, cells]) => [`\`${key}\``, ...cells]),
    ),
    texts.keys.absent,
    `## ${texts.codes.title}`,
    toTable(texts.codes.head, codeRows),
    `### ${texts.protocol.title}`,
    texts.protocol.intro,
    toTable(texts.protocol.head, protocolRows),
    texts.protocol.note,
    `## ${texts.answers.title}`,
    texts.answers.intro,
    toTable(texts.answers.head, answerRows),
    `## ${texts.symptoms.title}`,
    toTable(texts.symptoms.head, symptomRows),
  ]
    .join('\n\n')
    .concat('\n');
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const toLine = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [toLine(head), toLine(head.map(() => '---')), ...rows.map(toLine)].join('\n');
}
