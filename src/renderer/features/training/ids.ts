/** Enough of a SHA-256 to tell things apart, as the command line takes them too. */
export const shortId = (id: string): string => id.slice(0, 8);
