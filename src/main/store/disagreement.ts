import type { ClassId } from '../../shared/domain/anatomy/classes.ts';
import type { Box } from '../../shared/domain/grounding/box.ts';
import type { Finding } from '../../shared/domain/grounding/finding.ts';
import { priorityOf } from '../../shared/domain/grounding/priority.ts';
import { type SuggestedBox, disagreement } from '../../shared/domain/radgrounder/suggestion.ts';
import type { ReadDb } from './database.ts';
import { prepared } from './prepared.ts';

interface Judgeable {
  readonly classId: ClassId;
  readonly box: Box;
  readonly findings: readonly Finding[];
  readonly priority: number;
}

/** Boxes of the newest grounded answer about a slice; none where there is no answer. */
export function newestBoxes(db: ReadDb, sliceId: number): readonly SuggestedBox[] {
  const boxes = prepared(
    db,
    "SELECT boxes FROM suggestion WHERE slice_id = ? AND task = 'ground' ORDER BY created_at DESC LIMIT 1",
  )
    .pluck()
    .get(sliceId) as string | undefined;
  return boxes === undefined ? [] : (JSON.parse(boxes) as SuggestedBox[]);
}

/** The pair with what RadGrounder's boxes say about it in the place of what older ones said. */
export function withDisagreement<Pair extends Judgeable>(pair: Pair, boxes: readonly SuggestedBox[]): Pair {
  const others = pair.findings.filter(({ code }) => code !== 'models-disagree');
  const found = disagreement(pair, boxes);
  if (!found && others.length === pair.findings.length) return pair;
  const findings = [...others, ...(found ? [found] : [])].toSorted((a, b) => b.weight - a.weight);
  return { ...pair, findings, priority: priorityOf(findings) };
}
