/** The client in use: `core`, or `sdk@` and the version of the generated client's package. */
export type ClientName = 'core' | `sdk@${string}`;
