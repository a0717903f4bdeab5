import { useTranslation } from 'react-i18next';
import { type ClassId, labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { ComparisonReport, ReportHead } from '../../../shared/contract/evaluation.ts';

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Characters of a head's id in its reports, and on pages. */
const HEAD_NAME = 12;
const SHOWN_ID = 8;

/** Figures, models, parts and classes in the person's words. */
export function useFigures() {
  const { t, i18n } = useTranslation('evaluation');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
    signDisplay: 'negative',
  });
  const number = (value: number | null): string =>
    value === null ? t('compare.noFigure') : format.format(value);
  const className = (id: number | null): string =>
    id === null ? t('compare.none') : labelOf(id as ClassId, language);
  return {
    /** A trained head has no name but the beginning of its id. */
    modelName: ({ id, name }: ReportHead['pack']): string =>
      name === `head ${id.slice(0, HEAD_NAME)}` ? t('model.head', { id: id.slice(0, SHOWN_ID) }) : name,
    number,
    className,
    interval: (one: Interval | null): string =>
      one
        ? t('compare.value', { value: number(one.value), low: number(one.low), high: number(one.high) })
        : t('compare.noFigure'),
    partName: ({ kind, value }: ComparisonReport['strata'][number]): string => {
      if (kind === 'class') return className(Number(value));
      if (value === '') return t('value.none');
      return value === 'de' || value === 'en' || value === 'open' || value === 'closed'
        ? t(`value.${value}`)
        : value;
    },
  };
}
