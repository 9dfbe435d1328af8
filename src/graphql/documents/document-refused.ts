/** The reason why a document is refused. */
export type DocumentRefusalCode = 'REQUEST_TOO_COMPLEX' | 'PERSISTED_QUERY_NOT_FOUND' | 'BAD_REQUEST';

/** The error for a document that is refused before validation. The HTTP status is 400. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused';
  readonly code: DocumentRefusalCode;

  /** @param message the text for the client; it must contain no part of the document */
  constructor(code: DocumentRefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
