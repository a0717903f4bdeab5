import { type GrammarState, START, advance, allowed } from '../../../shared/domain/radgrounder/grammar.ts';
import { type MarkedText, withoutTags } from '../../../shared/domain/radgrounder/markup.ts';
import { TOKEN_CLASS } from '../../../shared/domain/radgrounder/vocabulary.ts';
import { type Choice, choose } from './choose.ts';
import { readPieces } from './pieces.ts';
import type { PackTokenizer } from './tokenizer.ts';

export interface SequenceOptions {
  readonly tokenizer: PackTokenizer;
  /** Tokens at most, the end token included. */
  readonly maxNewTokens: number;
  /** Only well-formed tags; otherwise the likeliest token whatever it is, as other programs decode. */
  readonly isMasked: boolean;
}

/** An answer as far as it is written. */
export interface Answer extends MarkedText {
  /** The model ended it; otherwise it stopped at the limit, or is still being written. */
  readonly isComplete: boolean;
  readonly tokens: number;
}

/** One answer while it is written, token by token. */
export class Sequence {
  readonly chosen: Choice[] = [];
  private readonly options: SequenceOptions;
  private state: GrammarState = START;
  private isEnded = false;

  constructor(options: SequenceOptions) {
    this.options = options;
  }

  get isDone(): boolean {
    return this.isEnded || this.chosen.length >= this.options.maxNewTokens;
  }

  /** Takes the likeliest token that may follow. @param logits Of the position behind the last token */
  extend(logits: Float32Array): void {
    const { tokenizer, isMasked, maxNewTokens } = this.options;
    const { vocabulary } = tokenizer;
    const rule = isMasked ? allowed(this.state, maxNewTokens - this.chosen.length) : null;
    const choice = choose(logits, rule, vocabulary);
    this.chosen.push(choice);
    if (isMasked) this.state = advance(this.state, choice.token, vocabulary);
    this.isEnded = vocabulary.classes[choice.token] === TOKEN_CLASS.end;
  }

  /** The token that the next position takes in; padding once the answer is done and only its neighbours go on. */
  get lastToken(): number {
    return this.isDone ? this.options.tokenizer.vocabulary.pad : this.chosen.at(-1)!.token;
  }

  answer(): Answer {
    const { options, isDone, isEnded } = this;
    const written = isEnded ? this.chosen.slice(0, -1) : this.chosen;
    return {
      ...withoutTags(readPieces(written, { tokenizer: options.tokenizer, isDone })),
      isComplete: isEnded,
      tokens: this.chosen.length,
    };
  }
}
