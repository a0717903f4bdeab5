import { useTranslation } from 'react-i18next';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import { frequentClasses } from '../../../shared/domain/evaluation/confusion.ts';
import { Section } from '../../components/page.tsx';
import { Whiskers } from '../../components/whiskers.tsx';
import { ConfusionMap } from './confusion-map.tsx';
import styles from './evaluation.module.css';
import { Regressions } from './regressions.tsx';
import { Reliability } from './reliability.tsx';
import { Repeat } from './repeat.tsx';
import { useFigures } from './use-figures.ts';

/** A comparison from the whole to the single case. */
export function ComparisonView({ comparison }: { readonly comparison: ComparisonReport }) {
  const { t } = useTranslation('evaluation');
  const { first, second } = comparison.confusion;
  const ids = frequentClasses(first, second);
  return (
    <div className={styles.comparison} data-testid="comparison">
      <Overall comparison={comparison} />
      <Parts comparison={comparison} />
      <Regressions comparison={comparison} />
      {first.length + second.length > 0 && (
        <Section title={t('compare.confusion')}>
          <p className={styles.muted}>{t('compare.confusionText')}</p>
          <div className={styles.two}>
            <ConfusionMap title={t('compare.a')} confusion={first} ids={ids} />
            <ConfusionMap title={t('compare.b')} confusion={second} ids={ids} />
          </div>
        </Section>
      )}
      <Reliability calibration={comparison.calibration} />
      <Repeat comparison={comparison} />
    </div>
  );
}

function Overall({ comparison }: { readonly comparison: ComparisonReport }) {
  const { t } = useTranslation('evaluation');
  const { interval, modelName } = useFigures();
  const { first, second, cases, leftOut, figures } = comparison;
  const names = { first: modelName(first.pack), second: modelName(second.pack) };
  return (
    <Section title={t('compare.figures')}>
      <p>
        {t('compare.lead', { ...names, count: cases })}{' '}
        {leftOut > 0 && t('compare.leftOut', { count: leftOut })}
      </p>
      <p className={styles.muted}>{t('compare.direction')}</p>
      <Whiskers
        caption={t('compare.figures')}
        heads={useHeads(t('compare.figure'))}
        intervalText={interval}
        rows={figures
          .filter((one) => one.first ?? one.second)
          .map((one) => ({
            label: t(`metric.${one.metric}`),
            first: interval(one.first),
            second: interval(one.second),
            difference: one.difference,
            cases,
          }))}
      />
    </Section>
  );
}

function Parts({ comparison }: { readonly comparison: ComparisonReport }) {
  const { t } = useTranslation('evaluation');
  const { interval, partName } = useFigures();
  const { strata, leading, better, worse, same } = comparison;
  const metric = t(`metric.${leading}`);
  const heads = useHeads('');
  return (
    <Section title={t('compare.strata', { metric })}>
      <p>{t('compare.counts', { metric, better, worse, same })}</p>
      <p className={styles.muted}>{t('compare.caution')}</p>
      {[...Map.groupBy(strata, ({ kind }) => kind)].map(([kind, parts]) => (
        <Whiskers
          key={kind}
          caption={t(`kind.${kind}`)}
          heads={{ ...heads, label: t(`kind.${kind}`) }}
          intervalText={interval}
          rows={parts.map((part) => ({
            label: `${partName(part)} (${part.cases})`,
            first: interval(part.first),
            second: interval(part.second),
            difference: part.difference,
            cases: part.cases,
          }))}
        />
      ))}
    </Section>
  );
}

function useHeads(label: string) {
  const { t } = useTranslation('evaluation');
  return { label, first: t('compare.a'), second: t('compare.b'), difference: t('compare.difference') };
}
