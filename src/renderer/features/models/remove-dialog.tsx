import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PackSummary } from '../../../shared/contract/models.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './models.module.css';

export interface RemoveDialogProps {
  readonly pack: PackSummary;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** Gigabytes that took an hour to carry here are not deleted by one slip. */
export function RemoveDialog({ pack, onClose, onRemove }: RemoveDialogProps) {
  const { t } = useTranslation(['models', 'common']);
  const language = useLanguage();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('models:remove.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <p className={styles.question}>
        {t('models:remove.text', {
          pack: `${pack.name} ${pack.version}`,
          size: formatBytes(pack.bytes, language),
        })}
      </p>
      <div className={styles.foot}>
        <Button data-autofocus onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button look="primary" onClick={onRemove}>
          {t('models:remove')}
        </Button>
      </div>
    </Modal>
  );
}
