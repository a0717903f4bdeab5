import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSummary } from '../../../shared/contract/models.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/message.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './models.module.css';
import { PackFacts, PackProvenance } from './pack-facts.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import type { PackActions } from './use-pack-actions.ts';

export interface PackCardProps {
  readonly pack: PackSummary;
  readonly canVerify: boolean;
  readonly actions: PackActions;
}

/** One pack: what it is, what it knows and does not, and what can be done with it. */
export function PackCard({ pack, canVerify, actions }: PackCardProps) {
  const { t } = useTranslation('models');
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const { id, name, version, origin, title, limits, ability } = pack;
  const label = `${name} ${version}`;
  return (
    <li className={styles.card} data-testid={`pack-${name}`}>
      <div className={styles.head}>
        <h3>{title[language]}</h3>
        <Badge>{t(`kind.${ability.kind}`)}</Badge>
        <Badge>{t(`origin.${origin}`)}</Badge>
        <Button
          disabled={!canVerify}
          aria-label={t('verify.label', { pack: label })}
          onClick={() => actions.verify(id)}
        >
          {t('verify')}
        </Button>
        <Button
          disabled={origin === 'built-in' || actions.isRemoving}
          title={origin === 'built-in' ? t('remove.builtIn') : undefined}
          aria-label={t('remove.label', { pack: label })}
          onClick={() => setAsking(true)}
        >
          {t('remove')}
        </Button>
      </div>
      <code className={styles.name}>{label}</code>
      <p className={styles.limits}>
        <b>{t('limits')}:</b> {limits[language]}
      </p>
      <PackFacts pack={pack} />
      <PackProvenance pack={pack} />
      {actions.refused?.id === id && <FailureNote error={actions.refused.error} />}
      {isAsking && (
        <RemoveDialog
          pack={pack}
          onClose={() => setAsking(false)}
          onRemove={() => {
            setAsking(false);
            actions.remove(id);
          }}
        />
      )}
    </li>
  );
}
