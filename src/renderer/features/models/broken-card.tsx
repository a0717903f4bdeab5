import { useTranslation } from 'react-i18next';
import type { PackList } from '../../../shared/contract/models.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/message.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './models.module.css';
import type { PackActions } from './use-pack-actions.ts';

export interface BrokenCardProps {
  readonly pack: PackList['broken'][number];
  readonly actions: PackActions;
}

/** A folder of the store that is no pack any more: why, and a way to be rid of it. */
export function BrokenCard({ pack, actions }: BrokenCardProps) {
  const { t } = useTranslation('models');
  const language = useLanguage();
  const { id, origin, code, params } = pack;
  const text = errorText(language, code, params);
  return (
    <li className={styles.card} data-testid="broken-pack" data-code={code}>
      <div className={styles.head}>
        <h3>
          <code>{id.slice(0, 12)}</code>
        </h3>
        <Badge className={styles.bad}>{t('broken')}</Badge>
        <Button
          disabled={origin === 'built-in' || actions.isRemoving}
          aria-label={t('remove.label', { pack: id.slice(0, 12) })}
          onClick={() => actions.remove(id)}
        >
          {t('remove')}
        </Button>
      </div>
      <p>
        {text?.cause ?? code} {text?.remedy}
      </p>
      {actions.refused?.id === id && <FailureNote error={actions.refused.error} />}
    </li>
  );
}
