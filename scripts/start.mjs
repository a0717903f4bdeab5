/** `npm start`: builds what is stale, then opens Electron where its binary is there and the browser host otherwise. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepared, root } from './own-node.mjs';

const node = prepared();
// Only now: these need the Node and the packages that were just looked for.
const [{ buildIfStale }, { terminalTexts }, { systemLanguage }] = await Promise.all([
  import('./build.mjs'),
  import('../src/main/ports/terminal.ts'),
  import('../src/main/ports/node.ts'),
]);

const args = process.argv.slice(2);
const wanted = valueOf('--host');
const language = valueOf('--lang');
const say = terminalTexts(language === 'de' || language === 'en' ? language : systemLanguage());

/** Value of an option, given as one argument or two. */
function valueOf(option) {
  const at = args.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  if (at < 0) return undefined;
  return args[at].includes('=') ? args[at].slice(option.length + 1) : args[at + 1];
}

/** By files only: asking the electron package would make it try to download the binary. */
function electronBinary() {
  const dir = join(root, 'node_modules', 'electron');
  const pathFile = join(dir, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const file = join(dir, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(file) ? file : undefined;
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

if (wanted !== undefined && wanted !== 'electron' && wanted !== 'browser')
  fail(say('start.unknownHost', { host: wanted }));
process.stdout.write(`${say('start.preparing')}\n`);
if (!buildIfStale({ quiet: true })) process.exit(1);
const electron = wanted === 'browser' ? undefined : electronBinary();
if (wanted === 'electron' && !electron) fail(say('start.electronMissing'));
if (electron) process.stdout.write(`${say('start.electron')}\n`);
const child = electron
  ? spawn(electron, [root, ...args], { stdio: 'inherit' })
  : spawn(node, [join(root, 'out', 'main', 'cli.js'), 'serve', ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
