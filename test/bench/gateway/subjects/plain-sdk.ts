import { createCallApi } from './call-api.js';
import { serveByHand } from './subject.js';

/** (a) A hand-written endpoint with the SDK. */
serveByHand(createCallApi());
