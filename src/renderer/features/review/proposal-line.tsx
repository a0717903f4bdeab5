import { useTranslation } from 'react-i18next';
import type { PairProposal } from '../../../shared/contract/proposals.ts';
import styles from './radgrounder-panel.module.css';

/** What the trained model thinks of the pair, in one line; nothing where none is in use. */
export function ProposalLine({ proposal }: { readonly proposal: PairProposal | undefined }) {
  const { t, i18n } = useTranslation('review');
  const head = proposal?.head;
  if (!head) return null;
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const percent = (share: number): number => Math.round(share * 100);
  const title = t('proposal.version', { id: head.headId, at: time.format(new Date(head.createdAt)) });
  return (
    <p className={styles.line} data-testid="proposal" title={title}>
      <span className={styles.swatch} data-look="proposal" aria-hidden />
      <b>{t('proposal.title', { id: head.headId.slice(0, 8) })}</b>
      <span className={styles.calm}>
        {head.iou === null
          ? t('proposal.noBox')
          : t('proposal.iou', { percent: percent(head.iou), sure: percent(head.confidence) })}
        {head.presence < 0.5 && ` · ${t('proposal.absent', { percent: percent(head.presence) })}`}
      </span>
    </p>
  );
}
