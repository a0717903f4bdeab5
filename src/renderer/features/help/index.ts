export { HelpOverlay } from './help-overlay.tsx';
