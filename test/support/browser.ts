import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..');
const unpacked = join(root, '.cache', 'chromium');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** WebGL2 in software where there is no graphics card (the page itself is then put together without GL, as on such a machine);
 *  no sandbox where the tests run as root; nothing that weakens what is being tested. */
const ARGS = ['--enable-unsafe-swiftshader', '--hide-scrollbars', '--lang=en'];

/** An installed Chromium or Chrome, or the one inside the npm package @sparticuz/chromium, unpacked once. */
export async function launchBrowser(extraArgs: readonly string[] = []): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  const args = [...ARGS, ...(isRoot ? ['--no-sandbox'] : []), ...extraArgs];
  const installed = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((name) => join(dir, name)))
    .find((file) => existsSync(file));
  if (installed && process.env['PLUMBLINE_PACKAGED_CHROMIUM'] === undefined)
    return chromium.launch({ executablePath: installed, args });
  const { executablePath, env } = unpackChromium();
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } as Record<string, string> });
}

/** The packaged browser with its libraries and fonts. Its own default flags are not used: they switch off web security. */
function unpackChromium(): { executablePath: string; env: Record<string, string> } {
  const executablePath = join(unpacked, 'chromium');
  if (!existsSync(executablePath)) {
    mkdirSync(unpacked, { recursive: true });
    const bin = join(
      dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
      '..',
      '..',
      'bin',
    );
    const folder = [bin, join(root, 'node_modules', '@sparticuz', 'chromium', 'bin')].find((dir) =>
      existsSync(dir),
    )!;
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.br'))) {
      const target = join(unpacked, name.replace(/\.br$/, ''));
      writeFileSync(target, brotliDecompressSync(readFileSync(join(folder, name))), { mode: 0o755 });
      if (target.endsWith('.tar')) execFileSync('tar', ['-xf', target, '-C', unpacked]);
    }
  }
  const libraries = ['al2023/lib', 'lib', '.'].map((dir) => join(unpacked, dir)).join(':');
  return { executablePath, env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(unpacked, 'fonts') } };
}
