import { type RecordingStep } from '../../upstream/recording/recorded-exchange.js';
import { CommandFailed } from '../command-failed.js';
import { isForbidden, isOnAir } from './reads.js';
import { answerOf } from '../upstream-call.js';
import { type RecordSession, timeUntil, toContext, toDelay, toWords } from './session.js';
import { RECORD_STEPS, type RecordStep } from './steps.js';
import { type Terminal } from '../terminal.js';

/** The dependencies of a run, in addition to the session. */
export interface RecordWalk {
  readonly session: RecordSession;
  readonly terminal: Pick<Terminal, 'out' | 'err'>;
  readonly confirm: NonNullable<Terminal['confirm']>;
  /** Sets the step to which the next exchanges belong. */
  readonly enter: (step: RecordingStep) => void;
  /** @throws CommandFailed if the next exchange could not be recorded */
  readonly checkRecording: () => Promise<void>;
}

/**
 * Reads the state of the stream and runs the steps. In every case, it finally resumes the stream if a step has
 * forbidden it.
 * @throws CommandFailed if a step cannot continue
 */
export async function walk(parts: RecordWalk): Promise<void> {
  const { session, terminal, enter } = parts;
  enter('look-around');
  await lookAround(session, terminal.out);
  try {
    for (const [index, step] of RECORD_STEPS.entries()) {
      if (session.signal.aborted) break;
      await parts.checkRecording();
      terminal.err('');
      terminal.err(`Step ${index + 1} of ${RECORD_STEPS.length}: ${step.question}`);
      await make(step, parts);
    }
  } finally {
    enter('clean-up');
    await cleanUp(session, terminal);
  }
  if (session.signal.aborted)
    throw new CommandFailed(1, 'Interrupted. The recording has everything that was sent.');
}

async function make(step: RecordStep, { session, terminal, confirm, enter }: RecordWalk): Promise<void> {
  const reason = step.cannot?.(session);
  if (reason !== undefined) {
    terminal.err(`  Skipped: ${reason}.`);
    return;
  }
  for (const line of step.does) terminal.err(`  ${line}`);
  if (step.needsConsent && !(await confirm('  Run this step?', session.signal))) {
    terminal.err(session.signal.aborted ? '' : '  Skipped. Nothing was sent.');
    return;
  }
  enter(step.name);
  const answer = await answerOf(step.run(session));
  if (answer.isSuccess) for (const line of answer.result) terminal.out(line);
  else if (!session.signal.aborted) terminal.out(`No result: ${toWords(answer)}.`);
}

async function lookAround(session: RecordSession, out: (line: string) => void): Promise<void> {
  const { probe, stream, signal, known } = session;
  const { domainName } = stream;
  const group = await probe.live.call('DescribeLiveDomainMapping', { domainName }, toContext(signal));
  if (group.streamingDomain === undefined)
    throw new CommandFailed(1, 'The lists cannot be read, because the domain has no streaming domain.');
  known.streamingDomain = group.streamingDomain;
  if (await isForbidden(session))
    throw new CommandFailed(
      1,
      'The stream is forbidden. Choose another stream: this command resumes the stream and would remove the forbid.',
    );
  known.wasOnAir = await isOnAir(session);
  out(`The stream is not forbidden, and ${known.wasOnAir ? 'on air' : 'not on air'}.`);
}

async function cleanUp(session: RecordSession, { out, err }: Pick<Terminal, 'out' | 'err'>): Promise<void> {
  const { probe, stream, known, signal } = session;
  if (!known.mayBeForbidden) return;
  const answer = await answerOf(probe.live.call('ResumeLiveStream', stream, toContext()));
  if (!answer.isSuccess) {
    err(`The stream could not be resumed: ${toWords(answer)}. Resume it yourself.`);
    return;
  }
  out('The stream is resumed.');
  if (known.forbiddenAt === undefined || signal.aborted) return;
  const dropped = await answerOf(timeUntil(session, async () => !(await isForbidden(session))));
  if (dropped.isSuccess) out(`The forbid list shows a resume ${toDelay(dropped.result)}.`);
}
