import { type Config } from '../config/config.js';
import { type Logger } from '../telemetry/logger.js';
import { type Recorder } from '../upstream/recording/recorder.js';

/**
 * Creates the recorder of LIVE_RECORD. If the file cannot be written, this is logged. It does not stop the start
 * or a call.
 */
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
