export { supportsWebGl2 } from './cornerstone.ts';
export { loadSlice, type FetchBytes } from './slice-pixels.ts';
export { SliceViewer, type ShownPicture, type SliceViewerProps, type ViewerRegion } from './slice-viewer.tsx';
