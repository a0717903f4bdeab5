import { useTranslation } from 'react-i18next';
import { momentAt } from './days.ts';

/** Places on an axis of days in the person's words; days are those of UTC, as verdicts are counted. */
export function useDays(): {
  readonly dayOf: (at: number) => string;
  /** With the year, for tables. */
  readonly dateOf: (at: number) => string;
  /** With its time, for what has one. */
  readonly momentOf: (at: number) => string;
} {
  const { i18n } = useTranslation();
  const language = i18n.language === 'de' ? 'de' : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions) => {
    const own = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    return (at: number): string => own.format(momentAt(at));
  };
  return {
    dayOf: format({ day: 'numeric', month: 'short' }),
    dateOf: format({ dateStyle: 'medium' }),
    momentOf: format({ dateStyle: 'medium', timeStyle: 'short' }),
  };
}
