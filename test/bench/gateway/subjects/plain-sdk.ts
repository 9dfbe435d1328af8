import { createCallApi } from './call-api.js';
import { serveByHand } from './subject.js';

/** (a) An endpoint written by hand around the SDK. */
serveByHand(createCallApi());
