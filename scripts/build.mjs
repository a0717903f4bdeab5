/** Builds hosts, reader and renderer with electron-vite, which does not need Electron's binary for that. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownNode, root } from './own-node.mjs';

const stampFile = join(root, 'out', 'build-stamp');

/** Changes when any source or setting that goes into the build does. */
export function buildStamp() {
  const hash = createHash('sha256');
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const file of [...files, join(root, 'package-lock.json'), join(root, 'electron.vite.config.ts')]) {
    hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Builds if the sources are not those of the last build. @returns whether a build is there */
export function buildIfStale({ quiet }) {
  const stamp = buildStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return true;
  const { status, stdout, stderr } = spawnSync(
    ownNode(),
    [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' } },
  );
  if (status !== 0 || !quiet) process.stderr.write(`${stdout}${stderr}`);
  if (status !== 0) return false;
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

if (process.argv[1] === import.meta.filename && !buildIfStale({ quiet: false })) process.exitCode = 1;
