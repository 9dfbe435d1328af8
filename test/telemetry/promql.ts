/** A metric in an expression, with the labels that the expression uses. */
export interface Asked {
  readonly metric: string;
  readonly labels: readonly { readonly name: string; readonly operator: string; readonly value: string }[];
}

const FUNCTIONS = new Set(['sum', 'max', 'min', 'avg', 'rate', 'increase', 'histogram_quantile']);

/** Parses the part of PromQL that dashboards and rules use: functions, selectors with labels, and grouping labels. */
export function parsePromql(expression: string): {
  readonly asked: readonly Asked[];
  readonly groupedBy: readonly string[];
} {
  const groupedBy: string[] = [];
  const flat = expression
    .replace(/\bby\s*\(([^)]*)\)/g, (_all, names: string) => {
      groupedBy.push(...names.split(',').map((name) => name.trim()));
      return ' ';
    })
    .replace(/\[[^\]]*\]/g, ' ');
  const asked = Array.from(
    flat.matchAll(/\b([a-z_]\w*)\b\s*(?:\{([^}]*)\})?/gi),
    ([, metric = '', selector = '']): Asked => ({
      metric,
      labels: Array.from(
        selector.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g),
        ([, name = '', operator = '', value = '']) => ({ name, operator, value }),
      ),
    }),
  );
  return { asked: asked.filter(({ metric }) => !FUNCTIONS.has(metric)), groupedBy };
}
