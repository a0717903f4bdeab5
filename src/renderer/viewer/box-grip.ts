import type { Box } from '../../shared/domain/grounding/box.ts';
import { type Handle, dragBox } from './box-drag.ts';

/** What the arrow keys take hold of: the whole box, its upper left or its lower right corner. Two corners reach every edge. */
export const GRIPS = ['whole', 'start', 'end'] as const;
export type Grip = (typeof GRIPS)[number];

/** A box that is being moved without dragging: what is held, and what else may be done from the slice. */
export interface GripControl {
  readonly grip: Grip;
  readonly onGrip: (grip: Grip) => void;
  /** The slice was clicked there, in pixels of the slice. */
  readonly onPlace: (point: Point) => void;
  /** What each grip is called, and the whole of them. */
  readonly labels: Readonly<Record<Grip | 'group', string>>;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SliceSize {
  readonly width: number;
  readonly height: number;
}

const HANDLE_OF: Readonly<Record<Grip, Handle>> = {
  whole: { x: 0, y: 0 },
  start: { x: -1, y: -1 },
  end: { x: 1, y: 1 },
};

export function nextGrip(grip: Grip): Grip {
  return GRIPS[(GRIPS.indexOf(grip) + 1) % GRIPS.length]!;
}

/** The box after the grip was moved by whole pixels of the slice; inside it, never thinner than a pixel. */
export function nudgeBox(box: Box, grip: Grip, by: Point, { width, height }: SliceSize): Box {
  return dragBox(box, HANDLE_OF[grip], { dx: by.x, dy: by.y, width, height });
}

/**
 * The box with the grip at a point of the slice, in pixels: a corner at the pixel edge next to it, the whole box around it.
 * A corner that is put beyond the other one takes it along, so that two clicks set a box anywhere.
 */
export function placeBox(box: Box, grip: Grip, point: Point, { width, height }: SliceSize): Box {
  const [x1, y1, x2, y2] = box;
  if (grip === 'whole') {
    const by = { x: Math.round(point.x - (x1 + x2) / 2), y: Math.round(point.y - (y1 + y2) / 2) };
    return nudgeBox(box, grip, by, { width, height });
  }
  const edges = grip === 'start' ? startAt : endAt;
  const [left, right] = edges([x1, x2], Math.round(point.x), width);
  const [top, bottom] = edges([y1, y2], Math.round(point.y), height);
  return [left, top, right, bottom];
}

type Edges = readonly [low: number, high: number];

function startAt([, high]: Edges, at: number, length: number): Edges {
  const low = Math.max(0, Math.min(length - 1, at));
  return [low, Math.max(high, low + 1)];
}

function endAt([low]: Edges, at: number, length: number): Edges {
  const high = Math.max(1, Math.min(length, at));
  return [Math.min(low, high - 1), high];
}
