import type { ClassId, Modality } from '../anatomy/classes.ts';
import type { FoundBy } from '../mention/combine.ts';
import type { Language, Mention } from '../mention/mention.ts';
import type { SliceGeometry } from '../volume/slice.ts';
import type { Box } from './box.ts';
import type { ClassRegion } from './class-boxes.ts';
import type { Finding, Omission } from './finding.ts';
import type { DerivationSwitches } from './switches.ts';

export interface CaptionWithMentions {
  readonly language: Language;
  /** NFC; mention offsets refer to it. */
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** Classes that only one of two extractors names here; absent where only one was asked. */
  readonly disputed?: ReadonlyMap<ClassId, FoundBy>;
}

export interface SliceToDerive {
  /** Row-major unified class ids (0 background), or null when the slice has no segmentation. */
  readonly mask: Uint8Array | null;
  readonly geometry: SliceGeometry;
  readonly modality: Modality;
  readonly captions: readonly CaptionWithMentions[];
  readonly switches: DerivationSwitches;
}

/** A class that is both mentioned and segmented on the slice. */
export interface DerivedPair {
  readonly classId: ClassId;
  /** Covers the masks of all region classes; pixels of the slice, half-open. */
  readonly box: Box;
  /** The masks that make up the region: the class itself, or its parts. */
  readonly regionClassIds: readonly ClassId[];
  readonly mentions: readonly Mention[];
  readonly findings: readonly Finding[];
  /** 0-1, how suspicious. */
  readonly priority: number;
}

export interface SliceDerivation {
  readonly pairs: readonly DerivedPair[];
  readonly omissions: readonly Omission[];
}

/** A pair before anybody has looked for what is odd about it. */
export interface BarePair {
  readonly classId: ClassId;
  readonly box: Box;
  readonly regionClassIds: readonly ClassId[];
  readonly mentions: readonly Mention[];
}

export interface FindingContext {
  readonly slice: SliceToDerive;
  readonly captions: readonly CaptionWithMentions[];
  readonly regionById: ReadonlyMap<number, ClassRegion>;
  /** See suspicionOf; once for all pairs of a slice. */
  readonly suspicion: Finding | undefined;
}
