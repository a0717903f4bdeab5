import { type ClassId, type Side, classIdByName } from '../../../shared/domain/anatomy/classes.ts';
import { STATEMENTS, type Statement } from './tables/statements.ts';

/** A statement with its side and number filled in. */
interface Observation {
  readonly classIds: readonly ClassId[];
  readonly de: string;
  readonly en: string;
}

/** The bilingual caption of one slice and what it truly names. */
export interface Caption {
  readonly de: string;
  readonly en: string;
  readonly classIds: readonly ClassId[];
}

/** Fewer pixels than this and a reader would not mention the structure. */
const MIN_VISIBLE_PIXELS = 30;
const LEVEL_NUMBERS = Array.from({ length: 12 }, (_, i) => i + 1);

const observations: readonly Observation[] = STATEMENTS.flatMap(expand);

/**
 * Writes what a radiologist might dictate about a slice: two to five observations about structures that are
 * really there (by the phantom's own labels, not by the segmentation with its planted mistakes).
 */
export function captionFor(pixelCounts: ReadonlyMap<number, number>, random: () => number): Caption {
  const isVisible = (id: ClassId): boolean => (pixelCounts.get(id) ?? 0) >= MIN_VISIBLE_PIXELS;
  const candidates = shuffled(
    observations.filter(({ classIds }) => classIds.every(isVisible)),
    random,
  );
  const wanted = 2 + Math.floor(random() * 4);
  const chosen: Observation[] = [];
  const named = new Set<ClassId>();
  for (const candidate of candidates) {
    if (chosen.length === wanted) break;
    if (candidate.classIds.some((id) => named.has(id))) continue;
    chosen.push(candidate);
    for (const id of candidate.classIds) named.add(id);
  }
  return {
    de: chosen.map(({ de }) => de).join(' '),
    en: chosen.map(({ en }) => en).join(' '),
    classIds: [...named],
  };
}

/** The translation slip that turns one side into the other, for the planted bad translation. */
export function mistranslateSide(english: string): string {
  return english.replace(/\b(left|right|Left|Right)\b/g, (word) => {
    const other = word.toLowerCase() === 'left' ? 'right' : 'left';
    return word[0] === word[0]!.toUpperCase() ? capitalised(other) : other;
  });
}

function expand(statement: Statement): Observation[] {
  const sides: (Side | null)[] = statement.classes[0]!.includes('{side}') ? ['left', 'right'] : [null];
  const numbers = statement.classes[0]!.includes('{n}') ? LEVEL_NUMBERS : [0];
  return sides.flatMap((side) =>
    numbers.flatMap((n) => {
      const fill = (text: string): string => fillText(text, side, n);
      const ids = statement.classes.map((name) => classIdByName(fill(name)));
      return ids.every((id) => id !== undefined)
        ? [{ classIds: ids, de: fill(statement.de), en: fill(statement.en) }]
        : [];
    }),
  );
}

function fillText(text: string, side: Side | null, n: number): string {
  const stem = side === 'right' ? 'rech' : 'lin';
  const words: Record<string, string> = {
    side: side ?? '',
    n: String(n),
    nth: ordinal(n),
    left: side ?? '',
    links: side === 'right' ? 'rechts' : 'links',
    'li.': side === 'right' ? 're.' : 'li.',
    ...Object.fromEntries(
      ['e', 'er', 'en'].map((ending) => [`link${ending}`, `${stem}${side === 'right' ? 't' : 'k'}${ending}`]),
    ),
  };
  return text.replace(/\{([A-Za-z.]+)\}/g, (placeholder, key: string) => {
    const word = words[key.toLowerCase()] ?? placeholder;
    return key[0] === key[0]!.toLowerCase() ? word : capitalised(word);
  });
}

function ordinal(n: number): string {
  const ending = n === 1 ? 'st' : n === 2 ? 'nd' : n === 3 ? 'rd' : 'th';
  return `${n}${ending}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Fisher-Yates on a copy. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
