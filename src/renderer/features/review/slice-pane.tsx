import { memo, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Box } from '../../../shared/domain/grounding/box.ts';
import { useActions, useGlyphs } from '../../keyboard/use-keyboard.ts';
import { fetchBytes } from '../../rpc/session.ts';
import {
  type GripControl,
  type ShownPicture,
  SliceViewer,
  type ViewerMark,
  type ViewerRegion,
  supportsWebGl2,
} from '../../viewer/index.ts';
import type { CorrectionDraft } from './correction-draft.ts';
import styles from './slice-pane.module.css';
import { SliceTrack } from './slice-track.tsx';
import { useExtent } from './use-extent.ts';
import { WINDOW_PRESETS, windowName } from './window-presets.ts';

export interface SlicePaneProps {
  readonly detail: PairDetail;
  readonly draft: CorrectionDraft;
  /** RadGrounder's boxes. */
  readonly marks: readonly ViewerMark[];
  readonly litPairId: number | null;
  readonly neighbour: number;
  readonly onNeighbour: (neighbour: number) => void;
  readonly onLight: (pairId: number | null) => void;
  readonly onBox: (box: Box) => void;
  /** Set while the box is moved by keys or clicks. */
  readonly gripControl: GripControl | null;
  readonly onShown: (shown: ShownPicture | null) => void;
  readonly onFailed: (error: unknown) => void;
  readonly onGrey: (grey: { center: number; width: number } | null) => void;
}

/** How far a page key goes. */
const PAGE_SLICES = 5;
const hasWebGl2 = supportsWebGl2();

/** The slice of the pair with its keys: windows, peek, neighbours. */
export const SlicePane = memo(function SlicePane(props: SlicePaneProps) {
  const { detail, neighbour, onNeighbour } = props;
  const { slice } = detail;
  const { t, i18n } = useTranslation('review');
  const glyphs = useGlyphs();
  const view = useView(props);
  const extent = useExtent(detail);
  const step = useCallback(
    (by: number) => {
      const count = slice.volume?.sliceCount;
      if (count === undefined) return;
      const next = Math.max(0, Math.min(count - 1, slice.index + neighbour + by));
      if (next !== slice.index + neighbour) onNeighbour(next - slice.index);
    },
    [slice, neighbour, onNeighbour],
  );
  useActions({
    'image.slice-up': () => step(1),
    'image.slice-down': () => step(-1),
    'image.page-up': () => step(PAGE_SLICES),
    'image.page-down': () => step(-PAGE_SLICES),
    'image.home': () => onNeighbour(0),
  });
  const language = i18n.language === 'de' ? 'de' : 'en';
  const regions = useMemo(() => regionsOf(props, language), [props, language]);
  const name = windowName(view.grey ?? slice.defaultWindow);
  const labels = useMemo(
    () => ({
      loading: t('slice.loading'),
      slice: t('slice.label'),
      neighbour: t('blocked.neighbour'),
      interpolated: t('slice.interpolated'),
      noScale: t('slice.noScale'),
      windowName: name ? `· ${t(`window.${name}`)}` : '',
      peek: t('slice.peek', { key: glyphs.action('image.peek') }),
      language,
    }),
    [t, glyphs, name, language],
  );
  if (!hasWebGl2) return <p role="alert">{t('slice.noWebGl2')}</p>;
  return (
    <div className={styles.pane} data-neighbour={neighbour !== 0 || undefined}>
      <SliceViewer
        {...{ slice, neighbour, regions, labels, fetchBytes }}
        marks={props.marks}
        window={view.grey}
        isPeeking={view.isPeeking}
        isInverted={view.isInverted}
        resetCount={view.resetCount}
        onWindow={view.setGrey}
        onScroll={(by) => step(-by)}
        onShown={props.onShown}
        onFailed={props.onFailed}
        onBox={neighbour === 0 ? props.onBox : undefined}
        gripControl={props.gripControl}
        onHover={props.onLight}
      />
      <SliceTrack {...{ slice, neighbour, extent, onNeighbour }} />
    </div>
  );
});

function useView({ detail, onGrey }: SlicePaneProps) {
  const [grey, setOwnGrey] = useState<{ center: number; width: number } | null>(null);
  const [isPeeking, setPeeking] = useState(false);
  const [isInverted, setInverted] = useState(false);
  const [resetCount, setResetCount] = useState(0);
  const setGrey = useCallback(
    (next: { center: number; width: number } | null) => {
      setOwnGrey(next);
      onGrey(next);
    },
    [onGrey],
  );
  const preset = (number: number) => () => {
    // MR grey values have no unit, so only the first preset means anything there: the slice's own window.
    setGrey(detail.slice.modality === 'CT' ? (WINDOW_PRESETS[number - 1] ?? null) : null);
  };
  useActions({
    'image.peek': ({ phase }) => setPeeking(phase === 'down'),
    'image.invert': () => setInverted(!isInverted),
    'image.reset': () => {
      setResetCount(resetCount + 1);
      setGrey(null);
      setInverted(false);
    },
    'image.window.1': preset(1),
    'image.window.2': preset(2),
    'image.window.3': preset(3),
    'image.window.4': preset(4),
    'image.window.5': preset(5),
  });
  return { grey: detail.slice.modality === 'CT' ? grey : null, setGrey, isPeeking, isInverted, resetCount };
}

function regionsOf({ detail, draft, litPairId }: SlicePaneProps, language: 'de' | 'en'): ViewerRegion[] {
  const { pair, siblings } = detail;
  const active: ViewerRegion = {
    pairId: pair.pairId,
    label: labelOf(draft?.classId ?? pair.classId, language),
    classIds: draft?.regionClassIds ?? pair.regionClassIds,
    box: draft?.box ?? pair.box,
    isActive: true,
    isLit: litPairId === pair.pairId,
  };
  const others = siblings.map(({ pairId, classId, regionClassIds, box }) => ({
    pairId,
    label: labelOf(classId, language),
    classIds: regionClassIds,
    box,
    isActive: false,
    isLit: litPairId === pairId,
  }));
  return [active, ...others];
}
