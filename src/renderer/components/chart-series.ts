export interface ChartPoint {
  readonly x: number;
  /** Null where there is nothing from here on. */
  readonly y: number | null;
  /** 95 % interval, drawn as a bar. */
  readonly interval?: readonly [number, number];
  readonly isMarked?: boolean;
}

export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  /** Told apart by colour and by dashes. */
  readonly look: 'first' | 'second' | 'third';
  readonly hasDots?: boolean;
  /** A step holds its value until the next point; bars stand on zero, one wide. */
  readonly shape?: 'line' | 'step' | 'bars';
  /** Points further apart are not joined, because nothing is known of what lies between. */
  readonly joins?: number;
  /** To where the last value of a step holds. */
  readonly until?: number;
}
