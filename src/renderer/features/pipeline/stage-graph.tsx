import { useTranslation } from 'react-i18next';
import type { CellState, PipelineOverview } from '../../../shared/contract/pipeline.ts';
import { STAGES, type Stage } from '../../../shared/domain/pipeline/stage.ts';
import { Button } from '../../components/button.tsx';
import styles from './pipeline.module.css';

export interface StageGraphProps {
  readonly counts: PipelineOverview['counts'];
  readonly isRunning: boolean;
  readonly onRun: (stage: Stage) => void;
}

type Counts = Readonly<Partial<Record<CellState, number>>>;

export const dueIn = ({ ready = 0, stale = 0, failed = 0 }: Counts): number => ready + stale + failed;

/** The stages as they follow each other, each with how many studies it has behind it. */
export function StageGraph({ counts, isRunning, onRun }: StageGraphProps) {
  const { t } = useTranslation('pipeline');
  return (
    <div className={styles.graph} data-testid="stage-graph">
      <ol className={styles.nodes} aria-label={t('graph')}>
        {STAGES.map((stage) => (
          <li key={stage} className={styles.node} data-stage={stage}>
            <Node stage={stage} counts={counts[stage]} isRunning={isRunning} onRun={onRun} />
          </li>
        ))}
      </ol>
      <div className={styles.edges}>
        <Edges />
      </div>
    </div>
  );
}

interface NodeProps extends Omit<StageGraphProps, 'counts'> {
  readonly stage: Stage;
  readonly counts: Counts;
}

function Node({ stage, counts, isRunning, onRun }: NodeProps) {
  const { t } = useTranslation('pipeline');
  const { done = 0, failed = 0, running = 0, off = 0 } = counts;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0) - off;
  const due = dueIn(counts);
  const name = t(`stage.${stage}`);
  return (
    <>
      <h3>{name}</h3>
      <span className={styles.share} aria-hidden="true">
        <span style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }} />
      </span>
      <span className={styles.figures}>
        {total === 0 ? t('notWanted') : t('ofStudies', { done, total })}
        {running > 0 && <b data-state="running">{t('running', { count: running })}</b>}
        {failed > 0 && <b data-state="failed">{t('failed', { count: failed })}</b>}
        {failed === 0 && running === 0 && due > 0 && <b>{t('due', { count: due })}</b>}
      </span>
      <Button
        className={styles.nodeRun}
        disabled={isRunning || due === 0}
        aria-label={t('runStage', { stage: name })}
        title={t('runStage', { stage: name })}
        onClick={() => onRun(stage)}
      >
        ▶
      </Button>
    </>
  );
}

/** Lines between the nodes, in hundredths of the drawing. */
const LINES = [
  'M 20.5 50 C 24 50, 24 25, 27.5 25',
  'M 20.5 50 C 24 50, 24 75, 27.5 75',
  'M 47 25 C 50.5 25, 50.5 50, 54 50',
  'M 47 75 C 50.5 75, 50.5 50, 54 50',
  'M 73.5 50 L 80.5 50',
];

function Edges() {
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {LINES.map((line) => (
        <path key={line} d={line} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
