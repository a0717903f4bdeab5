import type { Token } from './tokens.ts';

/** What the whole caption says about its subject, so that "T2", "S1" and "D2" are read rightly. */
export interface LevelContext {
  /** The caption speaks of the spine, apart from a doubtful T1-T4 or S1. */
  readonly hasSpine: boolean;
  /** The caption speaks of MR sequences or signal. */
  readonly hasSequences: boolean;
  readonly hasDuodenum: boolean;
}

/** One pass over the first letters of a word. */
function startsWithOneOf(starts: readonly string[]): RegExp {
  return new RegExp(`^(?:${starts.join('|')})`);
}

const SPINE_STARTS = startsWithOneOf([
  'wirbel',
  'vertebr',
  'spin',
  'bandscheib',
  'disc',
  'disk',
  'lwk',
  'bwk',
  'hwk',
  'lws',
  'bws',
  'hws',
  'fraktur',
  'fractur',
  'deckplatt',
  'grundplatt',
  'endplate',
  'kompression',
  'compress',
  'sinter',
  'wurzel',
  'myel',
  'osteochondr',
  'neuroforam',
  'foram',
  'haemangiom',
  'hemangioma',
  'haemangioma',
  'facet',
  'facett',
  'kyphos',
  'lordos',
  'skolio',
  'scolio',
  'level',
  'hoehe',
  'segment',
  'body',
  'bodies',
  'root',
  'laminectom',
  'laminektom',
  'keil',
  'wedge',
  'conus',
  'konus',
  'cord',
  'schmorl',
  'modic',
  'pedicle',
  'pedikel',
  'lamina',
  'dorn',
  'querforts',
  'protrusion',
  'extrusion',
  'sequest',
  'prolaps',
  'osteoly',
  'lytic',
  'sclero',
  'sklero',
  'burst',
  'fusion',
  'spacer',
  'cage',
  'kreuzbein',
  'sacr',
  'sakr',
  'thecal',
  'cauda',
  'duralsack',
  'epidural',
  'intradural',
  'syrinx',
  'syringo',
  'recess',
  'rezess',
  'bulg',
]);
const SPINE_PARTS = /spondyl|listhes|kyphopl|vertebropl|wirbel|vertebr/;
const SEQUENCE_STARTS = startsWithOneOf([
  'hyperint',
  'hypoint',
  'isoint',
  'signal',
  'gewicht',
  'wichtung',
  'weight',
  'stir',
  'flair',
  'sequen',
  'tse',
  'dwi',
  'adc',
  'relax',
  'tirm',
  'vibe',
  'haste',
  'bright',
  'nativ',
  'mapping',
]);

export function levelContext(tokens: readonly Token[]): LevelContext {
  let [hasSpine, hasSequences, hasDuodenum] = [false, false, false];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word') continue;
    const { folded } = token;
    hasSpine ||= SPINE_STARTS.test(folded) || isPlainLevel(tokens, at);
    hasSpine ||= folded.length > 6 && SPINE_PARTS.test(folded);
    hasSequences ||= SEQUENCE_STARTS.test(folded);
    hasDuodenum ||= folded.startsWith('duoden');
  }
  return { hasSpine, hasSequences, hasDuodenum };
}

/** "L4", "C5", "T11": nothing else looks like them. */
function isPlainLevel(tokens: readonly Token[], at: number): boolean {
  const number = tokens[at + 1];
  if (number?.kind !== 'number' || !number.glued) return false;
  const value = Number(number.text);
  const { text } = tokens[at]!;
  return (
    (text === 'L' && value >= 1 && value <= 5) ||
    (text === 'C' && value >= 2 && value <= 7) ||
    ((text === 'T' || text === 'Th') && value >= 5 && value <= 12)
  );
}

const WEIGHTED =
  /^((w|wi|map|fs|post|pra|prae|pre|sag|cor|kor|tra|ax|dark|bright|mpr|nativ|native|tse|images?)$|gew|weight|signal|hyper|hypo|iso|flair|stir|relax|sequ|bild|dixon|wicht|vibe)/;
/** T1 and T2 are sequences, T3 and more are not. */
const LAST_SEQUENCE = 2;
const BODY =
  /^(vertebr|wirbel|body|bodies|level|fra[ck]t|compress|kompress|wedge|burst|spin|end|deck|grund|lamin)/;
const LAST_STAGE = 4;

/**
 * A letter and a number that mean something else: T1 and T2 are MR sequences, T1-T4 tumour stages, S1 a lung segment,
 * D2 a part of the duodenum, unless the caption speaks of the spine.
 */
export function isOtherThanLevel(
  tokens: readonly Token[],
  { letter, value, last }: { letter: string; value: number; last: number },
  context: () => LevelContext,
): boolean {
  if (letter === 'D' && context().hasDuodenum) return true;
  if (letter === 'S') return !context().hasSpine;
  if (letter !== 'T') return false;
  if (isSequenceOrStage(tokens, last)) return true;
  if (value > LAST_STAGE) return false;
  const after = wordAfter(tokens, last);
  const isSequence = value <= LAST_SEQUENCE && context().hasSequences && !(after && BODY.test(after.folded));
  return isSequence || !context().hasSpine;
}

/** "T1w", "T2-gewichtet", "T1 hypointens", "T3 N1": what follows a letter and number shows that they are no level. */
export function isSequenceOrStage(tokens: readonly Token[], last: number): boolean {
  const next = tokens[last + 1];
  if (next?.glued && next.kind === 'word') return true;
  const after = wordAfter(tokens, last);
  const isSequence = Number(tokens[last]!.text) <= LAST_SEQUENCE && WEIGHTED.test(after?.folded ?? '');
  return isSequence || isStage(tokens, last + 1);
}

function wordAfter(tokens: readonly Token[], last: number): Token | undefined {
  const next = tokens[last + 1];
  const after = next?.text === '-' || next?.text === '*' ? tokens[last + 2] : next;
  return after?.kind === 'word' ? after : undefined;
}

/** "T3 N1 M0": what follows is a nodal stage. */
function isStage(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return (
    token !== undefined &&
    /^(N|cN|pN|M|cM|pM|Nx|NX)$/.test(token.text) &&
    (next?.kind === 'number' || /x$/i.test(token.text))
  );
}
