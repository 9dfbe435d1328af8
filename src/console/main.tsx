import '@mantine/core/styles.css';
import './main.css';
import { createRoot } from 'react-dom/client';
import { Application } from './application.js';
import { startTexts } from './text/i18n.js';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the console');

/** The nonce of this page, for the style elements that the component library writes. */
const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Read by a dependency of the component library that locks scrolling behind a dialog.
(window as unknown as { __webpack_nonce__: string }).__webpack_nonce__ = nonce;

await startTexts();
createRoot(place).render(<Application nonce={nonce} />);
