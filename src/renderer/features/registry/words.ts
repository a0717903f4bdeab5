import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';

/** Enough of an id to tell models apart, as the command line takes them too. */
export const shortId = (id: string): string => id.slice(0, 8);

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Figures of models in the person's words. */
export function useWords(): {
  readonly number: (value: number) => string;
  readonly interval: (one: Interval | null) => string;
  /** A difference, with its sign. */
  readonly signed: (one: Interval | null) => string;
  /** How long something took that takes seconds. */
  readonly seconds: (value: number) => string;
} {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 } as const;
  const plain = new Intl.NumberFormat(language, digits);
  const withSign = new Intl.NumberFormat(language, { ...digits, signDisplay: 'exceptZero' });
  const text = (format: Intl.NumberFormat) => (one: Interval | null) =>
    one
      ? t('figure', {
          value: format.format(one.value),
          low: format.format(one.low),
          high: format.format(one.high),
        })
      : t('noFigure');
  const unit = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
    maximumSignificantDigits: 2,
  });
  return {
    number: (value) => plain.format(value),
    interval: text(plain),
    signed: text(withSign),
    seconds: (value) => unit.format(value),
  };
}
