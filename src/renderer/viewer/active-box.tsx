import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import type { SliceInfo } from '../../shared/contract/review.ts';
import type { Box } from '../../shared/domain/grounding/box.ts';
import { type Handle, HANDLES, dragBox } from './box-drag.ts';
import type { GripControl } from './box-grip.ts';
import { GripMarks, PlacingGround } from './grip-marks.tsx';
import type { ViewerRegion } from './region.ts';
import styles from './slice-viewer.module.css';
import type { ViewTransform } from './view-transform.ts';

interface ActiveBoxProps {
  readonly region: ViewerRegion;
  readonly slice: SliceInfo;
  readonly transform: ViewTransform;
  readonly onBox?: ((box: Box) => void) | undefined;
  /** While the box is moved without dragging. */
  readonly gripControl: GripControl | null;
}

const HANDLE_PX = 9;
const CURSORS: Readonly<Record<string, string>> = {
  '-1 -1': 'nwse-resize',
  '1 1': 'nwse-resize',
  '1 -1': 'nesw-resize',
  '-1 1': 'nesw-resize',
  '0 -1': 'ns-resize',
  '0 1': 'ns-resize',
  '-1 0': 'ew-resize',
  '1 0': 'ew-resize',
};

/** The box under judgement, with handles to drag; a drag counts when it ends. */
export function ActiveBox({ region, slice, transform, onBox, gripControl }: ActiveBoxProps) {
  const [draft, setDraft] = useState<Box | null>(null);
  const start = useRef<{ readonly handle: Handle; readonly x: number; readonly y: number } | null>(null);
  const { a, d, e, f } = transform;
  const [x1, y1, x2, y2] = draft ?? region.box;
  const [left, top, right, bottom] = [x1 * a + e, y1 * d + f, x2 * a + e, y2 * d + f];
  const move = (event: PointerEvent): Box | null => {
    const from = start.current;
    if (!from) return null;
    const { width, height } = slice;
    return dragBox(region.box, from.handle, {
      dx: (event.clientX - from.x) / a,
      dy: (event.clientY - from.y) / d,
      width,
      height,
    });
  };
  const handlers = (handle: Handle) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || !onBox) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { handle, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => setDraft(move(event) ?? draft),
    onPointerUp: (event: PointerEvent) => {
      const box = move(event);
      start.current = null;
      setDraft(null);
      if (box) onBox?.(box);
    },
  });
  return (
    <g className={styles.box}>
      {gripControl && <PlacingGround transform={transform} onPlace={gripControl.onPlace} />}
      <rect data-testid="active-box" x={left} y={top} width={right - left} height={bottom - top} />
      <text x={left + 4} y={Math.max(14, top - (gripControl ? 15 : 6))}>
        {region.label}
      </text>
      {onBox &&
        HANDLES.map((handle) => (
          <rect
            key={`${handle.x} ${handle.y}`}
            className={styles.handle}
            style={{ cursor: CURSORS[`${handle.x} ${handle.y}`] }}
            x={(handle.x < 0 ? left : handle.x > 0 ? right : (left + right) / 2) - HANDLE_PX / 2}
            y={(handle.y < 0 ? top : handle.y > 0 ? bottom : (top + bottom) / 2) - HANDLE_PX / 2}
            width={HANDLE_PX}
            height={HANDLE_PX}
            {...handlers(handle)}
          />
        ))}
      {gripControl && <GripMarks edges={{ left, top, right, bottom }} control={gripControl} />}
    </g>
  );
}
