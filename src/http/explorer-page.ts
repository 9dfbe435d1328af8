import { createHash } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

/** A prepared tab: a document, and variables that work with the seeded emulator. */
export interface ExplorerTab {
  readonly query: string;
  readonly variables?: string;
}

export interface ExplorerOptions {
  readonly tabs: readonly ExplorerTab[];
  /** A development token for the headers of every tab. It is not valid for any other gateway. */
  readonly token?: string | undefined;
}

const TITLE = 'apsara-live-gateway';
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">' +
  '<rect width="32" height="32" rx="8" fill="#ff6a00"/><path d="M12 9v14l12-7z" fill="#fff"/></svg>';
/**
 * Styles that correct the editor:
 * - Tabs can be dragged, and move when they are pressed, so the click is lost. Here they do not move.
 * - Valid variables without an input field that has a default are marked as wrong. The mark is hidden.
 * - The title does not fit next to the tabs.
 * - On a narrow page, the answer is below the editors.
 */
const STYLE = `
  .graphiql-tabs .graphiql-tab { transform: none !important; }
  .graphiql-editor-tool .squiggly-error { display: none; }
  .graphiql-logo { white-space: nowrap; font-size: 1rem; }
  @media (max-width: 900px) {
    .graphiql-logo { display: none; }
    #graphiql-session { flex-direction: column; }
    #graphiql-session > .graphiql-horizontal-drag-bar { display: none; }
    .graphiql-response { min-height: 40vh; }
  }
`;
const ROOT = '<div id="root"></div>';

/** Returns GraphiQL as one page that loads no other resources: it contains scripts, styles, fonts and workers. */
export function toExplorerPage({ tabs, token }: ExplorerOptions): string {
  const headers =
    token === undefined ? undefined : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
  const html = renderGraphiQL({
    title: TITLE,
    logo: LOGO,
    favicon: `data:image/svg+xml,${encodeURIComponent(LOGO)}`,
    endpoint: '/graphql',
    defaultTabs: tabs.map((tab) => ({ ...tab, ...(headers !== undefined && { headers }) })),
    ...(headers !== undefined && { headers, defaultHeaders: headers }),
    defaultEditorToolsVisibility: 'variables',
    shouldPersistHeaders: false,
  });
  return html.replace(
    ROOT,
    () => `${ROOT}\n<style>${STYLE}</style>\n<script>${toPreparation(tabs)}</script>`,
  );
}

/**
 * Returns the script that prepares the storage of the browser. The editor prefers stored tabs to prepared tabs,
 * and stored tabs may come from an older version or from another project on the same port. So the first visit
 * with these tabs resets the storage, and later visits keep edited tabs. The editor has no option for the
 * variables of only the first tab, so the script stores them.
 */
function toPreparation(tabs: readonly ExplorerTab[]): string {
  const version = createHash('sha256').update(JSON.stringify(tabs)).digest('hex').slice(0, 16);
  const literal = (value: string): string => JSON.stringify(value).replaceAll('<', '\\u003c');
  return `
    if (localStorage.getItem('${TITLE}:tabs') !== '${version}') {
      Object.keys(localStorage)
        .filter((key) => key.startsWith('graphiql:'))
        .forEach((key) => localStorage.removeItem(key));
      localStorage.setItem('graphiql:variables', ${literal(tabs[0]?.variables ?? '')});
      localStorage.setItem('${TITLE}:tabs', '${version}');
    } else {
      // Without the query of the active tab, the editor would add an empty tab.
      const { tabs = [], activeTabIndex = 0 } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}');
      const address = new URL(location.href);
      const query = address.searchParams.get('query') ?? tabs[activeTabIndex]?.query;
      const tab = tabs.find((one) => one.query === query);
      if (tab !== undefined) {
        address.searchParams.set('query', tab.query);
        history.replaceState(null, '', address);
        localStorage.setItem('graphiql:variables', tab.variables ?? '');
      }
    }
  `;
}

/**
 * Returns the content security policy. It allows only the scripts of the page, by their hashes, and workers from
 * blobs and style elements, which the editor creates.
 */
export function toExplorerPolicy(html: string): string {
  const hashes = Array.from(html.matchAll(/<script>([^]*?)<\/script>/g), ([, script = '']) => {
    const digest = createHash('sha256').update(script).digest('base64');
    return `'sha256-${digest}'`;
  });
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
