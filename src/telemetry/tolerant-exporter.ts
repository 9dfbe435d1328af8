import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';

/**
 * Wraps an exporter so that spans that cannot be sent are dropped. Only the first of several consecutive faults
 * is reported, without its text.
 */
export function toleratingFaults(exporter: SpanExporter, onFault: () => void): SpanExporter {
  let faulty = false;
  const judge = ({ code }: ExportResult): void => {
    const failed = code !== ExportResultCode.SUCCESS;
    if (failed && !faulty) onFault();
    faulty = failed;
  };
  return {
    export(spans: ReadableSpan[], done: (result: ExportResult) => void) {
      exporter.export(spans, (result) => {
        judge(result);
        done({ code: ExportResultCode.SUCCESS });
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}
