import type { PairDetail } from '../../../shared/contract/review.ts';
import { CaptionPane } from './caption-pane.tsx';
import { MadeTexts } from './made-texts.tsx';
import { PairCard } from './pair-card.tsx';
import { TrainingLens } from './training-lens.tsx';

export interface ReadingProps {
  readonly detail: PairDetail;
  readonly litPairId: number | null;
  readonly onLight: (pairId: number | null) => void;
  readonly isLensOpen: boolean;
  readonly toggleLens: () => void;
  readonly isProvenanceOpen: boolean;
  readonly setProvenance: (isOpen: boolean) => void;
}

/** The sentences and what is known of the pair, or both as training will see them. */
export function Reading(props: ReadingProps) {
  const { detail, toggleLens } = props;
  if (props.isLensOpen) return <TrainingLens detail={detail} onClose={toggleLens} />;
  return (
    <>
      <CaptionPane detail={detail} litPairId={props.litPairId} onLight={props.onLight} />
      <MadeTexts sliceId={detail.slice.sliceId} captions={detail.captions} />
      <PairCard
        detail={detail}
        isProvenanceOpen={props.isProvenanceOpen}
        onProvenance={props.setProvenance}
        onLens={toggleLens}
      />
    </>
  );
}
