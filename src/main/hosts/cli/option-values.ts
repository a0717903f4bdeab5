import { InvalidArgumentError, Option } from 'commander';

/** An option that takes some of a few words, separated by commas; all of them but `pending` unless told otherwise. */
export function listOption(flags: string, description: string, choices: readonly string[]): Option {
  const initial = choices.filter((choice) => choice !== 'pending');
  return new Option(flags, `${description} (${choices.join(', ')})`)
    .default(initial, initial.join(','))
    .argParser((value: string) => {
      const wanted = toNames(value);
      if (wanted.some((word) => !choices.includes(word))) throw new InvalidArgumentError('');
      return wanted;
    });
}

/** Names separated by commas. */
export const toNames = (value: string): string[] =>
  value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** A whole number of up to nine digits. */
export function toSeed(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('');
  return Number(value);
}

/** A number from 0 to 1. */
export function toWeight(value: string): number {
  const weight = Number(value);
  if (value.trim() === '' || !(weight >= 0 && weight <= 1)) throw new InvalidArgumentError('');
  return weight;
}

/** Three shares with the sum 1: training, validation, and what judges. */
export function toShares(value: string): readonly [number, number, number] {
  const shares = value.split(',').map(Number);
  const sum = shares.reduce((total, share) => total + share, 0);
  const isRight = shares.length === 3 && shares.every((share) => share >= 0) && Math.abs(sum - 1) < 1e-6;
  if (!isRight) throw new InvalidArgumentError('');
  return [shares[0]!, shares[1]!, shares[2]!];
}
