/** The oldest Node.js that the gateway runs on, as in `engines` of package.json. */
export const OLDEST_NODE = '22.19.0';

/** A line about a Node.js that is too old; undefined for one that is not. @param version `22.19.0` */
export function refuseOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return (
    `apsara-live-gateway needs Node.js ${OLDEST_NODE} or later; this is ${version}. ` +
    'Install a newer one, or start it with "npm start", which uses the Node.js of the project.'
  );
}
