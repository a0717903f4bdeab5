import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
const NEEDED_MAJOR = 22;

/** The Node to run the application with: the one npm ci brought, else this one if it is new enough. */
export function ownNode() {
  const names = process.platform === 'win32' ? ['node.exe'] : ['node'];
  const own = names
    .map((name) => join(root, 'node_modules', 'node', 'bin', name))
    .find((file) => existsSync(file));
  if (own) return own;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
  process.stderr.write(
    `Node ${process.versions.node} is too old and node_modules/node is missing. Run: npm ci\n` +
      `Node ${process.versions.node} ist zu alt und node_modules/node fehlt. Führen Sie aus: npm ci\n`,
  );
  process.exit(1);
}
