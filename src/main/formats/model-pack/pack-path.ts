const MAX_LENGTH = 200;
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;
/** Windows opens a device for these, whatever the extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Whether a path means a file inside the pack, and the same one on every system: forward slashes, plain names, no way up, no
 * absolute start, no dot at either end of a name. The file system is asked again before a file is opened (links, other case),
 * because a path that looks well can still lead elsewhere.
 */
export function isPackPath(path: string): boolean {
  return (
    path.length <= MAX_LENGTH &&
    path.split('/').every((name) => SEGMENT.test(name) && !name.endsWith('.') && !DEVICE.test(name))
  );
}
