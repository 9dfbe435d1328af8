import { ANY_APP } from '../../stream/names.js';
import { toWholeSecond } from '../../stream/notify-messages.js';
import { type RecordingStep } from '../../upstream/recording/recorded-exchange.js';
import { hasCallbacks, isForbidden, isOnAir, wasEndCalledBack } from './reads.js';
import { answerOf } from '../upstream-call.js';
import { type RecordSession, timeUntil, toContext, toDelay, toWords } from './session.js';

/** One open question about ApsaraVideo Live, and the step that answers it. */
export interface RecordStep {
  readonly name: RecordingStep;
  readonly question: string;
  /** Describes what is sent, and what it changes. */
  readonly does: readonly string[];
  /** Whether the user must confirm the step. A step without confirmation only reads. */
  readonly needsConsent: boolean;
  /** The reason why the step cannot run now. Undefined if it can. */
  readonly cannot?: (session: RecordSession) => string | undefined;
  /** @returns the results, one per line */
  readonly run: (session: RecordSession) => Promise<string[]>;
}

const FORBID_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
const TEN_YEARS_MS = 10 * 365 * 24 * 60 * MINUTE_MS;
const LAST_YEAR = new Date('9999-12-31T23:59:59Z');

const needsForbid = ({ known }: RecordSession): string | undefined =>
  known.forbiddenAt === undefined ? 'the stream was not forbidden' : undefined;

/** The steps in order. */
export const RECORD_STEPS: readonly RecordStep[] = [
  {
    name: 'mapping-post',
    question: 'How does ApsaraVideo Live answer DescribeLiveDomainMapping with POST?',
    does: ['Reads the domain mapping with POST, which the documentation does not allow. Changes nothing.'],
    needsConsent: true,
    run: async ({ probe, stream: { domainName }, signal }) => {
      const call = probe.livePost.call('DescribeLiveDomainMapping', { domainName }, toContext(signal));
      return [`DescribeLiveDomainMapping with POST: ${toWords(await answerOf(call))}.`];
    },
  },
  {
    name: 'resume-not-forbidden',
    question: 'How does ApsaraVideo Live answer a resume of a stream that is not forbidden?',
    does: [
      'Resumes the stream, which is not forbidden. If another caller forbids it meanwhile, this removes that forbid.',
    ],
    needsConsent: true,
    run: async ({ probe, stream, signal }) => {
      const answer = await answerOf(probe.live.call('ResumeLiveStream', stream, toContext(signal)));
      return [`A resume of a stream that is not forbidden: ${toWords(answer)}.`];
    },
  },
  {
    name: 'forbid',
    question: 'When do the lists show a forbid?',
    does: [
      'Forbids the stream for 15 minutes, and resumes it at the end of this command. This cuts the encoder immediately.',
      'Then reads the forbid list once a second, for at most a minute.',
    ],
    needsConsent: true,
    run: forbid,
  },
  {
    name: 'callback-upon-forbid',
    question: 'Does a forbid send the callback publish_done?',
    does: ['Reads the callbacks since the forbid, for at most a minute. Changes nothing.'],
    needsConsent: false,
    cannot: (session) =>
      needsForbid(session) ?? (session.known.wasOnAir ? undefined : 'the stream was not on air'),
    run: async (session) => {
      if (!(await hasCallbacks(session))) return ['No result: the domain has no callbacks.'];
      const since = session.known.forbiddenAt ?? new Date();
      const ms = await timeUntil(session, () => wasEndCalledBack(session, since));
      return [
        ms === undefined
          ? 'A forbid sends no publish_done, or its record appears later than this command waits.'
          : `A forbid sends publish_done. Its record appeared after ${ms} ms.`,
      ];
    },
  },
  {
    name: 'resume-any-app',
    question: 'Does a resume of the app "*" remove a forbid that names an app?',
    does: [
      'Resumes the app "*" with the name of the stream. This removes the forbids of all streams with this name, in every app.',
      'Then reads the forbid list once a second, for at most a minute.',
    ],
    needsConsent: true,
    cannot: needsForbid,
    run: resumeAnyApp,
  },
  {
    name: 'resume-time-limits',
    question: 'Which end times of a forbid are accepted?',
    does: [
      'Forbids the stream three times: until a minute ago, for ten years, and until the year 9999. Resumes it each time.',
      'This cuts the encoder. If this command is killed meanwhile, resume the stream yourself.',
    ],
    needsConsent: true,
    run: tryEnds,
  },
];

async function forbid(session: RecordSession): Promise<string[]> {
  const { probe, stream, signal, known } = session;
  const until = toWholeSecond(Date.now() + FORBID_MS);
  const at = new Date();
  known.mayBeForbidden = true;
  const order = { mode: 'UNTIL', until } as const;
  const answer = await answerOf(
    probe.live.call('ForbidLiveStream', { address: stream, order }, toContext(signal)),
  );
  if (!answer.isSuccess) return [`A forbid: ${toWords(answer)}.`];
  known.forbiddenAt = at;
  const listed = await timeUntil(session, () => isForbidden(session));
  const learned = [`The forbid list shows a forbid ${toDelay(listed)}.`];
  if (known.wasOnAir) {
    const gone = await timeUntil(session, async () => !(await isOnAir(session)));
    learned.push(`After that, the stream disappears from the online list ${toDelay(gone)}.`);
  }
  return learned;
}

async function resumeAnyApp(session: RecordSession): Promise<string[]> {
  const { probe, stream, signal, known } = session;
  if (!(await isForbidden(session))) return ['No result: the forbid is not on the forbid list.'];
  const anyApp = { ...stream, appName: ANY_APP };
  const answer = await answerOf(probe.live.call('ResumeLiveStream', anyApp, toContext(signal)));
  if (!answer.isSuccess) return [`A resume of the app "*": ${toWords(answer)}.`];
  const ms = await timeUntil(session, async () => !(await isForbidden(session)));
  if (ms === undefined) return ['A resume of the app "*" succeeds, but removes no forbid that names an app.'];
  known.forbiddenAt = undefined;
  return [
    `A resume of the app "*" removes a forbid that names an app. The forbid list shows this ${toDelay(ms)}.`,
  ];
}

async function tryEnds({ probe, stream, signal, known }: RecordSession): Promise<string[]> {
  const ends: readonly [string, Date][] = [
    ['a minute ago', new Date(Date.now() - MINUTE_MS)],
    ['in ten years', new Date(Date.now() + TEN_YEARS_MS)],
    ['in the year 9999', LAST_YEAR],
  ];
  const learned: string[] = [];
  for (const [name, until] of ends) {
    known.mayBeForbidden = true;
    const order = { mode: 'UNTIL', until } as const;
    const call = probe.live.call('ForbidLiveStream', { address: stream, order }, toContext(signal));
    learned.push(`A forbid with an end ${name}: ${toWords(await answerOf(call))}.`);
    await answerOf(probe.live.call('ResumeLiveStream', stream, toContext(signal)));
  }
  return learned;
}
