import { randomUUID } from 'node:crypto';
import { CommanderError } from 'commander';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import { asExpected } from '../../../shared/contract/system-failure.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import type { FileLog } from '../../ports/node.ts';
import { type Say, terminalTexts } from '../../ports/terminal.ts';
import { usageText } from './usage.ts';

/** Exit codes, documented in docs/cli.md. */
export const EXIT = { ok: 0, failed: 1, usage: 2, partly: 3, interrupted: 130 } as const;

/** What a command says and how it ends: results on standard output, everything about them on standard error. */
export class Terminal {
  readonly say: Say;
  readonly language: Language;
  readonly isJson: boolean;
  private readonly log: FileLog;

  constructor({ language, isJson, log }: { language: Language; isJson: boolean; log: FileLog }) {
    this.language = language;
    this.isJson = isJson;
    this.log = log;
    this.say = terminalTexts(language);
  }

  result(value: object, text: string): void {
    process.stdout.write(`${this.isJson ? JSON.stringify(value, null, 2) : text}\n`);
  }

  /** One of many results, as it comes: a line of JSON, or a line for a person. */
  line(value: object, text: string): void {
    process.stdout.write(`${this.isJson ? JSON.stringify(value) : text}\n`);
  }

  note(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** Every problem with its file, cause and remedy; errors among them show in the exit code. */
  problems(problems: readonly Problem[]): void {
    for (const { file, code, params } of problems) {
      const { cause, remedy } = errorText(this.language, code, params) ?? { cause: code, remedy: '' };
      this.note(`${file}: ${cause} ${remedy}`.trim());
    }
    if (problems.some(({ severity }) => severity === 'error')) process.exitCode = EXIT.partly;
  }

  /** Says why a command failed. @param command Its name, where one was meant @returns its exit code */
  failed(thrown: unknown, command?: string): number {
    if (thrown instanceof CommanderError) return this.misused(thrown, command);
    const error = asExpected(thrown, '?');
    if (error instanceof AppError) {
      const { code, params } = error;
      const { cause, remedy } = errorText(this.language, code, params) ?? { cause: code, remedy: '' };
      this.error(`${namedFirst(params['file'], cause)} ${remedy}`.trim(), { code, params, cause, remedy });
      return EXIT.failed;
    }
    const id = randomUUID().slice(0, 8);
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.log.error('command failed', { id, error: detail });
    const cause = this.say('internal', { id, file: this.log.file });
    this.error(cause, { code: 'internal', params: { id }, cause, remedy: '' });
    return EXIT.failed;
  }

  private misused(error: CommanderError, command: string | undefined): number {
    if (error.exitCode === 0) return EXIT.ok;
    // Help that nobody asked for: a command that does nothing without a subcommand.
    if (error.code === 'commander.help') return EXIT.usage;
    const cause = usageText(error, command ? `${command} ` : '', this.say);
    this.error(cause, { code: 'usage', params: {}, cause, remedy: '' });
    return EXIT.usage;
  }

  private error(
    text: string,
    json: Readonly<Record<'code' | 'cause' | 'remedy', string> & { params: object }>,
  ): void {
    this.note(text);
    if (this.isJson) process.stdout.write(`${JSON.stringify({ error: json }, null, 2)}\n`);
  }
}

/** Puts the file before the sentence unless the sentence names it. */
function namedFirst(file: string | number | undefined, cause: string): string {
  return file === undefined || file === '?' || cause.includes(String(file)) ? cause : `${file}: ${cause}`;
}
