import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import styles from './overview.module.css';

/** How far reviewers agree on pairs that several of them judged; nothing where there is only one reviewer. */
export function Agreement() {
  const { t, i18n } = useTranslation('overview');
  const { query } = useApi();
  const { data } = useQuery({ ...query.review.agreement.queryOptions({ input: {} }), staleTime: 0 });
  if (!data || data.reviewers.length < 2) return null;
  const format = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const { acceptance, kinds, reasons, pairs, boxes } = data;
  const rows = [
    { who: t('agreement.all'), acceptance, kinds, reasons },
    ...pairs.map(({ reviewers, ...both }) => ({ who: reviewers.join(' · '), ...both, reasons: null })),
  ];
  return (
    <Section title={t('agreement.title')}>
      <p className={styles.muted}>{acceptance ? t('agreement.text') : t('agreement.none')}</p>
      {acceptance && (
        <table className={styles.agreement} aria-label={t('agreement.label')}>
          <thead>
            <tr>
              <th scope="col">{t('agreement.who')}</th>
              <th scope="col">{t('agreement.acceptance')}</th>
              <th scope="col">{t('agreement.kinds')}</th>
              <th scope="col">{t('agreement.reasons')}</th>
              <th scope="col">{t('agreement.pairs')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.who}>
                <th scope="row">{row.who}</th>
                {[row.acceptance, row.kinds, row.reasons].map((one, at) => (
                  // oxlint-disable-next-line no-array-index-key -- columns keep their place
                  <td key={at}>{one ? format.format(one.value) : '–'}</td>
                ))}
                <td>{row.acceptance?.units ?? 0}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {boxes && <p>{t('agreement.boxes', { iou: format.format(boxes.meanIou), count: boxes.pairs })}</p>}
    </Section>
  );
}
