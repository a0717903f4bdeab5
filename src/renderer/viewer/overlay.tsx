import { memo } from 'react';
import type { SliceInfo } from '../../shared/contract/review.ts';
import type { Box } from '../../shared/domain/grounding/box.ts';
import { ActiveBox } from './active-box.tsx';
import type { GripControl } from './box-grip.ts';
import { contourPath } from './contour.ts';
import styles from './slice-viewer.module.css';
import type { ViewerMark, ViewerRegion } from './region.ts';
import type { ViewTransform } from './view-transform.ts';

interface OverlayProps {
  readonly regions: readonly ViewerRegion[];
  readonly marks?: readonly ViewerMark[] | undefined;
  readonly mask: Uint8Array | null;
  readonly slice: SliceInfo;
  readonly transform: ViewTransform;
  readonly onBox?: ((box: Box) => void) | undefined;
  readonly gripControl?: GripControl | null | undefined;
  readonly onHover: (pairId: number | null) => void;
}

/** Regions and boxes over the slice, in its pixel coordinates; lines keep their width at every zoom. */
export const Overlay = memo(function Overlay({
  regions,
  marks = [],
  mask,
  slice,
  transform,
  onBox,
  gripControl = null,
  onHover,
}: OverlayProps) {
  const { a, d, e, f } = transform;
  return (
    <svg className={styles.overlay} data-testid="overlay">
      <g transform={`matrix(${a} 0 0 ${d} ${e} ${f})`}>
        {regions
          .toSorted((x, y) => Number(x.isActive) - Number(y.isActive))
          .map((region) => (
            <Region key={region.pairId} {...{ region, mask, onHover }} width={slice.width} />
          ))}
      </g>
      {marks.map((mark, at) => (
        <Mark key={mark.key} {...{ mark, transform }} line={lineOf(mark, marks.slice(0, at), transform)} />
      ))}
      {regions
        .filter(({ isActive }) => isActive)
        .map((region) => (
          <ActiveBox key={region.pairId} {...{ region, slice, transform, onBox, gripControl }} />
        ))}
    </svg>
  );
});

interface RegionProps {
  readonly region: ViewerRegion;
  readonly mask: Uint8Array | null;
  readonly width: number;
  readonly onHover: (pairId: number | null) => void;
}

function Region({ region, mask, width, onHover }: RegionProps) {
  const path = mask ? contourPath(mask, width, region.classIds) : '';
  const [x1, y1, x2, y2] = region.box;
  return (
    <g
      className={styles.region}
      data-active={region.isActive || undefined}
      data-lit={region.isLit || undefined}
      data-pair={region.pairId}
      onPointerEnter={() => onHover(region.pairId)}
      onPointerLeave={() => onHover(null)}
    >
      <path d={path} fillRule="evenodd" />
      {!region.isActive && <rect x={x1} y={y1} width={x2 - x1} height={y2 - y1} />}
    </g>
  );
}

interface MarkProps {
  readonly mark: ViewerMark;
  readonly transform: ViewTransform;
  /** Of its words below the box, from 0. */
  readonly line: number;
}

const LINE_PX = 16;
/** Words of boxes whose corners lie nearer would run into each other, px of the screen. */
const NEAR_PX = 140;

/** Where several models draw nearly the same box their words stand below each other. */
function lineOf(mark: ViewerMark, before: readonly ViewerMark[], { a, d }: ViewTransform): number {
  const [x, , , y] = mark.box;
  return before.filter(({ box }) => Math.abs(box[0] - x) * a < NEAR_PX && Math.abs(box[3] - y) * d < LINE_PX)
    .length;
}

/** Another model's box, with its words below it, where those of the box under judgement never stand. */
function Mark({ mark, transform: { a, d, e, f }, line }: MarkProps) {
  const [x1, y1, x2, y2] = mark.box;
  return (
    <g className={styles.mark} data-testid="mark" data-look={mark.look}>
      <rect x={x1 * a + e} y={y1 * d + f} width={(x2 - x1) * a} height={(y2 - y1) * d} />
      <text x={x1 * a + e + 4} y={y2 * d + f + (line + 1) * LINE_PX}>
        {mark.label}
      </text>
    </g>
  );
}
