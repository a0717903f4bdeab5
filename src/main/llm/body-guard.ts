import { AppError } from '../../shared/contract/app-error.ts';
import type { ReplyLimits } from './limits.ts';

const LF = 10;
const CR = 13;

/**
 * Watches a reply's bytes as they come: how many in all, how many since the last event ended, and whether they are UTF-8.
 * Keeps nothing of them.
 */
export class BodyGuard {
  private readonly limits: ReplyLimits;
  private readonly isEvents: boolean;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private total = 0;
  private sinceEvent = 0;
  private lineIsEmpty = true;

  constructor(limits: ReplyLimits, contentType: string) {
    this.limits = limits;
    this.isEvents = contentType.toLowerCase().startsWith('text/event-stream');
  }

  /** @throws AppError llm.too-long, llm.not-utf8 */
  see(chunk: Uint8Array): void {
    this.total += chunk.length;
    const allowed = this.isEvents ? this.limits.replyBytes : this.limits.documentBytes;
    if (this.total > allowed) throw tooLong(allowed);
    if (this.isEvents) this.countEvent(chunk);
    this.decode(chunk, true);
  }

  /** At the end of the reply. @throws AppError llm.not-utf8 when it ends inside a character */
  end(): void {
    this.decode(new Uint8Array(), false);
  }

  /** An event ends with an empty line, whichever of the three line ends the server uses. */
  private countEvent(chunk: Uint8Array): void {
    for (const byte of chunk) {
      this.sinceEvent += 1;
      if (byte !== LF && byte !== CR) this.lineIsEmpty = false;
      else if (this.lineIsEmpty) this.sinceEvent = 0;
      else this.lineIsEmpty = byte === LF || byte === CR;
      if (this.sinceEvent > this.limits.eventBytes) throw tooLong(this.limits.eventBytes);
    }
  }

  private decode(chunk: Uint8Array, stream: boolean): void {
    try {
      this.decoder.decode(chunk, { stream });
    } catch (cause) {
      throw new AppError('llm.not-utf8', {}, { cause });
    }
  }
}

function tooLong(bytes: number): AppError {
  return new AppError('llm.too-long', { kib: Math.round(bytes / 1024) });
}
