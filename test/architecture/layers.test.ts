import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const depcruise = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');

interface CruiseSummary {
  readonly violations: readonly {
    readonly rule: { readonly name: string };
    readonly from: string;
    readonly to: string;
  }[];
  readonly totalCruised: number;
  readonly totalDependenciesCruised: number;
}

function cruise(): CruiseSummary {
  const config = join('test', 'architecture', 'layers.cjs');
  const output = execFileSync(
    process.execPath,
    [depcruise, '--config', config, '--output-type', 'json', 'src'],
    {
      cwd: root,
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  return (JSON.parse(output.toString()) as { summary: CruiseSummary }).summary;
}

/** A machine with other work takes its time over a few hundred modules, ms. */
const TIMEOUT = 120_000;

describe('the import rules of the house', { timeout: TIMEOUT }, () => {
  it('hold for every module, type-only imports included', () => {
    const { violations, totalCruised, totalDependenciesCruised } = cruise();
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    // Without @swc/core the tool inspects nothing and passes, so the numbers are part of the test.
    expect(totalCruised).toBeGreaterThan(150);
    expect(totalDependenciesCruised).toBeGreaterThan(300);
  });

  describe('have teeth', () => {
    const planted = join(root, 'src', 'shared', 'domain', 'planted-violation');
    afterAll(() => rmSync(planted, { recursive: true, force: true }));

    it('a planted import of main from the domain is reported by name', () => {
      mkdirSync(planted, { recursive: true });
      writeFileSync(
        join(planted, 'planted.ts'),
        "import type { Clock } from '../../../main/ports/index.ts';\nexport type Planted = Clock;\n",
      );
      const summary = cruiseAllowingFailure();
      expect(summary.violations.map(({ rule }) => rule.name)).toContain('shared-is-pure');
    });
  });
});

/** The tool exits with the number of errors; its report is on standard output all the same. */
function cruiseAllowingFailure(): CruiseSummary {
  try {
    return cruise();
  } catch (error) {
    const { stdout } = error as { stdout: Buffer };
    return (JSON.parse(stdout.toString()) as { summary: CruiseSummary }).summary;
  }
}
