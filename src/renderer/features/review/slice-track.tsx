import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SliceInfo } from '../../../shared/contract/review.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import styles from './slice-track.module.css';

export interface SliceTrackProps {
  readonly slice: SliceInfo;
  readonly neighbour: number;
  /** First and last slice of the volume with the region's classes, zero-based, inclusive; null where that is not known. */
  readonly extent: readonly [number, number] | null;
  readonly onNeighbour: (neighbour: number) => void;
}

/**
 * Where the slice lies in its volume, how far the structure reaches, and the way to the slices beside it. By pointer; the
 * keys for the same are named on it.
 */
export const SliceTrack = memo(function SliceTrack(props: SliceTrackProps) {
  const { slice, neighbour, extent, onNeighbour } = props;
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  if (!slice.volume) return null;
  return (
    <div className={styles.track} data-testid="slice-track">
      <KeyCap glyph={glyphs.action('image.slice-down')} />
      <Rail {...props} count={slice.volume.sliceCount} />
      <KeyCap glyph={glyphs.action('image.slice-up')} />
      <span className={styles.text}>
        {extent && t('track.extent', { first: extent[0] + 1, last: extent[1] + 1 })}
      </span>
      {neighbour !== 0 && (
        <Button onClick={() => onNeighbour(0)}>
          {t('track.back', { slice: slice.index + 1 })} <KeyCap glyph={glyphs.action('image.home')} />
        </Button>
      )}
    </div>
  );
});

function Rail({
  slice,
  neighbour,
  extent,
  onNeighbour,
  count,
}: SliceTrackProps & { readonly count: number }) {
  const rail = useRef<HTMLDivElement>(null);
  const share = (index: number): string => `${((index + 0.5) / count) * 100}%`;
  const goTo = (event: React.PointerEvent): void => {
    const { left, width } = rail.current!.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * count);
    onNeighbour(Math.max(0, Math.min(count - 1, index)) - slice.index);
  };
  return (
    <div
      ref={rail}
      className={styles.rail}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event);
      }}
    >
      {extent && (
        <span
          className={styles.extent}
          data-testid="slice-extent"
          style={{
            left: `${(extent[0] / count) * 100}%`,
            width: `${((extent[1] - extent[0] + 1) / count) * 100}%`,
          }}
        />
      )}
      <span className={styles.own} style={{ left: share(slice.index) }} />
      {neighbour !== 0 && <span className={styles.seen} style={{ left: share(slice.index + neighbour) }} />}
    </div>
  );
}
