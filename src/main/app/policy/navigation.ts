/** The only origin that Electron windows ever show. */
export const APP_ORIGIN = 'app://plumbline';

/** True for an address of the application itself; compared as parsed parts, never by substring. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === APP_ORIGIN;
}
