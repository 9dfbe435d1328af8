import { type Cors } from '../http/cors.js';
import { type HostCheck } from '../http/host.js';
import { type OriginRules } from '../http/origin.js';
import { type OnRefused } from '../http/refusal.js';
import { createSseEndpoint, type SseEndpoint } from '../http/sse.js';
import { createStreaming, type StreamingOptions } from '../http/streaming.js';
import { createWebSocketEndpoint, type WebSocketEndpoint } from '../http/websocket.js';

export interface StreamingParts extends StreamingOptions {
  readonly checkHost: HostCheck;
  readonly checkOrigin: OriginRules['check'];
  readonly cors: Cors;
  readonly onRefused: OnRefused;
}

/** Creates the two streaming transports, which use the same rules. */
export function createStreamingEndpoints({
  checkHost,
  checkOrigin,
  cors,
  onRefused,
  ...parts
}: StreamingParts): {
  readonly sse: SseEndpoint;
  readonly websocket: WebSocketEndpoint;
} {
  const streaming = createStreaming(parts);
  return {
    sse: createSseEndpoint({ streaming, checkOrigin, cors, onRefused }),
    websocket: createWebSocketEndpoint({ streaming, checkOrigin, checkHost, onRefused }),
  };
}
