import { spawnSync } from 'node:child_process';

/** Runs what follows in a mount namespace of its own: as root directly, as anybody else with a user namespace around it. */
const UNSHARE = process.getuid?.() === 0 ? ['unshare', '-m'] : ['unshare', '-Urm'];

/** True where a small disk can be made for a test: Linux that lets this user have namespaces. */
export const canMount =
  process.platform === 'linux' &&
  spawnSync(UNSHARE[0]!, [...UNSHARE.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** Beginning of a command line that runs the rest of it with a disk of that size mounted on a folder, seen by it alone. */
export function withSmallDisk(folder: string, size: string): string[] {
  return [...UNSHARE, 'sh', '-c', `mount -t tmpfs -o size=${size} tmpfs "$0" && exec "$@"`, folder];
}
