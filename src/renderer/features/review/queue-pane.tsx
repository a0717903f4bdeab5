import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../shared/contract/review.ts';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { findingText } from '../../../shared/i18n/finding-text.ts';
import { FailureMessage, Message } from '../../components/message.tsx';
import { QueueFilters } from './queue-filters.tsx';
import styles from './queue-pane.module.css';
import { STATE_SIGNS } from './recent-strip.tsx';
import { Thumbnail } from './thumbnail.tsx';
import type { Queue } from './use-queue.ts';

const ROW_PX = 66;
const LOAD_AHEAD = 20;

export interface QueuePaneProps {
  readonly queue: Queue;
  readonly currentId: number | null;
  readonly onPick: (pairId: number) => void;
  readonly searchRef: React.RefObject<HTMLInputElement | null>;
}

/** Filters and the list of pairs; only the rows in view exist. */
export function QueuePane({ queue, currentId, onPick, searchRef }: QueuePaneProps) {
  const { t } = useTranslation('review');
  const { filter, setFilter, order, setOrder, facets } = queue;
  return (
    <section className={styles.pane} aria-label={t('queue.label')}>
      <QueueFilters {...{ filter, setFilter, order, setOrder, facets, searchRef }} />
      {queue.error !== null && <FailureMessage error={queue.error} onRetry={queue.reload} />}
      {queue.isPending && <Message>{t('queue.loading')}</Message>}
      {!queue.isPending && queue.items.length === 0 && (
        <Message title={t('queue.empty')}>{t('queue.emptyHint')}</Message>
      )}
      <Rows
        items={queue.items}
        loadMore={queue.loadMore}
        marksDrawn={order.by === 'suspicion'}
        {...{ currentId, onPick }}
      />
    </section>
  );
}

type RowsProps = Pick<Queue, 'items' | 'loadMore'> &
  Pick<QueuePaneProps, 'currentId' | 'onPick'> & { readonly marksDrawn: boolean };

const Rows = memo(function Rows(props: RowsProps) {
  const { t, i18n } = useTranslation('review');
  const { items, loadMore, currentId, onPick, marksDrawn } = props;
  const parent = useRef<HTMLDivElement>(null);
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
  // Where the list was sent and has not said yet that it is: without it, two moves in one frame would leave it at the first.
  const sentTo = useRef<number | null>(null);
  const at = items.findIndex(({ pairId }) => pairId === currentId);
  useEffect(() => {
    // From what the list knows of itself: asking the page would lay it out in the middle of a change. A list that moves
    // shows what comes next, so that it need not move again with every verdict.
    const top = sentTo.current ?? rows.scrollOffset ?? 0;
    const isInView = at * ROW_PX >= top && (at + 1) * ROW_PX <= top + (rows.scrollRect?.height ?? 0);
    if (at < 0 || isInView || !parent.current) return;
    sentTo.current = Math.max(0, at - 1) * ROW_PX;
    parent.current.scrollTop = sentTo.current;
  }, [at, rows]);
  return (
    <div
      ref={parent}
      className={styles.list}
      tabIndex={0}
      role="listbox"
      aria-label={t('queue.label')}
      onScroll={() => void (sentTo.current = null)}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {virtual.map(({ index, start }) => (
          <Row
            key={items[index]!.pairId}
            item={items[index]!}
            top={start}
            isCurrent={items[index]!.pairId === currentId}
            marksDrawn={marksDrawn}
            language={i18n.language === 'de' ? 'de' : 'en'}
            onPick={onPick}
          />
        ))}
      </div>
    </div>
  );
});

interface RowProps {
  readonly item: QueueItem;
  readonly top: number;
  readonly isCurrent: boolean;
  readonly marksDrawn: boolean;
  readonly language: Language;
  readonly onPick: (pairId: number) => void;
}

const Row = memo(function Row({ item, top, isCurrent, marksDrawn, language, onPick }: RowProps) {
  const { t } = useTranslation('review');
  const { pairId, sliceId, classId, state, modality, topFinding, isDrawn } = item;
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
          {marksDrawn && isDrawn && (
            <i role="img" title={t('queue.drawn')} aria-label={t('queue.drawn')}>
              ⚄
            </i>
          )}
          {modality} · {why}
        </span>
      </span>
      <span className={styles.state} title={t(`state.${state}`)} aria-label={t(`state.${state}`)}>
        {state === 'pending' && topFinding && topFinding.weight >= 0.3 ? '▲' : STATE_SIGNS[state]}
      </span>
    </button>
  );
});
