import { useTranslation } from 'react-i18next';

const DAY_MS = 86_400_000;

/** Days (YYYY-MM-DD, UTC) as whole numbers for an axis, and back in the person's words. */
export function useDays(days: readonly string[]): {
  readonly at: (day: string) => number;
  readonly dayOf: (at: number) => string;
  /** A day more at either end where there is only one. */
  readonly range: readonly [number, number];
} {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language === 'de' ? 'de' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const at = (day: string): number => Math.floor(Date.parse(day) / DAY_MS);
  const numbers = days.map(at);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return {
    at,
    dayOf: (number) => format.format(new Date(number * DAY_MS)),
    range: first === last ? [first - 1, last + 1] : [first, last],
  };
}
