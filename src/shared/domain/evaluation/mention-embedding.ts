import { CLASS_COUNT, type ClassId, classId, classNameOf } from '../anatomy/classes.ts';
import { fold } from '../mention/fold.ts';
import type { MentionExtractor } from '../mention/mention.ts';
import type { TextEmbedding } from './similarity.ts';

/** Bumped whenever a vector changes; stands in every report. */
const VERSION = '1';
/** Hash buckets of character n-grams: mentions are short, so that collisions are rare at this size. */
const BUCKETS = 512;
/** Name of a class without its side and its number: kidney, rib, vertebrae. */
export function structureOf(id: ClassId): string {
  return classNameOf(id)
    .replace(/_(?:left|right)(?=_|$)/, '')
    .replace(/_[CTLS]?\d+$/, '');
}

/** Every structure once. */
const STRUCTURES = [...new Set(Array.from({ length: CLASS_COUNT }, (_, at) => structureOf(classId(at + 1))))];
const MEANING_WIDTH = CLASS_COUNT + STRUCTURES.length;
const WIDTH = MEANING_WIDTH + BUCKETS;
/** Shares of a vector's squared length: what a lexicon knows to be meant, and how it is written. */
const MEANING = 0.8;
const SPELLING = 1 - MEANING;

/**
 * A small local embedding of anatomical mentions. Most of a vector says which classes the lexicon reads, so that "linke Niere",
 * "left kidney" and "Nierenzyste links" lie where their structures do in either language; half of that part is the structure
 * without side and level, so that left and right are related and not the same. The rest are hashed character n-grams (2-4), all
 * of it for texts that the lexicon does not know. No weights, no licence, the same on every machine.
 */
export function createMentionEmbedding(extractor: MentionExtractor): TextEmbedding {
  return {
    name: 'lexicon-ngrams',
    version: `${VERSION}+${extractor.name}-${extractor.version}`,
    embed: (text) => {
      const vector = new Float32Array(WIDTH);
      const classes = classesIn(text, extractor);
      addClasses(vector, classes);
      addSpelling(vector, text, classes.length > 0 ? SPELLING : 1);
      return vector;
    },
  };
}

/** Classes that either language's lexicon reads in a text: whichever reads more, the first one where both do. */
function classesIn(text: string, extractor: MentionExtractor): readonly ClassId[] {
  const read = (['en', 'de'] as const).map((language) => {
    const mentions = extractor.extract(text.normalize('NFC'), language);
    return { ids: mentions.flatMap(({ classIds }) => classIds), length: coverage(mentions) };
  });
  const [en, de] = read as [(typeof read)[0], (typeof read)[0]];
  return [...new Set(de.length > en.length ? de.ids : en.ids)];
}

const coverage = (mentions: readonly { start: number; end: number }[]): number =>
  mentions.reduce((sum, { start, end }) => sum + end - start, 0);

function addClasses(vector: Float32Array, ids: readonly ClassId[]): void {
  if (ids.length === 0) return;
  const meant = new Float32Array(MEANING_WIDTH);
  const structures = new Map<string, number>();
  for (const id of ids) {
    meant[id - 1] = 1;
    const name = structureOf(id);
    structures.set(name, (structures.get(name) ?? 0) + 1);
  }
  for (const [name, count] of structures) meant[CLASS_COUNT + STRUCTURES.indexOf(name)] = Math.sqrt(count);
  addScaled(vector, meant, { offset: 0, share: MEANING });
}

function addSpelling(vector: Float32Array, text: string, share: number): void {
  const grams = new Float32Array(BUCKETS);
  const written = ` ${fold(text)} `;
  for (let size = 2; size <= 4; size += 1)
    for (let at = 0; at + size <= written.length; at += 1)
      grams[hashOf(written.slice(at, at + size)) % BUCKETS]! += 1;
  addScaled(vector, grams, { offset: MEANING_WIDTH, share });
}

function addScaled(
  vector: Float32Array,
  part: Float32Array,
  { offset, share }: { readonly offset: number; readonly share: number },
): void {
  const length = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
  if (length === 0) return;
  const scale = Math.sqrt(share) / length;
  part.forEach((value, at) => (vector[offset + at] = value * scale));
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash >>> 0;
}
