import { type Config } from '../config/config.js';
import { type Logger } from '../telemetry/logger.js';
import { type Recorder } from '../upstream/recording/recorder.js';

/** The recorder of LIVE_RECORD. A file that cannot be written is a line of the log: it stops neither start nor call. */
export async function createAppRecorder({ upstream }: Config, logger: Logger): Promise<Recorder | undefined> {
  if (upstream.recording === undefined) return undefined;
  const { createRecorder } = await import('../upstream/recording/recorder.js');
  return createRecorder({
    path: upstream.recording,
    onStopped: (reason) => {
      logger.error({ reason }, 'the recording of LIVE_RECORD has stopped');
    },
  });
}
