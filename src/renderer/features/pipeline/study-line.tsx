import { useTranslation } from 'react-i18next';
import type { StageCell, StudyRow } from '../../../shared/contract/pipeline.ts';
import { STAGES } from '../../../shared/domain/pipeline/stage.ts';
import { formatDuration, formatMoment } from '../../../shared/i18n/format.ts';
import { errorText } from '../../../shared/i18n/message.ts';
import { Button } from '../../components/button.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './pipeline.module.css';
import { dueIn } from './stage-graph.tsx';
import { StateSign } from './state-sign.tsx';

export interface StudyLineProps {
  readonly index: number;
  readonly row: StudyRow | undefined;
  readonly isRunning: boolean;
  readonly onRun: (study: string) => void;
}

/** One study: where each stage stands, how long it took, and below it why one failed and what helps. */
export function StudyLine({ index, row, isRunning, onRun }: StudyLineProps) {
  const { t } = useTranslation('pipeline');
  if (!row) return <div className={styles.row} role="row" aria-rowindex={index + 2} />;
  const { study, slices, stages } = row;
  const due = STAGES.some((stage) => dueIn({ [stages[stage].state]: 1 }) > 0);
  const failed = STAGES.filter((stage) => stages[stage].state === 'failed');
  return (
    <>
      <div className={styles.row} role="row" aria-rowindex={index + 2} data-study={study}>
        <span role="rowheader" className={styles.name} title={study}>
          {study}
        </span>
        <span role="cell">{slices}</span>
        {STAGES.map((stage) => (
          <span role="cell" key={stage} data-cell={stage} data-state={stages[stage].state}>
            <Cell cell={stages[stage]} />
          </span>
        ))}
        <span role="cell">
          <Button
            disabled={isRunning || !due}
            aria-label={t('runStudy', { study })}
            onClick={() => onRun(study)}
          >
            {t('run')}
          </Button>
        </span>
      </div>
      {failed.map((stage) => (
        <Failure key={stage} name={t(`stage.${stage}`)} cell={stages[stage]} />
      ))}
    </>
  );
}

function Cell({ cell: { state, seconds, endedAt, blockedBy } }: { readonly cell: StageCell }) {
  const { t } = useTranslation('pipeline');
  const language = useLanguage();
  const note = blockedBy
    ? t('blockedBy', { stage: t(`stage.${blockedBy}`) })
    : endedAt && state === 'done'
      ? formatMoment(endedAt, language)
      : undefined;
  const isMeasured = seconds !== null && (state === 'done' || state === 'failed');
  return (
    <>
      <StateSign state={state} note={note} />
      {isMeasured && seconds >= 1 && <span className={styles.time}>{formatDuration(seconds, language)}</span>}
    </>
  );
}

function Failure({ name, cell: { error } }: { readonly name: string; readonly cell: StageCell }) {
  const { t } = useTranslation('pipeline');
  const language = useLanguage();
  const text = error && errorText(language, error.code, error.params);
  return (
    <div role="row">
      <p role="cell" className={styles.failure}>
        <b>{name}:</b> {text ? `${text.cause} ${text.remedy}` : t('bug')}
      </p>
    </div>
  );
}
