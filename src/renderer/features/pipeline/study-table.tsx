import { NativeSelect } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CELL_STATES, type CellState } from '../../../shared/contract/pipeline.ts';
import { STAGES } from '../../../shared/domain/pipeline/stage.ts';
import { FailureNote, Message } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import styles from './pipeline.module.css';
import { StudyLine } from './study-line.tsx';
import { useStudies } from './use-studies.ts';

const ROW_PX = 40;
/** What scrolls has to be reachable by keyboard, also while there is nothing to press in it. */
const REACHABLE = 0;

export interface StudyTableProps {
  readonly isRunning: boolean;
  readonly onRun: (study: string) => void;
}

/** Studies times stages; only the rows in view exist. */
export function StudyTable({ isRunning, onRun }: StudyTableProps) {
  const { t } = useTranslation('pipeline');
  const [state, setState] = useState<CellState | null>(null);
  return (
    <Section title={t('studies.title')} className={styles.studies}>
      <NativeSelect
        className={styles.filter}
        label={t('studies.filter')}
        value={state ?? ''}
        data={[
          { value: '', label: t('studies.all') },
          ...CELL_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) => setState((value || null) as CellState | null)}
      />
      <Rows key={state} state={state} isRunning={isRunning} onRun={onRun} />
    </Section>
  );
}

function Rows({ state, isRunning, onRun }: StudyTableProps & { readonly state: CellState | null }) {
  const { t } = useTranslation('pipeline');
  const parent = useRef<HTMLDivElement>(null);
  const [total, setTotal] = useState(0);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => parent.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const studies = useStudies(state, { first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 0 });
  if (studies.total !== undefined && studies.total !== total) setTotal(studies.total);
  if (studies.error) return <FailureNote error={studies.error} />;
  if (studies.total === 0) return <p className={styles.muted}>{t('studies.none')}</p>;
  return (
    <div className={styles.table} role="table" aria-label={t('studies.title')} aria-rowcount={total + 1}>
      <div className={styles.row} role="row" data-head>
        <span role="columnheader">{t('studies.name')}</span>
        <span role="columnheader">{t('studies.slices')}</span>
        {STAGES.map((stage) => (
          <span role="columnheader" key={stage}>
            {t(`stage.${stage}`)}
          </span>
        ))}
        <span role="columnheader">
          <span className="visually-hidden">{t('run')}</span>
        </span>
      </div>
      {studies.total === undefined && <Message>{t('studies.loading')}</Message>}
      <div ref={parent} className={styles.rows} role="rowgroup" tabIndex={REACHABLE} data-testid="studies">
        <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => (
            <div
              key={index}
              ref={rows.measureElement}
              data-index={index}
              role="presentation"
              className={styles.placed}
              style={{ transform: `translateY(${start}px)`, minHeight: ROW_PX }}
            >
              <StudyLine index={index} row={studies.at(index)} isRunning={isRunning} onRun={onRun} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
