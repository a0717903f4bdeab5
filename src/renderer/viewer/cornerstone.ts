import {
  Enums,
  RenderingEngine,
  cache,
  imageLoader,
  init,
  metaData,
  utilities,
  type Types,
} from '@cornerstonejs/core';
import type { SliceInfo } from '../../shared/contract/review.ts';
import type { SlicePixels } from './slice-pixels.ts';
import { withoutMultisampling } from './without-multisampling.ts';

/** The stack viewport of the only slice view, and how images get into it. */
export type SliceViewport = Types.IStackViewport & {
  /** Part of the viewport's class, though its interface does not name it. */
  renderImageObject(image: Types.IImage): void;
};

const ENGINE_ID = 'plumbline';
const VIEWPORT_ID = 'slice';
const SCHEME = 'plumbline';
/** Cornerstone keeps decoded images of its own; ours are bounded in slice-pixels.ts, so a few are enough here. */
const CORNERSTONE_CACHE_BYTES = 128 * 1024 * 1024;

/** What Cornerstone will be asked about an image; filled before it is loaded. */
const known = new Map<string, { readonly slice: SliceInfo; readonly pixels: SlicePixels }>();
const MAX_KNOWN = 64;

let isReady = false;

function initOnce(): void {
  if (isReady) return;
  isReady = true;
  // One viewport needs one context; seven are made otherwise, and each takes time at the start and memory for good.
  init({ rendering: { webGlContextCount: 1 }, debug: { statsOverlay: false } });
  cache.setMaxCacheSize(CORNERSTONE_CACHE_BYTES);
  imageLoader.registerImageLoader(SCHEME, (imageId: string) => ({
    promise: Promise.resolve(toImage(imageId)),
  }));
  metaData.addProvider(metadataOf, 10_000);
}

/** Makes the viewport on an element; destroy it with the function returned. */
export function createViewport(element: HTMLDivElement): { viewport: SliceViewport; destroy: () => void } {
  initOnce();
  const engine = withoutMultisampling(() => new RenderingEngine(ENGINE_ID));
  engine.enableElement({
    viewportId: VIEWPORT_ID,
    element,
    type: Enums.ViewportType.STACK,
    defaultOptions: { background: [0, 0, 0] },
  });
  const viewport = engine.getViewport(VIEWPORT_ID) as SliceViewport;
  return { viewport, destroy: () => engine.destroy() };
}

/** How a picture is to be drawn, apart from its pixels. */
export interface GreyLevels {
  readonly center: number;
  readonly width: number;
  readonly isInverted: boolean;
}

/**
 * Puts a slice on the screen and resolves when exactly this one was drawn, in one drawing: picture, grey levels and camera
 * change together. Pan and zoom stay where a picture of the same size was; another size is fitted into the view. The image
 * is handed to the viewport as it is: `setStack` would blank the canvas, draw several times, and resolve even when an image
 * failed to load and the old one stayed.
 *
 * @throws Error when another image is on the screen
 */
export async function showSlice(
  viewport: SliceViewport,
  slice: SliceInfo,
  shown: { key: string; pixels: SlicePixels; grey: GreyLevels },
): Promise<void> {
  const imageId = `${SCHEME}:${shown.key}`;
  remember(imageId, { slice, pixels: shown.pixels });
  const before = viewport.getCornerstoneImage();
  const rendered = new Promise<void>((resolve) => {
    viewport.element.addEventListener(Enums.Events.IMAGE_RENDERED, () => resolve(), { once: true });
  });
  if (before) viewport.renderImageObject(toImage(imageId));
  // The first picture makes the viewport's actor and camera.
  else await viewport.setStack([imageId]);
  if (before && (before.width !== slice.width || before.height !== slice.height)) viewport.resetCamera();
  applyGreyLevels(viewport, shown.grey);
  await rendered;
  if (viewport.getCornerstoneImage()?.imageId !== imageId) throw new Error('Another image is on the screen');
}

