import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import styles from './pair-card.module.css';

/** Which files, extractor and rules made the pair, and who has judged it since. */
export function Provenance({ detail }: { readonly detail: PairDetail }) {
  const { t, i18n } = useTranslation('review');
  const { provenance, slice, pair, history } = detail;
  const none = t('provenance.none');
  const rules = [...new Set(pair.mentions.map(({ language, rule }) => `${language}: ${rule}`))].join(', ');
  const facts = [
    [
      t('provenance.class'),
      `${labelOf(pair.classId, i18n.language === 'de' ? 'de' : 'en')} · ${t('pair.id', { id: pair.classId })}`,
    ],
    [t('provenance.image'), `${slice.imageId} · ${slice.study} · ${slice.series}`],
    [t('provenance.volume'), provenance.volumeFile ?? none],
    [t('provenance.segmentation'), provenance.segmentationFile ?? none],
    [t('provenance.sha'), provenance.segmentationSha256 ?? none],
    [t('provenance.extractor'), `${provenance.extractor} ${provenance.extractorVersion}`],
    [t('provenance.rules'), rules || none],
    [t('provenance.derivation'), t(`provenance.derivation.${provenance.derivation}`)],
  ];
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className={styles.provenance}>
      <h2>{t('provenance.title')}</h2>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('provenance.history')}</h3>
      {history.length === 0 && <p className={styles.calm}>{t('provenance.noHistory')}</p>}
      <ol>
        {history.map(({ seq, action, reviewer, at, stateAfter, correction }) => (
          <li key={seq}>
            {t(`history.${action}`, {
              state: t(`state.${stateAfter}`),
              reviewer,
              at: time.format(new Date(at)),
            })}
            {correction?.proposal &&
              ` · ${t('history.proposal', {
                model: t(`proposal.by.${correction.proposal.proposer}`),
                name: correction.proposal.name,
              })}`}
          </li>
        ))}
      </ol>
    </div>
  );
}
