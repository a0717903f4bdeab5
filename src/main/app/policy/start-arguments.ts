/** Chromium and Node switches that open the program to others or weaken its walls. */
const DEBUGGING = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
  'disable-web-security',
  'no-sandbox',
  'load-extension',
  'host-rules',
  'proxy-server',
] as const;

/**
 * The folder after `--project`, as one argument or two. Arguments come from whoever started the program, so this is all
 * that is taken from them.
 */
export function projectArgument(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--project' || arg.startsWith('--project='));
  const value = args[at]?.startsWith('--project=') ? args[at].slice('--project='.length) : args[at + 1];
  return at >= 0 && value && !value.startsWith('--') ? value : undefined;
}

/** The first switch that an installed program refuses to start with; undefined when there is none. */
export function weakeningSwitch(hasSwitch: (name: string) => boolean): string | undefined {
  return DEBUGGING.find(hasSwitch);
}
