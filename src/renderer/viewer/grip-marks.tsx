import { useEffect, useRef } from 'react';
import type { MouseEvent } from 'react';
import { GRIPS, type Grip, type GripControl, type Point } from './box-grip.ts';
import styles from './slice-viewer.module.css';
import type { ViewTransform } from './view-transform.ts';

/** The box on the screen, CSS pixels of the view. */
interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How far a grip's mark stands off what it holds. */
const MARGIN_PX = 9;

/** What can be held of the box: each a stop of the Tab key, the held one drawn so that nobody has to guess. */
export function GripMarks({ edges, control }: { readonly edges: Edges; readonly control: GripControl }) {
  const { grip: held, labels, onGrip } = control;
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    // The focus follows what is held, and comes back after the overlay was hidden for a moment.
    group.current?.querySelector<SVGElement>(`[data-grip=${held}]`)?.focus({ preventScroll: true });
  }, [held]);
  return (
    <g ref={group} role="application" aria-label={labels.group} data-testid="grips">
      {GRIPS.map((grip) => (
        <rect
          key={grip}
          className={styles.grip}
          role="button"
          tabIndex={0}
          aria-label={labels[grip]}
          aria-pressed={grip === held}
          data-grip={grip}
          data-held={grip === held || undefined}
          {...around(grip, edges)}
          onFocus={() => onGrip(grip)}
        />
      ))}
    </g>
  );
}

function around(grip: Grip, { left, top, right, bottom }: Edges) {
  const [x1, x2] = grip === 'end' ? [right, right] : [left, grip === 'start' ? left : right];
  const [y1, y2] = grip === 'end' ? [bottom, bottom] : [top, grip === 'start' ? top : bottom];
  return {
    x: x1 - MARGIN_PX,
    y: y1 - MARGIN_PX,
    width: x2 - x1 + 2 * MARGIN_PX,
    height: y2 - y1 + 2 * MARGIN_PX,
  };
}

interface PlacingGroundProps {
  readonly transform: ViewTransform;
  readonly onPlace: (point: Point) => void;
}

/** The whole view, to be clicked: what is held goes there, for hands that cannot drag. */
export function PlacingGround({ transform: { a, d, e, f }, onPlace }: PlacingGroundProps) {
  const place = (event: MouseEvent<SVGRectElement>): void => {
    const view = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    onPlace({ x: (event.clientX - view.left - e) / a, y: (event.clientY - view.top - f) / d });
  };
  return (
    <rect
      className={styles.placing}
      width="100%"
      height="100%"
      data-testid="placing"
      onMouseDown={(event) => event.preventDefault()}
      onClick={place}
    />
  );
}
