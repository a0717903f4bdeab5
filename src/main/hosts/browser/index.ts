export { type BrowserHostOptions, runBrowserHost } from './run.ts';
