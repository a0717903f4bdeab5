import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const NEEDED_MAJOR = 22;

/** The Node to run the application with: the one npm ci brought, else this one if it is new enough. */
export function ownNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(root, 'node_modules', 'node', 'bin', name);
  return existsSync(own) ? own : process.execPath;
}

/**
 * The Node to run the application with, after looking whether it can run at all. This file has to load under any Node and
 * without node_modules, so its sentences stand here, in both languages, and not with the others.
 */
export function prepared() {
  const node = ownNode();
  const major = Number(process.versions.node.split('.')[0]);
  if (!existsSync(join(root, 'node_modules', 'electron-vite')))
    stop('Packages are missing. Run: npm ci', 'Es fehlen Pakete. Führen Sie aus: npm ci');
  if (node === process.execPath && major < NEEDED_MAJOR)
    stop(
      `Node ${process.versions.node} is too old and node_modules/node is missing. Run: npm ci`,
      `Node ${process.versions.node} ist zu alt und node_modules/node fehlt. Führen Sie aus: npm ci`,
    );
  return node;
}

function stop(...sentences) {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(1);
}
