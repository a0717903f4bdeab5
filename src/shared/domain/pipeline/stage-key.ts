import { NEEDS, type PerStage, STAGES, type Stage } from './stage.ts';

/** What the key of a stage is made of. */
export interface KeyParts {
  /** Hash of what a stage takes from the study itself; null where the study has nothing for it. */
  readonly inputs: PerStage<string | null>;
  /** Who does a stage, in which version and with which settings; null where the project does not want it. */
  readonly producers: PerStage<string | null>;
}

/**
 * Names the result of each stage before it is computed: equal keys, equal results. A key is a hash of the stage's own inputs, of who
 * does it and how, and of the keys of the stages that it needs; so what changes in one stage changes the keys of all that depend
 * on it, and of no other. What intake brings in is an input by its content, so a new caption leaves the masks alone.
 *
 * @param hash Of a text, such as SHA-256 in hexadecimal
 * @returns null for stages with nothing to do
 */
export function stageKeys(
  { inputs, producers }: KeyParts,
  hash: (text: string) => string,
): PerStage<string | null> {
  const keys = {} as Record<Stage, string | null>;
  for (const stage of STAGES) {
    const [input, producer] = [inputs[stage], producers[stage]];
    const needed = NEEDS[stage].filter((need) => need !== 'intake').map((need) => keys[need]);
    keys[stage] =
      input === null || producer === null ? null : hash(JSON.stringify([stage, producer, input, ...needed]));
  }
  return keys;
}
