import type { Clause } from './clauses.ts';
import type { Token } from './tokens.ts';

const NEGATIONS = new Set(
  (
    'kein keine keinen keiner keines keinem keinerlei ohne nicht no without not negative negativ absence absent weder noch ' +
    'neither nor never nie ausgeschlossen ausschluss fehlend fehlende fehlender fehlt'
  ).split(' '),
);
/** "nicht auszuschließen", "cannot be excluded": the denial is denied. */
const UNCERTAIN = /^(ausschliess|auszuschliess|ausgeschloss|exclud|rule)/;
const NOT_MODIFIED = new Set(['nicht', 'not', 'cannot']);
const UNCERTAIN_REACH = 4;

const NORMAL_STARTS =
  /^(?:unauffaellig|regelrecht|regelhaft|regelgerecht|normal|normgross|normweit|normkalibr|unremarkable|intakt|intact|schlank|patent|homogen|physiologisch|altersentsprechend|altersgerecht|orthotop|steinfrei|preserved|maintained|erhalten|durchgaengig|achsengerecht|zeitgerecht|unverdaechtig|unversehrt|uneingeschraenkt|hydrated)/;
const NORMAL_WORDS = new Set([
  'frei',
  'clear',
  'zart',
  'zarte',
  'slender',
  'offen',
  'ob',
  'wnl',
  'glattwandig',
]);

/** Words that may stand in an enumeration without saying anything. */
export const BARE_FILLERS: ReadonlySet<string> = new Set(
  'und and sowie or oder / & , the der die das des dem den of in im von vom u . auch both also as well et ( )'.split(
    ' ',
  ),
);

/** Does the clause deny a finding? */
export function denies(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const { folded } = tokens[at]!;
    if (folded === 'cannot' || !NEGATIONS.has(folded)) continue;
    if (!NOT_MODIFIED.has(folded) || !isUncertain(tokens, at + 1, to))
      return !isUncertainBefore(tokens, from, at);
  }
  return false;
}

function isUncertain(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens
    .slice(from, Math.min(to, from + UNCERTAIN_REACH))
    .some(({ folded }) => UNCERTAIN.test(folded));
}

/** "… kann nicht ausgeschlossen werden" read at "ausgeschlossen". */
function isUncertainBefore(tokens: readonly Token[], from: number, at: number): boolean {
  if (!UNCERTAIN.test(tokens[at]!.folded)) return false;
  return tokens
    .slice(Math.max(from, at - UNCERTAIN_REACH), at)
    .some(({ folded }) => NOT_MODIFIED.has(folded));
}

/** Does the clause call what it speaks of normal? */
export function isNormal(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const { folded } = tokens[at]!;
    const isDeclared = NORMAL_WORDS.has(folded) || NORMAL_STARTS.test(folded);
    if (isDeclared && !isDenied(tokens, from, at)) return true;
    if (folded === 'o' && tokens[at + 2]?.folded === 'b' && at + 2 < to) return true;
  }
  return false;
}

/** "nicht homogen", "not normal", "kein normales Signal". */
function isDenied(tokens: readonly Token[], from: number, at: number): boolean {
  const before = at > from ? tokens[at - 1]!.folded : '';
  return before === 'nicht' || before === 'not' || before.startsWith('kein') || before === 'no';
}

/** "…, ohne fokale Läsion", "…, without stones", "…, frei von Metastasen". */
export function opensWithout(tokens: readonly Token[], { from }: Clause): boolean {
  const [first, second] = [tokens[from]?.folded, tokens[from + 1]?.folded];
  return (
    first === 'ohne' ||
    first === 'without' ||
    (first === 'frei' && second === 'von') ||
    (first === 'free' && second === 'of')
  );
}
