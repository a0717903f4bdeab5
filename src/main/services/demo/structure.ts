import type { ClassName } from '../../../shared/domain/anatomy/classes.ts';
import type { Shape } from './shapes.ts';

/** What a voxel is made of; CT numbers and MR signal follow from it (tissue.ts). */
export type Tissue =
  | 'air'
  | 'lung'
  | 'fat'
  | 'muscle'
  | 'liver'
  | 'spleen'
  | 'kidney'
  | 'pancreas'
  | 'gland'
  | 'bowel'
  | 'fluid'
  | 'blood'
  | 'heart'
  | 'cord'
  | 'disc'
  | 'cartilage'
  | 'spongiosa'
  | 'cortex'
  | 'lesion'
  | 'stone';

/** One painted structure. Later structures overwrite earlier ones, as a painter would. */
export interface Structure {
  readonly shapes: readonly Shape[];
  readonly tissue: Tissue;
  /** Its class, or undefined for what no class names (gas in the bowel, a lesion keeps its organ's class). */
  readonly className?: ClassName | undefined;
}

/** Mirror sides: `+1` is the patient's left, because x grows towards left. */
export const SIDES = [
  ['left', 1],
  ['right', -1],
] as const;
