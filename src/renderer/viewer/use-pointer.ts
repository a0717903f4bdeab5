import { useRef } from 'react';
import type { PointerEvent, WheelEvent } from 'react';
import type { SliceViewport } from './cornerstone.ts';

interface PointerOptions {
  readonly viewport: SliceViewport | null;
  readonly grey: { readonly center: number; readonly width: number };
  readonly align: () => void;
  readonly onWindow: (window: { center: number; width: number }) => void;
  readonly onScroll: (step: 1 | -1) => void;
}

const ZOOM_STEP = 1.12;
/** Window units per CSS pixel of drag, as a share of the current width: small windows want fine steps. */
const WINDOW_SPEED = 1 / 300;

/** Wheel scrolls, Ctrl + wheel zooms, right drag sets the window, middle drag pans. The left button belongs to the overlay. */
export function usePointer({ viewport, grey, align, onWindow, onScroll }: PointerOptions) {
  const drag = useRef<{ readonly button: number; x: number; y: number } | null>(null);
  return {
    onWheel: (event: WheelEvent) => {
      if (!event.ctrlKey) {
        onScroll(event.deltaY > 0 ? 1 : -1);
        return;
      }
      if (!viewport) return;
      viewport.setZoom(
        Math.min(20, Math.max(0.5, viewport.getZoom() * (event.deltaY > 0 ? 1 / ZOOM_STEP : ZOOM_STEP))),
      );
      viewport.render();
      align();
    },
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { button: event.button, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current;
      if (!from || !viewport) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      drag.current = { ...from, x: event.clientX, y: event.clientY };
      if (from.button === 2) {
        const speed = Math.max(1, grey.width) * WINDOW_SPEED;
        onWindow({ center: grey.center + dy * speed, width: Math.max(1, grey.width + dx * speed) });
        return;
      }
      const [px, py] = viewport.getPan();
      viewport.setPan([px + dx, py + dy]);
      viewport.render();
      align();
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
  };
}
