import { ANY_APP } from '../../stream/names.js';
import { toWholeSecond } from '../../stream/notify-messages.js';
import { type RecordingStep } from '../../upstream/recording/recorded-exchange.js';
import { hasCallbacks, isForbidden, isOnAir, wasEndCalledBack } from './reads.js';
import { answerOf } from '../upstream-call.js';
import { type RecordSession, timeUntil, toContext, toDelay, toWords } from './session.js';

/** One open question about ApsaraVideo Live, and how it is answered. */
export interface RecordStep {
  readonly name: RecordingStep;
  readonly question: string;
  /** What is sent, and what it changes. */
  readonly does: readonly string[];
  /** Whether a person has to agree. A step without is one that reads what the gateway reads, too. */
  readonly needsConsent: boolean;
  /** Why the step cannot be made now; undefined where it can. */
  readonly cannot?: (session: RecordSession) => string | undefined;
  /** @returns what was learned, a line each */
  readonly run: (session: RecordSession) => Promise<string[]>;
}

const FORBID_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
const TEN_YEARS_MS = 10 * 365 * 24 * 60 * MINUTE_MS;
const LAST_YEAR = new Date('9999-12-31T23:59:59Z');

const needsForbid = ({ known }: RecordSession): string | undefined =>
  known.forbiddenAt === undefined ? 'the stream was not forbidden' : undefined;

/** The steps in their sequence. */
export const RECORD_STEPS: readonly RecordStep[] = [
  {
    name: 'mapping-post',
    question: 'What is the answer to DescribeLiveDomainMapping by POST?',
    does: ['Sends the domain mapping as POST, which no document allows. It changes nothing.'],
    needsConsent: true,
    run: async ({ probe, stream: { domainName }, signal }) => {
      const call = probe.livePost.call('DescribeLiveDomainMapping', { domainName }, toContext(signal));
      return [`DescribeLiveDomainMapping by POST: ${toWords(await answerOf(call))}.`];
    },
  },
  {
    name: 'resume-not-forbidden',
    question: 'What is the answer to a resume of a stream that is not forbidden?',
    does: [
      'Resumes the stream, which is not forbidden. If it is forbidden meanwhile, that forbid is lifted.',
    ],
    needsConsent: true,
    run: async ({ probe, stream, signal }) => {
      const answer = await answerOf(probe.live.call('ResumeLiveStream', stream, toContext(signal)));
      return [`A resume of a stream that is not forbidden: ${toWords(answer)}.`];
    },
  },
  {
    name: 'forbid',
    question: 'How long does it take until the lists show a forbid?',
    does: [
      'Forbids the stream for 15 minutes, and resumes it at the end of this command. An encoder is cut off at once.',
      'Then reads the forbid list once a second, for a minute at most.',
    ],
    needsConsent: true,
    run: forbid,
  },
  {
    name: 'callback-upon-forbid',
    question: 'Does a forbid cause the callback publish_done?',
    does: ['Reads the callbacks since the forbid, for a minute at most. It changes nothing.'],
    needsConsent: false,
    cannot: (session) =>
      needsForbid(session) ?? (session.known.wasOnAir ? undefined : 'the stream was not on air'),
    run: async (session) => {
      if (!(await hasCallbacks(session))) return ['Not learned: the domain has no callbacks.'];
      const since = session.known.forbiddenAt ?? new Date();
      const ms = await timeUntil(session, () => wasEndCalledBack(session, since));
      return [
        ms === undefined
          ? 'A forbid causes no publish_done, or its record comes later than this command waits.'
          : `A forbid causes publish_done. Its record was there after ${ms} ms.`,
      ];
    },
  },
  {
    name: 'resume-any-app',
    question: 'Does a resume of the app "*" lift a forbid that was made under the name of an app?',
    does: [
      'Resumes the app "*" with the name of the stream. Forbids of streams of this name are lifted in every app.',
      'Then reads the forbid list once a second, for a minute at most.',
    ],
    needsConsent: true,
    cannot: needsForbid,
    run: resumeAnyApp,
  },
  {
    name: 'resume-time-limits',
    question: 'Which end times of a forbid are accepted?',
    does: [
      'Forbids the stream three times: with an end a minute ago, in ten years, and in the year 9999. Resumes it after each.',
      'An encoder is cut off. If this command is killed meanwhile, resume the stream yourself.',
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
  const learned = [`A forbid is on the forbid list ${toDelay(listed)}.`];
  if (known.wasOnAir) {
    const gone = await timeUntil(session, async () => !(await isOnAir(session)));
    learned.push(`The stream is off the list of streams on air ${toDelay(gone)}, counted from then on.`);
  }
  return learned;
}

async function resumeAnyApp(session: RecordSession): Promise<string[]> {
  const { probe, stream, signal, known } = session;
  if (!(await isForbidden(session))) return ['Not learned: the forbid is not on the forbid list.'];
  const anyApp = { ...stream, appName: ANY_APP };
  const answer = await answerOf(probe.live.call('ResumeLiveStream', anyApp, toContext(signal)));
  if (!answer.isSuccess) return [`A resume of the app "*": ${toWords(answer)}.`];
  const ms = await timeUntil(session, async () => !(await isForbidden(session)));
  if (ms === undefined) return ['A resume of the app "*" succeeds and lifts no forbid of a named app.'];
  known.forbiddenAt = undefined;
  return [
    `A resume of the app "*" lifts the forbid of a named app. It is off the forbid list ${toDelay(ms)}.`,
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
