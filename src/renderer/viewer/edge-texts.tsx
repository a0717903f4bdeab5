import { useMemo } from 'react';
import type { SliceInfo } from '../../shared/contract/review.ts';
import styles from './slice-viewer.module.css';

/** Words at the image's edges, in the reader's language. */
export interface EdgeLabels {
  readonly loading: string;
  readonly slice: string;
  readonly neighbour: string;
  readonly interpolated: string;
  /** Stands where the scale bar would, when nobody knows the scale. */
  readonly noScale: string;
  readonly windowName: string;
  readonly peek: string;
  readonly language: string;
}

interface EdgeTextsProps {
  readonly slice: SliceInfo;
  readonly neighbour: number;
  readonly labels: EdgeLabels;
  readonly grey: { readonly center: number; readonly width: number };
  /** CSS pixels per image pixel. */
  readonly zoom: number | null;
}

/** Lengths a scale bar may have, mm. */
const BAR_LENGTHS_MM = [200, 100, 50, 20, 10, 5];
const BAR_MAX_PX = 180;

/** What a radiologist expects at the edges: sides, series, slice number, window, zoom, scale. */
export function EdgeTexts({ slice, neighbour, labels, grey, zoom }: EdgeTextsProps) {
  const format = useMemo(
    () => new Intl.NumberFormat(labels.language, { maximumFractionDigits: 1 }),
    [labels.language],
  );
  const { markers, volume, spacingMm, isScaleAssumed } = slice;
  const number = slice.index + neighbour + 1;
  const barMm = zoom === null ? null : BAR_LENGTHS_MM.find((mm) => (mm / spacingMm.x) * zoom <= BAR_MAX_PX);
  return (
    <div className={styles.texts}>
      <span className={styles.topLeft}>
        <span className={styles.study}>{slice.study}</span> · {slice.modality} {slice.bodyPart}
        <br />
        {labels.slice} {number}
        {volume ? ` / ${volume.sliceCount}` : ''}
        {slice.sliceSpacingMm ? ` · ${format.format(slice.sliceSpacingMm)} mm` : ''}
        {neighbour !== 0 && <strong className={styles.neighbour}> {labels.neighbour}</strong>}
      </span>
      <span className={styles.topRight}>
        W {format.format(Math.round(grey.width))} L {format.format(Math.round(grey.center))}{' '}
        {labels.windowName}
        <br />
        {zoom === null ? '' : `× ${format.format(zoom)} · ${labels.interpolated}`}
      </span>
      <b className={styles.left}>{markers.left}</b>
      <b className={styles.right}>{markers.right}</b>
      <b className={styles.top}>{markers.top}</b>
      <b className={styles.bottom}>{markers.bottom}</b>
      {isScaleAssumed && <span className={styles.noScale}>{labels.noScale}</span>}
      {barMm && zoom !== null && !isScaleAssumed && (
        <span className={styles.bar} style={{ width: (barMm / spacingMm.x) * zoom }}>
          {barMm >= 10 ? `${barMm / 10} cm` : `${barMm} mm`}
        </span>
      )}
      <span className={styles.hint}>{labels.peek}</span>
    </div>
  );
}
