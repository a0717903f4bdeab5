import { useTranslation } from 'react-i18next';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import styles from './evaluation.module.css';
import { useFigures } from './use-figures.ts';

interface Props {
  readonly title: string;
  readonly confusion: ComparisonReport['confusion']['first'];
  /** Rows and columns. */
  readonly ids: readonly (number | null)[];
}

/** Which class was taken for which, the most frequent ones; a table whose cells are the deeper the more often. */
export function ConfusionMap({ title, confusion, ids }: Props) {
  const { t } = useTranslation('evaluation');
  const { className } = useFigures();
  const counts = new Map(confusion.map(({ truth, predicted, count }) => [`${truth} ${predicted}`, count]));
  const most = Math.max(1, ...confusion.map(({ count }) => count));
  return (
    <table className={styles.confusion}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('compare.legend.truth')}</th>
          {ids.map((id) => (
            <th key={id} scope="col" title={className(id)}>
              <span>{className(id)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ids.map((truth) => (
          <tr key={truth}>
            <th scope="row" title={className(truth)}>
              {className(truth)}
            </th>
            {ids.map((predicted) => {
              const count = counts.get(`${truth} ${predicted}`) ?? 0;
              const share = Math.round(Math.sqrt(count / most) * 100);
              return (
                <td
                  key={predicted}
                  data-strong={share > 70 || undefined}
                  style={{ background: `color-mix(in srgb, var(--accent) ${share}%, transparent)` }}
                >
                  {count > 0 ? count : ''}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
