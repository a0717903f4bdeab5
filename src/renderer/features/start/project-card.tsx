import type { InferContractRouterOutputs } from '@orpc/contract';
import { useTranslation } from 'react-i18next';
import type { projectContract } from '../../../shared/contract/project.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { formatBytes, formatMoment } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './start.module.css';

type Project = InferContractRouterOutputs<typeof projectContract>['recent'][number];

export interface ProjectCardProps {
  readonly project: Project;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly onOpen: () => void;
  readonly onForget: () => void;
}

/** A project on the list: how far it is, when it was open, and what stands in the way if something does. */
export function ProjectCard({ project, isOpen, isBusy, onOpen, onForget }: ProjectCardProps) {
  const { t } = useTranslation('start');
  const language = useLanguage();
  const { dir, name, info, problem } = project;
  const text = problem && errorText(language, problem.code, problem.params);
  return (
    <li className={styles.card} data-open={isOpen || undefined} data-problem={problem?.code}>
      <div className={styles.cardHead}>
        <h3>{name}</h3>
        {info?.isDemo && <Badge>{t('card.demo')}</Badge>}
        {isOpen && <Badge>{t('card.isOpen')}</Badge>}
      </div>
      <code className={styles.path}>{dir}</code>
      {info && <Figures {...info} />}
      {text && (
        <p className={styles.problem} role="note">
          {text.cause} {text.remedy}
        </p>
      )}
      <div className={styles.cardFoot}>
        <Button look={isOpen ? 'primary' : 'plain'} disabled={isBusy} onClick={onOpen}>
          {t(isOpen ? 'card.continue' : 'card.open')}
        </Button>
        {!isOpen && (
          <Button look="quiet" title={t('card.forgetHint')} onClick={onForget}>
            {t('card.forget')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Figures({ pairs, decided, openedAt, sizeBytes }: NonNullable<Project['info']>) {
  const { t } = useTranslation('start');
  const language = useLanguage();
  return (
    <>
      <span className={styles.track} aria-hidden>
        <span style={{ width: `${pairs === 0 ? 0 : (decided / pairs) * 100}%` }} />
      </span>
      <span className={styles.muted}>
        {pairs === 0 ? t('card.noPairs') : t('card.progress', { decided, pairs })}
      </span>
      <span className={styles.muted}>
        {t('card.lastOpened', { when: formatMoment(openedAt, language) })} ·{' '}
        {formatBytes(sizeBytes, language)}
      </span>
    </>
  );
}
