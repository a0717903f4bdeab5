import { describe } from 'vitest';
import { type OpenApp, openApp } from './app.ts';
import { openElectron, withoutElectron } from './electron-app.ts';

/**
 * One suite for both hosts: against the browser host always, against Electron where its binary is installed and a window can
 * be opened; elsewhere its tests are reported as skipped, with the reason in their name.
 */
export function onEachHost(
  name: string,
  suite: (open: (viewport?: { width: number; height: number }) => Promise<OpenApp>) => void,
): void {
  describe(`${name} (browser host)`, () => suite(openApp));
  describe.skipIf(withoutElectron !== undefined)(
    `${name} (Electron${withoutElectron === undefined ? '' : `, ${withoutElectron}`})`,
    () => suite(openElectron),
  );
}
