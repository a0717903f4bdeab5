import type { Token } from './tokens.ts';

const VENTRICLE = /^(ventricles?|ventrikel[sn]?)$/;
const BRAIN =
  /^(sulc|sulk|hydroceph|hydrozeph|hirn|brain|intracran|intrakran|cerebr|zerebr|midline|mittellin|liquor|subdural|sah$|subarach|gyr|shunt|kortex|cortical)/;
const HEART = /^(herz|heart|cardi|kardi|atri|vorhof|vorhoef|myo[ck]ard|peri[ck]ard|aort|valv|klappe)/;

export function isVentricle({ folded }: Token): boolean {
  return VENTRICLE.test(folded);
}

/** "Dilated ventricles with normal sulci": the caption speaks of the brain and not of the heart. */
export function speaksOfBrain(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => kind === 'word');
  return words.some(({ folded }) => BRAIN.test(folded)) && !words.some(({ folded }) => HEART.test(folded));
}
