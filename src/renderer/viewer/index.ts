export { supportsWebGl2 } from './webgl.ts';
export { prepareSlice } from './prepare-slice.ts';
export { loadSlice, type FetchBytes } from './slice-pixels.ts';
export type { ViewerMark, ViewerRegion } from './region.ts';
export { type Grip, type GripControl, type Point, nextGrip, nudgeBox, placeBox } from './box-grip.ts';
export { SliceViewer } from './lazy-viewer.tsx';
export type { ShownPicture, SliceViewerProps } from './slice-viewer.tsx';
