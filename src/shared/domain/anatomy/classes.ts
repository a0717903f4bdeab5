import type { Brand } from '../../lib/brand.ts';
import { CLASS_NAMES, type ClassName } from './tables/class-names.ts';
import { CLASS_LABELS } from './tables/labels.ts';
import { UNIFIED_ID_BY_MR_ID } from './tables/mr-class-ids.ts';

/** 1-121 in the unified CT/MR schema; 0 is background and never a ClassId. */
export type ClassId = Brand<number, 'ClassId'>;
export type { ClassName };
export type Side = 'left' | 'right';
export type Modality = 'CT' | 'MR';

export const CLASS_COUNT = CLASS_NAMES.length;

const LAST_CT_CLASS = 117;
const MR_CLASSES: ReadonlySet<number> = new Set(UNIFIED_ID_BY_MR_ID.filter((id) => id > 0));

const idByName = new Map<string, ClassId>(CLASS_NAMES.map((name, index) => [name, (index + 1) as ClassId]));

/** @throws RangeError if the number is no class of the schema. */
export function classId(value: number): ClassId {
  if (!Number.isInteger(value) || value < 1 || value > CLASS_COUNT) throw new RangeError(`No class ${value}`);
  return value as ClassId;
}

export function isClassId(value: number): value is ClassId {
  return Number.isInteger(value) && value >= 1 && value <= CLASS_COUNT;
}

export function classNameOf(id: ClassId): ClassName {
  return CLASS_NAMES[id - 1]!;
}

/** Id of a schema name, or undefined for a name outside the schema. */
export function classIdByName(name: string): ClassId | undefined {
  return idByName.get(name);
}

/** Id of a name known at compile time. */
export function idOf(name: ClassName): ClassId {
  return idByName.get(name)!;
}

/** Patient side that the class name states, or undefined for unpaired structures. */
export function sideOf(id: ClassId): Side | undefined {
  const name = classNameOf(id);
  if (/_left(_\d+)?$/.test(name)) return 'left';
  if (/_right(_\d+)?$/.test(name)) return 'right';
  return undefined;
}

/** The same structure on the other side (kidney_left → kidney_right), where the schema has one. */
export function counterpartOf(id: ClassId): ClassId | undefined {
  const side = sideOf(id);
  if (!side) return undefined;
  const other = side === 'left' ? 'right' : 'left';
  return idByName.get(classNameOf(id).replace(side, other));
}

/** Display name of a class in a language. */
export function labelOf(id: ClassId, language: 'de' | 'en'): string {
  return CLASS_LABELS[classNameOf(id)][language === 'de' ? 0 : 1];
}

/** Classes that a modality's segmentation task can produce: 1-117 for CT, those of `total_mr` for MR. */
export function isPossibleOn(id: ClassId, modality: Modality): boolean {
  return modality === 'CT' ? id <= LAST_CT_CLASS : MR_CLASSES.has(id);
}
