/** Window presets for CT in OHIF's order, on the digits 1-5. Width and centre in HU. */
export const WINDOW_PRESETS = [
  { name: 'soft-tissue', center: 40, width: 400 },
  { name: 'lung', center: -600, width: 1500 },
  { name: 'liver', center: 90, width: 150 },
  { name: 'bone', center: 480, width: 2500 },
  { name: 'brain', center: 40, width: 80 },
] as const;

/** Name of a preset with these grey levels. */
export function windowName(grey: {
  readonly center: number;
  readonly width: number;
}): (typeof WINDOW_PRESETS)[number]['name'] | undefined {
  return WINDOW_PRESETS.find(({ center, width }) => center === grey.center && width === grey.width)?.name;
}
