import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairSummary } from '../../../shared/contract/review.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { findingText } from '../../../shared/i18n/finding-text.ts';
import { FailureMessage, Message } from '../../components/message.tsx';
import { QueueFilters } from './queue-filters.tsx';
import styles from './queue-pane.module.css';
import { STATE_SIGNS } from './recent-strip.tsx';
import { Thumbnail } from './thumbnail.tsx';
import type { Queue } from './use-queue.ts';

const ROW_PX = 58;
const LOAD_AHEAD = 20;

export interface QueuePaneProps {
  readonly queue: Queue;
  readonly currentId: number | null;
  readonly onPick: (pairId: number) => void;
  readonly searchRef: React.RefObject<HTMLInputElement | null>;
}

/** Filters and the list of pairs; only the rows in view exist. */
export const QueuePane = memo(function QueuePane({ queue, currentId, onPick, searchRef }: QueuePaneProps) {
  const { t } = useTranslation('review');
  return (
    <section className={styles.pane} aria-label={t('queue.label')}>
      <QueueFilters queue={queue} searchRef={searchRef} />
      {queue.error !== null && <FailureMessage error={queue.error} onRetry={queue.reload} />}
      {queue.isPending && <Message>{t('queue.loading')}</Message>}
      {!queue.isPending && queue.items.length === 0 && (
        <Message title={t('queue.empty')}>{t('queue.emptyHint')}</Message>
      )}
      <Rows {...{ queue, currentId, onPick }} />
    </section>
  );
});

function Rows({ queue, currentId, onPick }: Omit<QueuePaneProps, 'searchRef'>) {
  const { t, i18n } = useTranslation('review');
  const parent = useRef<HTMLDivElement>(null);
  const { items, loadMore } = queue;
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => parent.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  const virtual = rows.getVirtualItems();
  const lastShown = virtual.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown > items.length - LOAD_AHEAD) loadMore();
  }, [lastShown, items.length, loadMore]);
  const at = items.findIndex(({ pairId }) => pairId === currentId);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [at, rows]);
  return (
    <div ref={parent} className={styles.list} tabIndex={0} role="listbox" aria-label={t('queue.label')}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {virtual.map(({ index, start }) => (
          <Row
            key={items[index]!.pairId}
            item={items[index]!}
            top={start}
            isCurrent={items[index]!.pairId === currentId}
            language={i18n.language === 'de' ? 'de' : 'en'}
            onPick={onPick}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly item: PairSummary;
  readonly top: number;
  readonly isCurrent: boolean;
  readonly language: Language;
  readonly onPick: (pairId: number) => void;
}

const Row = memo(function Row({ item, top, isCurrent, language, onPick }: RowProps) {
  const { t } = useTranslation('review');
  const { pairId, sliceId, classId, state, modality, topFinding } = item;
  const why = topFinding ? findingText(topFinding, language).short : t('queue.noFinding');
  return (
    <button
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, height: ROW_PX }}
      data-state={state}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(pairId)}
    >
      <Thumbnail sliceId={sliceId} />
      <span className={styles.names}>
        <b>{labelOf(classId, language)}</b>
        <span>
          {modality} · {why}
        </span>
      </span>
      <span className={styles.state} title={t(`state.${state}`)} aria-label={t(`state.${state}`)}>
        {state === 'pending' && topFinding && topFinding.weight >= 0.3 ? '▲' : STATE_SIGNS[state]}
      </span>
    </button>
  );
});
