import { useTranslation } from 'react-i18next';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import { answerWords } from '../../../shared/domain/evaluation/answer-words.ts';
import { Section } from '../../components/page.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
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
        {together(regressions).map((same) => (
          <li key={same[0].before.caseId}>
            <Case same={same} metric={t(`metric.${leading}`)} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Cases of one picture to which both models answered by the same boxes, such as its captions in two languages, are one thing to see. */
function together(regressions: readonly Regression[]): (readonly [Regression, ...Regression[]])[] {
  const seenAs = (one: Regression): string => {
    const { before, after, first, second } = one;
    const isBoxesAlone = !before.predicted?.text && !after.predicted?.text && before.picture !== null;
    const boxes = [before.truth, before.predicted, after.predicted].map((said) =>
      said?.mentions.map(({ box }) => box),
    );
    return isBoxesAlone ? JSON.stringify([before.picture, first, second, boxes]) : before.caseId;
  };
  return [...Map.groupBy(regressions, seenAs).values()] as [Regression, ...Regression[]][];
}

interface CaseProps {
  readonly same: readonly [Regression, ...Regression[]];
  readonly metric: string;
}

function Case({ same, metric }: CaseProps) {
  const { t } = useTranslation('evaluation');
  const language = useLanguage();
  const { number } = useFigures();
  const [one] = same;
  const { before, after, first, second } = one;
  const said = ({ predicted, failure }: Regression['before']): string =>
    predicted
      ? answerWords(predicted, language) || t('compare.noBox')
      : t('compare.silent', { code: failure ?? '?' });
  const lang = before.predicted?.text ? before.language : language;
  return (
    <article>
      <CasePicture one={one} />
      <h3>{same.map((each) => each.before.caseId).join(' · ')}</h3>
      <p>{t('compare.change', { metric, first: number(first), second: number(second) })}</p>
      {before.question !== '' && <p className={styles.question}>{before.question}</p>}
      <dl>
        <dt data-side="truth">{t('compare.legend.truth')}</dt>
        {same.map((each) => (
          <dd key={each.before.caseId} lang={each.before.language}>
            {each.before.truth.text}
          </dd>
        ))}
        <dt data-side="first">{t('compare.legend.first')}</dt>
        <dd lang={lang}>{said(before)}</dd>
        <dt data-side="second">{t('compare.legend.second')}</dt>
        <dd lang={lang}>{said(after)}</dd>
      </dl>
    </article>
  );
}
