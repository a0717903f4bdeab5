import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { SliceInfo } from '../../shared/contract/review.ts';
import type { Box } from '../../shared/domain/grounding/box.ts';
import {
  type GreyLevels,
  type SliceViewport,
  applyGreyLevels,
  createViewport,
  showSlice,
} from './cornerstone.ts';
import type { GripControl } from './box-grip.ts';
import { EdgeTexts, type EdgeLabels } from './edge-texts.tsx';
import { Overlay } from './overlay.tsx';
import { type FetchBytes, type SlicePixels, contentKey, loadSlice, sliceKey } from './slice-pixels.ts';
import type { ViewerMark, ViewerRegion } from './region.ts';
import styles from './slice-viewer.module.css';
import { usePointer } from './use-pointer.ts';
import { type ViewTransform, viewTransform } from './view-transform.ts';

export interface Window {
  readonly center: number;
  readonly width: number;
}

/** What is on the screen for certain, by content. */
export interface ShownPicture {
  readonly sliceId: number;
  readonly pixelsSha256: string;
  readonly maskSha256: string | null;
}

export interface SliceViewerProps {
  readonly slice: SliceInfo;
  /** Steps away from the slice in its volume; 0 is the slice itself. */
  readonly neighbour: number;
  readonly regions: readonly ViewerRegion[];
  /** Boxes that another model drew. */
  readonly marks?: readonly ViewerMark[];
  /** Hides everything that lies over the picture. */
  readonly isPeeking: boolean;
  /** Grey levels; null for the slice's own default. */
  readonly window: Window | null;
  readonly isInverted: boolean;
  /** Bumped by the parent to fit the picture into the view again. */
  readonly resetCount: number;
  readonly labels: EdgeLabels;
  readonly fetchBytes: FetchBytes;
  readonly onWindow: (window: Window) => void;
  readonly onScroll: (step: 1 | -1) => void;
  /** The picture that was drawn, or null from the moment another one is asked for. */
  readonly onShown: (shown: ShownPicture | null) => void;
  readonly onFailed: (error: unknown) => void;
  readonly onBox?: ((box: Box) => void) | undefined;
  /** Set while the box is moved by keys or clicks. */
  readonly gripControl?: GripControl | null;
  readonly onHover: (pairId: number | null) => void;
}

/** One slice with its regions, drawn by Cornerstone3D; overlays are vectors aligned by the viewport's own transform. */
export function SliceViewer(props: SliceViewerProps) {
  const { slice, neighbour, labels, regions, isPeeking } = props;
  const element = useRef<HTMLDivElement>(null);
  const viewport = useViewport(element);
  const [transform, setTransform] = useState<ViewTransform | null>(null);
  const align = useCallback(() => {
    if (viewport) setTransform(viewTransform(viewport, slice.spacingMm));
  }, [viewport, slice.spacingMm]);
  const picture = usePicture(viewport, props, align);
  const grey = props.window ?? slice.defaultWindow;
  useGreyLevels(viewport, picture, greyLevelsOf(props));
  useResize(viewport, element, align);
  useEffect(() => {
    if (!viewport || props.resetCount === 0) return;
    viewport.resetCamera();
    viewport.render();
    align();
  }, [viewport, props.resetCount, align]);
  const pointer = usePointer({ viewport, grey, align, onWindow: props.onWindow, onScroll: props.onScroll });
  const isShown = picture?.key === contentKey(slice, neighbour);

  return (
    <div
      className={styles.view}
      data-testid="slice-view"
      data-shown={isShown ? sliceKey(slice, neighbour) : ''}
      {...pointer}
    >
      <div ref={element} className={styles.canvas} onContextMenu={(event) => event.preventDefault()} />
      {!isShown && <div className={styles.curtain}>{labels.loading}</div>}
      {isShown && transform && neighbour === 0 && !isPeeking && (
        <Overlay
          {...{ regions, transform, slice, marks: props.marks, onBox: props.onBox, onHover: props.onHover }}
          gripControl={props.gripControl}
          mask={picture.pixels.mask}
        />
      )}
      <EdgeTexts {...{ slice, neighbour, labels, grey }} zoom={transform?.a ?? null} />
    </div>
  );
}

function useViewport(element: React.RefObject<HTMLDivElement | null>): SliceViewport | null {
  const [viewport, setViewport] = useState<SliceViewport | null>(null);
  useEffect(() => {
    const made = createViewport(element.current!);
    setViewport(made.viewport);
    return made.destroy;
  }, [element]);
  return viewport;
}

interface Picture {
  readonly key: string;
  readonly pixels: SlicePixels;
  /** As it was drawn at first. */
  readonly grey: GreyLevels;
}

/** Loads and draws; of several slices asked for in quick succession only the last one ever counts as shown. */
function usePicture(
  viewport: SliceViewport | null,
  props: SliceViewerProps,
  align: () => void,
): Picture | null {
  const { slice, neighbour, fetchBytes } = props;
  const [picture, setPicture] = useState<Picture | null>(null);
  const key = contentKey(slice, neighbour);
  const latest = useRef(props);
  latest.current = props;
  const last = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    if (!viewport) return undefined;
    let isStale = false;
    latest.current.onShown(null);
    const show = async (): Promise<void> => {
      const { slice: wanted } = latest.current;
      try {
        const pixels = await loadSlice(wanted, neighbour, fetchBytes);
        if (isStale) return;
        const grey = greyLevelsOf(latest.current);
        await showSlice(viewport, wanted, { key, pixels, grey });
        if (isStale) return;
        const { pixelsSha256, maskSha256 } = pixels;
        // In the very frame in which the picture is drawn, so that it never stands there without its regions.
        flushSync(() => {
          align();
          setPicture({ key, pixels, grey });
          latest.current.onShown(
            neighbour === 0 ? { sliceId: wanted.sliceId, pixelsSha256, maskSha256 } : null,
          );
        });
      } catch (error) {
        if (isStale) return;
        setPicture(null);
        latest.current.onFailed(error);
      }
    };
    // One after the other: two drawings at once could end in the other order.
    last.current = last.current.then(() => (isStale ? undefined : show()));
    return () => {
      isStale = true;
    };
  }, [viewport, key, neighbour, fetchBytes, align]);
  return picture;
}

function greyLevelsOf({ window, slice, isInverted }: SliceViewerProps): GreyLevels {
  const { center, width } = window ?? slice.defaultWindow;
  return { center, width, isInverted };
}

/** Follows changes of the window; a new picture comes with its own. */
function useGreyLevels(
  viewport: SliceViewport | null,
  picture: Picture | null,
  { center, width, isInverted }: GreyLevels,
): void {
  const drawn = useRef<GreyLevels | null>(null);
  useEffect(() => {
    drawn.current = picture?.grey ?? null;
  }, [picture]);
  useEffect(() => {
    const last = drawn.current;
    if (!viewport || !last) return;
    if (last.center === center && last.width === width && last.isInverted === isInverted) return;
    drawn.current = { center, width, isInverted };
    applyGreyLevels(viewport, drawn.current);
  }, [viewport, picture, center, width, isInverted]);
}

function useResize(
  viewport: SliceViewport | null,
  element: React.RefObject<HTMLDivElement | null>,
  align: () => void,
): void {
  useEffect(() => {
    if (!viewport || !element.current) return undefined;
    const observer = new ResizeObserver(() => {
      viewport.getRenderingEngine().resize(true, true);
      align();
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [viewport, element, align]);
}
