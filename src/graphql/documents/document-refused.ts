/** Why a document is not looked at any further. */
export type DocumentRefusalCode = 'REQUEST_TOO_COMPLEX' | 'PERSISTED_QUERY_NOT_FOUND' | 'BAD_REQUEST';

/** A document that is refused before it is validated. Answered with HTTP 400. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused';
  readonly code: DocumentRefusalCode;

  /** @param message for the client; it must not repeat anything of the document */
  constructor(code: DocumentRefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
