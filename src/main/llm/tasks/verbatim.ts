import { AppError } from '../../../shared/contract/app-error.ts';

/** Holds quotes against the text they are said to come from. @throws AppError llm.not-verbatim with the number of the first that is not there */
export function assertVerbatim(quotes: readonly string[], text: string): void {
  const lost = quotes.findIndex((quote) => !text.includes(quote));
  if (lost !== -1) throw new AppError('llm.not-verbatim', { number: lost + 1 });
}

/** That an answer does not keep to its text: which part of it, and in what. */
export function contradiction(part: string, what: string): AppError {
  return new AppError('llm.contradicts-text', { detail: `${part}: ${what}` });
}
