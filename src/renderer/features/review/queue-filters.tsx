import { memo, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { PAIR_STATES } from '../../../shared/domain/review/verdict.ts';
import { findingText } from '../../../shared/i18n/finding-text.ts';
import styles from './queue-pane.module.css';
import type { Queue } from './use-queue.ts';

const SEARCH_DELAY_MS = 200;

interface FiltersProps extends Pick<Queue, 'filter' | 'setFilter' | 'order' | 'setOrder' | 'facets'> {
  readonly searchRef: React.RefObject<HTMLInputElement | null>;
}

/** Search, one choice per filter, and the order; drawn anew only when one of them changes, not with every pair. */
export const QueueFilters = memo(function QueueFilters(props: FiltersProps) {
  const { t, i18n } = useTranslation('review');
  const { filter, setFilter, order, setOrder, facets, searchRef } = props;
  const language = i18n.language === 'de' ? 'de' : 'en';
  const format = useMemo(() => new Intl.NumberFormat(language), [language]);
  const count = (n: number): string => format.format(n);
  return (
    <div className={styles.filters}>
      <Search {...{ filter, setFilter, searchRef }} />
      <div className={styles.selects}>
        <Choice
          label={t('queue.class')}
          value={filter.classIds?.[0]}
          options={(facets?.byClass ?? []).map(({ classId, count: n }) => ({
            value: classId,
            text: `${labelOf(classId, language)} (${count(n)})`,
          }))}
          onChange={(classId) =>
            setFilter({ ...filter, classIds: classId === undefined ? undefined : [classId] })
          }
        />
        <Choice
          label={t('queue.modality')}
          value={filter.modalities?.[0]}
          options={(['CT', 'MR'] as const).map((value) => ({ value, text: value }))}
          onChange={(modality) => setFilter({ ...filter, modalities: modality && [modality] })}
        />
        <Choice
          label={t('queue.language')}
          value={filter.languages?.[0]}
          options={(['de', 'en'] as const).map((value) => ({ value, text: t(`language.${value}`) }))}
          onChange={(one) => setFilter({ ...filter, languages: one && [one] })}
        />
        <Choice
          label={t('queue.state')}
          value={filter.states?.[0]}
          options={PAIR_STATES.map((value) => ({ value, text: t(`state.${value}`) }))}
          onChange={(state) => setFilter({ ...filter, states: state && [state] })}
        />
        <Choice
          label={t('queue.finding')}
          value={filter.findings?.[0]}
          options={(facets?.byFinding ?? []).map(({ code, count: n }) => ({
            value: code,
            text: `${findingText({ code, params: {} }, language).short} (${count(n)})`,
          }))}
          onChange={(code) => setFilter({ ...filter, findings: code && [code] })}
        />
      </div>
      <div className={styles.order}>
        <button
          type="button"
          title={t(order.by === 'suspicion' ? 'queue.bySuspicionWhy' : 'queue.byRandomWhy')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() =>
            setOrder(
              order.by === 'suspicion' ? { by: 'random', seed: Date.now() % 100_000 } : { by: 'suspicion' },
            )
          }
        >
          ⇅ {t(order.by === 'suspicion' ? 'queue.bySuspicion' : 'queue.byRandom')}
        </button>
        <span data-testid="queue-count">
          {facets ? t(facets.areMore ? 'queue.countMore' : 'queue.count', { count: facets.matching }) : ''}
        </span>
      </div>
    </div>
  );
});

function Search({ filter, setFilter, searchRef }: Pick<FiltersProps, 'filter' | 'setFilter' | 'searchRef'>) {
  const { t } = useTranslation('review');
  const [typed, setTyped] = useState(filter.search ?? '');
  useEffect(() => {
    if (typed === (filter.search ?? '')) return undefined;
    const timer = setTimeout(() => setFilter({ ...filter, search: typed || undefined }), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed, filter, setFilter]);
  return (
    <input
      ref={searchRef}
      type="search"
      className={styles.search}
      value={typed}
      placeholder={t('queue.search')}
      aria-label={t('queue.searchLabel')}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}

interface ChoiceProps<T extends string | number> {
  readonly label: string;
  readonly value: T | undefined;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T | undefined) => void;
}

/** A native select: works with every keyboard and screen reader, and its list is not cut off by the pane. */
function Choice<T extends string | number>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <select
      aria-label={label}
      className={styles.select}
      data-set={value !== undefined || undefined}
      value={value === undefined ? '' : String(value)}
      onChange={(event) =>
        onChange(options.find((option) => String(option.value) === event.target.value)?.value)
      }
    >
      <option value="">{label}</option>
      {options.map((option) => (
        <option key={option.value} value={String(option.value)}>
          {option.text}
        </option>
      ))}
    </select>
  );
}
