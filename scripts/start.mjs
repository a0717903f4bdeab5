/** `npm start`: builds what is stale, then opens Electron where its binary is there and the browser host otherwise. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { ownNode, root } from './own-node.mjs';

const args = process.argv.slice(2);
const wanted = args.includes('--host') ? args[args.indexOf('--host') + 1] : undefined;
const german = (process.env.LC_ALL ?? process.env.LANG ?? '').toLowerCase().startsWith('de');

/** By files only: asking the electron package would make it try to download the binary. */
function electronBinary() {
  const dir = join(root, 'node_modules', 'electron');
  const pathFile = join(dir, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const file = join(dir, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(file) ? file : undefined;
}

process.stdout.write(german ? 'Plumbline wird vorbereitet …\n' : 'Preparing Plumbline …\n');
if (!buildIfStale({ quiet: true })) process.exit(1);
const electron = wanted === 'browser' ? undefined : electronBinary();
if (wanted === 'electron' && !electron) {
  process.stderr.write(
    german ? 'Das Programm von Electron ist nicht installiert.\n' : "Electron's binary is not installed.\n",
  );
  process.exit(1);
}
const child = electron
  ? spawn(electron, [root, ...args], { stdio: 'inherit' })
  : spawn(ownNode(), [join(root, 'out', 'main', 'browser.js'), ...args], { stdio: 'inherit' });
if (electron)
  process.stdout.write(german ? 'Das Fenster öffnet sich in Electron.\n' : 'The window opens in Electron.\n');
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
