import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const PREFIX = 'apsara_live_gateway';

/** Creates meters in one registry, with the name prefix of the gateway. */
export interface Meters {
  /**
   * Creates a counter. Its name on the page ends in `_total`.
   * @param collect sets the values each time the page is read
   */
  readonly counter: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    collect?: (this: Counter<Label>) => void,
  ) => Counter<Label>;
  /**
   * Creates a gauge.
   * @param collect sets the values each time the page is read
   */
  readonly gauge: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    collect?: (this: Gauge<Label>) => void,
  ) => Gauge<Label>;
  readonly histogram: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    buckets: readonly number[],
  ) => Histogram<Label>;
}

export function createMeters(registry: Registry): Meters {
  const registers = [registry];
  return {
    counter: (name, help, labelNames, collect) =>
      new Counter({
        name: `${PREFIX}_${name}_total`,
        help,
        labelNames,
        registers,
        ...(collect && { collect }),
      }),
    gauge: (name, help, labelNames, collect) =>
      new Gauge({ name: `${PREFIX}_${name}`, help, labelNames, registers, ...(collect && { collect }) }),
    histogram: (name, help, labelNames, buckets) =>
      new Histogram({ name: `${PREFIX}_${name}`, help, labelNames, buckets: [...buckets], registers }),
  };
}

/**
 * Creates a function that limits a label to these values or `other`, so that clients cannot create an unlimited
 * number of series.
 */
export function createLabel(values: readonly string[]): (value: string) => string {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : 'other');
}
