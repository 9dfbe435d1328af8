/** The client in use: `core`, or `sdk@` with the version of the generated client's package. */
export type ClientName = 'core' | `sdk@${string}`;
