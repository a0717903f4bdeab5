import { useTranslation } from 'react-i18next';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import { Section } from '../../components/page.tsx';
import { CasePicture } from './case-picture.tsx';
import styles from './evaluation.module.css';
import { useFigures } from './use-figures.ts';

type Regression = ComparisonReport['regressions'][number];

/** The cases that became worse, as pictures with what is right and what both models drew and said. */
export function Regressions({ comparison }: { readonly comparison: ComparisonReport }) {
  const { t } = useTranslation('evaluation');
  const { regressions, leading } = comparison;
  return (
    <Section title={t('compare.regressions')}>
      <p>
        {regressions.length === 0
          ? t('compare.noRegressions')
          : t('compare.worst', { count: regressions.length })}
      </p>
      {regressions.length > 0 && (
        <p className={styles.legend}>
          <span data-side="truth">{t('compare.legend.truth')}</span>
          <span data-side="first">{t('compare.legend.first')}</span>
          <span data-side="second">{t('compare.legend.second')}</span>
        </p>
      )}
      <ol className={styles.cases} data-testid="regressions">
        {regressions.map((one) => (
          <li key={one.before.caseId}>
            <Case one={one} metric={t(`metric.${leading}`)} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Case({ one, metric }: { readonly one: Regression; readonly metric: string }) {
  const { t } = useTranslation('evaluation');
  const { number } = useFigures();
  const { before, after, first, second } = one;
  const said = ({ predicted, failure }: Regression['before']): string =>
    predicted ? predicted.text : t('compare.silent', { code: failure ?? '?' });
  return (
    <article>
      <CasePicture one={one} />
      <h3>{before.caseId}</h3>
      <p>{t('compare.change', { metric, first: number(first), second: number(second) })}</p>
      {before.question !== '' && <p className={styles.question}>{before.question}</p>}
      <dl>
        <dt data-side="truth">{t('compare.legend.truth')}</dt>
        <dd lang={before.language}>{before.truth.text}</dd>
        <dt data-side="first">{t('compare.legend.first')}</dt>
        <dd lang={before.language}>{said(before)}</dd>
        <dt data-side="second">{t('compare.legend.second')}</dt>
        <dd lang={before.language}>{said(after)}</dd>
      </dl>
    </article>
  );
}
