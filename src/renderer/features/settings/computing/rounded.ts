/** Measured figures of two or more digits; what comes after is noise. */
export const rounded = (value: number): number =>
  value < 10 ? Number(value.toPrecision(2)) : Math.round(value);
