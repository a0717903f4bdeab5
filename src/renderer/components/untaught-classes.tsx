import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClassId, labelOf } from '../../shared/domain/anatomy/classes.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Button } from './button.tsx';
import styles from './kit.module.css';

/** Fewer than these in front of a button would be less to read than the button. */
const SHOWN_AT_FIRST = 12;

/** The classes of which a head knows no place, by name, and what helps; nothing where there are none. */
export function UntaughtClasses({ ids }: { readonly ids: readonly ClassId[] | null }) {
  const { t } = useTranslation('common');
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  if (!ids || ids.length === 0) return null;
  const all = ids
    .map((id) => labelOf(id, language))
    .toSorted((a, b) => a.localeCompare(b, language, { numeric: true }));
  const shown = isWhole || all.length <= SHOWN_AT_FIRST + 1 ? all : all.slice(0, SHOWN_AT_FIRST);
  const more = all.length - shown.length;
  const named = more > 0 ? [...shown, t('classes.more', { count: more })] : shown;
  const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(named);
  return (
    <p className={styles.caution} data-testid="untaught">
      {t('classes.untaught', { count: all.length, names })}{' '}
      {more > 0 && (
        <Button look="quiet" onClick={() => setWhole(true)}>
          {t('classes.all')}
        </Button>
      )}
    </p>
  );
}
