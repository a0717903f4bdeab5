/**
 * Runs everything that `npm test` promises: types, lint, import rules, sizes, unit and integration tests, then
 * the build and the end-to-end journeys in a real Chromium. Ends with the plain line that CI reads, counted from
 * the runner's own reports.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.cache', 'test-reports');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

function run(title, args) {
  process.stdout.write(`\n── ${title}\n`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return status === 0;
}

function runSuite(name, config) {
  const report = join(reports, `${name}.json`);
  const ok = run(name, [
    vitest,
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ]);
  return { ok, ...counts(report) };
}

/** A suite whose report is missing or that ended badly without a failed test counts as one failure. */
function counts(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch (error) {
    process.stderr.write(`No report from the test runner: ${error.message}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const suites = [runSuite('unit, integration, architecture', 'vitest.config.ts')];
const built = run('build', [join(root, 'scripts', 'build.mjs')]);
suites.push(
  built ? runSuite('end to end', 'vitest.e2e.config.ts') : { ok: false, passed: 0, failed: 1, skipped: 0 },
);

const sum = (key) => suites.reduce((total, suite) => total + suite[key], 0);
const silentFailures = suites.filter((suite) => !suite.ok && suite.failed === 0).length;
const failed = sum('failed') + silentFailures;
process.stdout.write(`\n${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;
