import '@mantine/core/styles.css';
import './main.css';
import { createRoot } from 'react-dom/client';
import { Application } from './application.js';
import { startTexts } from './text/i18n.js';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the console');

/** The nonce of this page, for the style elements that the component library adds. */
const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// A dependency of the component library, which locks the scroll position, reads this variable.
(window as unknown as { __webpack_nonce__: string }).__webpack_nonce__ = nonce;

await startTexts();
createRoot(place).render(<Application nonce={nonce} />);
