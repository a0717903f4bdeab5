import { taughtClasses } from '../../../shared/domain/training/taught-classes.ts';
import type { Snapshot } from '../../../shared/domain/curation/snapshot.ts';
import type { TrainingSettings } from '../../../shared/contract/training.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { sha256 } from '../../store/sha256.ts';
import type { Candidate, Lineage } from './candidate-files.ts';
import type { Encoder } from './encoder.ts';
import { type Lessons, boxesOf } from './lessons.ts';

/** Of the way of training: another one gives another identity to the same input. */
const RECIPE = 2;

/** Names a run: all that decides what comes out of it. */
export const identityOf = (made: {
  readonly snapshot: string;
  readonly encoder: string;
  readonly settings: TrainingSettings;
  readonly seed: number;
  readonly parent: string | undefined;
}): string => sha256(canonicalJson({ recipe: RECIPE, ...made }));

/** What a head was made of. */
export function lineageOf({
  id,
  snapshot,
  encoder,
  shape,
  parent,
  data: { train, val },
}: {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly encoder: Encoder;
  readonly shape: { readonly tokens: number; readonly width: number };
  readonly parent: Candidate | null;
  readonly data: Lessons;
}): Pick<Lineage, 'format' | 'version' | 'snapshot' | 'encoder' | 'parent' | 'data' | 'classes'> {
  const { packId, packName, size, normalisation } = encoder;
  const { taught, untaught } = taughtClasses(snapshot.slices, parent?.lineage.classes?.taught);
  return {
    format: 'plumbline-head',
    version: 1,
    snapshot: { id, auditHead: snapshot.auditHead, settings: settingsOf(snapshot) },
    encoder: { packId, packName, size, normalisation, ...shape },
    parent: parent?.id ?? null,
    data: {
      slices: train.length,
      boxes: boxesOf(train),
      validationSlices: val.length,
      validationBoxes: boxesOf(val),
    },
    classes: { taught: [...taught], untaught: [...untaught] },
  };
}

const settingsOf = ({ settings }: Snapshot) => ({ ...settings, languages: [...settings.languages] });
