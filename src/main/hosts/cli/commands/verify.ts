import type { Command } from 'commander';
import { EXIT } from '../terminal.ts';
import type { CommandContext } from './context.ts';

export function addVerify(program: Command, { batch, terminal }: CommandContext): void {
  const { say } = terminal;
  program
    .command('verify')
    .description(say('verify'))
    .argument('<dir>', say('verify.dir'))
    .option('--quick', say('verify.quick'))
    .option('--manifest <file>', say('verify.manifest'))
    .action(async (dir: string, { quick, manifest }: { quick?: true; manifest?: string }) => {
      const checks = await batch.verify(dir, { pictures: !quick, manifest });
      const lines = checks.map(({ ok, name, facts }) => {
        const found = facts.map(({ what, value }) => say(`settings:fact.${what}`, { value })).join(', ');
        return `${say(ok ? 'verify.ok' : 'verify.fail')}\t${say(`settings:check.${name}`)}: ${found}`;
      });
      terminal.result({ checks }, lines.join('\n'));
      if (checks.some(({ ok }) => !ok)) process.exitCode = EXIT.failed;
    });
}
