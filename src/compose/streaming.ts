import { type Config } from '../config/config.js';
import { createOriginCheck } from '../http/origin.js';
import { type HostCheck } from '../http/host.js';
import { createSseEndpoint, type SseEndpoint } from '../http/sse.js';
import { createStreaming, type StreamingOptions } from '../http/streaming.js';
import { createWebSocketEndpoint, type WebSocketEndpoint } from '../http/websocket.js';
import { type Logger } from '../telemetry/logger.js';

export interface StreamingParts extends StreamingOptions {
  readonly checkHost: HostCheck;
  readonly logger: Logger;
  /** Told the code of each refusal. */
  readonly onError: (code: string) => void;
}

/** The two ways in for operations with many answers, which keep the same rules. */
export function composeStreaming(
  { allowedHosts }: Config,
  { checkHost, logger, onError, ...parts }: StreamingParts,
): { readonly sse: SseEndpoint; readonly websocket: WebSocketEndpoint } {
  const shared = {
    streaming: createStreaming(parts),
    checkOrigin: createOriginCheck(allowedHosts),
    onRefused: (refused: { readonly code: string }) => {
      onError(refused.code);
      logger.info(refused, 'request refused');
    },
  };
  return { sse: createSseEndpoint(shared), websocket: createWebSocketEndpoint({ ...shared, checkHost }) };
}
