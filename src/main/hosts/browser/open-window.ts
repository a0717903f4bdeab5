import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Say } from '../../ports/terminal.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
/** A path to an installed Chromium-like browser. */
export function findBrowser(): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((name) => join(dir, name)));
  return [...onPath, ...FIXED].find((file) => existsSync(file));
}

/**
 * Opens a window without browser controls, on a profile of its own that is deleted afterwards. The address with its code goes
 * through a file that only this user can read, because command lines are visible to everybody on the machine.
 */
export function openWindow(
  url: string,
  { say, isChosen }: { readonly say: Say; readonly isChosen: boolean },
): { close(): void } | undefined {
  const hasDisplay =
    process.platform !== 'linux' ||
    process.env['DISPLAY'] !== undefined ||
    process.env['WAYLAND_DISPLAY'] !== undefined;
  const browser = hasDisplay ? findBrowser() : undefined;
  if (!browser) {
    process.stdout.write(`${say(hasDisplay ? 'window.none' : 'window.noDisplay')}\n`);
    return undefined;
  }
  process.stdout.write(`${say(isChosen ? 'window.chosen' : 'window.browser', { browser })}\n`);
  const profile = mkdtempSync(join(tmpdir(), 'plumbline-'));
  const page = join(profile, 'open.html');
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><script>location.replace(${JSON.stringify(url)})</script>`,
    { mode: 0o600 },
  );
  const child = spawn(
    browser,
    [
      `--app=${pathToFileURL(page).href}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--enable-unsafe-swiftshader',
      '--window-size=1600,960',
    ],
    { stdio: 'ignore' },
  );
  child.on('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  return { close: () => void child.kill() };
}