/** Sets window and polarity; drawn with the next frame. */
export function applyGreyLevels(viewport: SliceViewport, { center, width, isInverted }: GreyLevels): void {
  viewport.setProperties({
    voiRange: { lower: center - width / 2, upper: center + width / 2 },
    invert: isInverted,
    interpolationType: Enums.InterpolationType.LINEAR,
  });
  viewport.render();
}

function remember(imageId: string, entry: { slice: SliceInfo; pixels: SlicePixels }): void {
  known.delete(imageId);
  known.set(imageId, entry);
  for (const oldest of known.keys()) {
    if (known.size <= MAX_KNOWN) return;
    known.delete(oldest);
  }
}

function toImage(imageId: string): Types.IImage {
  const entry = known.get(imageId);
  if (!entry) throw new Error(`Unknown image ${imageId}`);
  const { slice, pixels } = entry;
  const { width, height, spacingMm } = slice;
  const [low, high] = pixels.range;
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    width,
    height,
    scalarData: pixels.values,
    numberOfComponents: 1,
  });
  return {
    imageId,
    width,
    height,
    columns: width,
    rows: height,
    minPixelValue: low,
    maxPixelValue: high,
    // Values come as HU or signal: there is nothing left to rescale.
    slope: 1,
    intercept: 0,
    windowCenter: slice.defaultWindow.center,
    windowWidth: slice.defaultWindow.width,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    color: false,
    rgba: false,
    numberOfComponents: 1,
    columnPixelSpacing: spacingMm.x,
    rowPixelSpacing: spacingMm.y,
    sliceThickness: slice.sliceSpacingMm ?? 1,
    invert: false,
    sizeInBytes: pixels.values.byteLength,
    dataType: pixels.values instanceof Int16Array ? 'Int16Array' : 'Float32Array',
    photometricInterpretation: 'MONOCHROME2',
    getPixelData: () => pixels.values,
    getCanvas: () => document.createElement('canvas'),
    voxelManager,
  } as unknown as Types.IImage;
}

/** The plane is given in image axes, not the patient's: the slice is displayed as it comes, and its letters stand at the edges. */
function metadataOf(type: string, imageId: string): object | undefined {
  const entry = typeof imageId === 'string' ? known.get(imageId) : undefined;
  if (!entry) return undefined;
  const { slice } = entry;
  const { width, height, spacingMm } = slice;
  switch (type) {
    case 'imagePlaneModule':
      return {
        frameOfReferenceUID: imageId,
        rows: height,
        columns: width,
        imageOrientationPatient: [1, 0, 0, 0, 1, 0],
        rowCosines: [1, 0, 0],
        columnCosines: [0, 1, 0],
        imagePositionPatient: [0, 0, 0],
        pixelSpacing: [spacingMm.y, spacingMm.x],
        rowPixelSpacing: spacingMm.y,
        columnPixelSpacing: spacingMm.x,
        sliceThickness: slice.sliceSpacingMm ?? 1,
        sliceLocation: 0,
      };
    case 'imagePixelModule':
      return {
        samplesPerPixel: 1,
        photometricInterpretation: 'MONOCHROME2',
        rows: height,
        columns: width,
        bitsAllocated: slice.dtype === 'int16' ? 16 : 32,
        bitsStored: slice.dtype === 'int16' ? 16 : 32,
        highBit: slice.dtype === 'int16' ? 15 : 31,
        pixelRepresentation: 1,
      };
    case 'generalSeriesModule':
      return { modality: slice.modality, seriesInstanceUID: slice.series };
    case 'voiLutModule':
      return { windowCenter: [slice.defaultWindow.center], windowWidth: [slice.defaultWindow.width] };
    case 'modalityLutModule':
      return { rescaleSlope: 1, rescaleIntercept: 0 };
    default:
      return undefined;
  }
}
