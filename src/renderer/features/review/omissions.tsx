import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { omissionGroups, type OmissionGroup } from './omission-groups.ts';
import styles from './pair-card.module.css';

/** What the slice has on one side only, so that no pair came of it: words without a region, regions without a word. */
export function Omissions({ detail }: { readonly detail: PairDetail }) {
  const { i18n } = useTranslation('review');
  const language = i18n.language === 'de' ? 'de' : 'en';
  return omissionGroups(detail.omissions, (id) => labelOf(id, language)).map((group) => (
    <Group key={group.side} group={group} />
  ));
}

/** A word without a region may be a lost pair, so it stands open; the other list is long on a trunk slice. */
function Group({ group: { side, omissions } }: { readonly group: OmissionGroup }) {
  const { t } = useTranslation('review');
  return (
    <details className={styles.omissions} open={side === 'mentioned'} data-testid={`omissions-${side}`}>
      <summary>{t(`pair.omissions.${side}`, { count: omissions.length })}</summary>
      <ul>
        {omissions.map(({ classId, reason, name }) => (
          <li key={`${classId} ${reason}`}>
            {reason === 'segmented-not-mentioned' ? name : t(`omission.${reason}`, { class: name })}
          </li>
        ))}
      </ul>
    </details>
  );
}
