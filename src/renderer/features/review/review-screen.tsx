import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { announce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { FailureMessage, Message } from '../../components/message.tsx';
import { useActions, useGlyphs } from '../../keyboard/use-keyboard.ts';
import { isUnfinished, useJobs } from '../../rpc/use-jobs.ts';
import { useSettings } from '../../rpc/use-settings.ts';
import type { ShownPicture } from '../../viewer/index.ts';
import { EmptyProject } from './empty-project.tsx';
import { neighbour as besides, nextOpen, remainingAfter, upcoming } from './queue-walk.ts';
import { QueuePane } from './queue-pane.tsx';
import { RadGrounderPanel } from './radgrounder-panel.tsx';
import { Reading } from './reading.tsx';
import { RecentStrip } from './recent-strip.tsx';
import styles from './review-screen.module.css';
import { FailedSaveNote } from './failed-save-note.tsx';
import { ReviewerPrompt } from './reviewer-prompt.tsx';
import { SlicePane } from './slice-pane.tsx';
import { useCorrection } from './use-correction.ts';
import { useDecisions } from './use-decisions.ts';
import { useJudging } from './use-judging.ts';
import { usePair, usePrefetch } from './use-pair.ts';
import { useQueue } from './use-queue.ts';
import { useRadGrounder } from './use-radgrounder.ts';
import { useReviewer } from './use-reviewer.ts';
import { VerdictFoot } from './verdict-foot.tsx';

const PREFETCH_COUNT = 6;
const LOAD_AHEAD = 30;

/**
 * The review, once there is something to begin with: a demo that is still being made would begin with whichever pair came
 * first instead of the most suspicious one.
 */
export function ReviewScreen() {
  const { t } = useTranslation('common');
  const { jobs, isPending, cancel } = useJobs();
  const filling = jobs.find((job) => job.kind === 'demo.fill' && isUnfinished(job));
  if (isPending) return <Message>{t('app.loading')}</Message>;
  if (!filling) return <Reviewing />;
  return (
    <div className={styles.filling}>
      <JobProgress job={filling} onCancel={() => cancel(filling.jobId)} />
    </div>
  );
}

/** The picture, the sentences, the question: do they belong together? */
function Reviewing() {
  const { t, i18n } = useTranslation('review');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const queue = useQueue();
  const decisions = useDecisions(queue.setState);
  const reviewer = useReviewer();
  const [currentId, goTo] = useCurrent(queue);
  const pair = usePair(currentId);
  const detail = pair.data?.pair.pairId === currentId ? pair.data : undefined;
  usePrefetch(useMemo(() => upcoming(queue.items, currentId, PREFETCH_COUNT), [queue.items, currentId]));
  useLoadAhead(queue, currentId);
  const view = useSliceState(currentId);
  const radGrounder = useRadGrounder(detail);
  const correction = useCorrection(detail, {
    neighbour: view.neighbour,
    onNeighbour: view.setNeighbour,
    isShown: radGrounder.isShown,
  });
  const marks = useMemo(
    () => [...radGrounder.marks, ...correction.proposal.marks],
    [radGrounder.marks, correction.proposal.marks],
  );
  const nameOf = useCallback(
    (pairId: number): string => {
      const item = queue.items.find((candidate) => candidate.pairId === pairId);
      return item ? labelOf(item.classId, language) : `#${pairId}`;
    },
    [queue.items, language],
  );
  const judging = useJudging({
    detail,
    queue,
    decisions,
    draft: correction.draft,
    isMovingBox: correction.boxKeys.grip !== null,
    shown: view.shown,
    hasSliceFailed: view.error !== null,
    neighbour: view.neighbour,
    hasReviewer: reviewer.name !== null,
    grey: view.grey,
    goTo,
    nameOf,
  });
  const chrome = useChrome({ queue, currentId, goTo, decisions, nameOf });

  if (queue.items.length === 0 && queue.facets?.counts.total === 0) {
    return <EmptyProject />;
  }
  return (
    <div className={styles.screen} data-queue={chrome.isQueueOpen || undefined}>
      <QueueTab isOpen={chrome.isQueueOpen} onToggle={chrome.toggleQueue} />
      <aside className={styles.side} id="queue">
        <QueuePane queue={queue} currentId={currentId} onPick={goTo} searchRef={chrome.searchRef} />
        <RecentStrip decisions={decisions.recent} nameOf={nameOf} onUndo={chrome.undo} />
      </aside>
      <section className={styles.slice} aria-label={t('slice.label')}>
        {detail && (
          <SlicePane
            detail={detail}
            draft={correction.draft}
            marks={marks}
            litPairId={view.litPairId}
            neighbour={view.neighbour}
            onNeighbour={view.setNeighbour}
            onLight={view.setLit}
            onBox={correction.onBox}
            gripControl={correction.boxKeys.control}
            onShown={view.onShown}
            onFailed={view.setError}
            onGrey={view.setGrey}
          />
        )}
        {pair.error && <FailureMessage error={pair.error} onRetry={() => void pair.refetch()} />}
        {view.error !== null && <p role="alert">{t('slice.failed')}</p>}
        {currentId === null && !queue.isPending && queue.items.length > 0 && (
          <Message title={t('queue.doneTitle')}>{t('queue.doneText')}</Message>
        )}
      </section>
      <section className={styles.judge} aria-label={t('verdict.label')}>
        {detail && (
          <>
            <div className={styles.reading}>
              <Reading {...chrome} detail={detail} litPairId={view.litPairId} onLight={view.setLit} />
              <RadGrounderPanel {...radGrounder} proposal={correction.proposal.proposal} />
            </div>
            <div className={styles.foot}>
              {decisions.failed && <FailedSaveNote {...decisions} failed={decisions.failed} />}
              {reviewer.isKnown && reviewer.name === null && <ReviewerPrompt save={reviewer.save} />}
              <VerdictFoot {...{ judging, correction, detail }} onBackToSlice={() => view.setNeighbour(0)} />
            </div>
          </>
        )}
      </section>
    </div>
  );
}

interface QueueTabProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** Opens the queue where the window is too narrow to keep it beside the slice; not there where it is. */
function QueueTab({ isOpen, onToggle }: QueueTabProps) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  return (
    <div className={styles.tab}>
      <Button
        look="quiet"
        aria-expanded={isOpen}
        aria-controls="queue"
        title={t(isOpen ? 'queue.close' : 'queue.open')}
        onClick={onToggle}
      >
        <span>{t('queue.label')}</span> <KeyCap glyph={glyphs.action('queue.toggle')} />
      </Button>
    </div>
  );
}

/** The pair under judgement: the first open one to begin with, and whatever is gone to after that; null when none is open. */
function useCurrent({
  items,
  filter,
  order,
}: ReturnType<typeof useQueue>): [number | null, (pairId: number | null) => void] {
  const [currentId, setCurrentId] = useState<number | null>(null);
  const asked = JSON.stringify([filter, order]);
  const lastAsked = useRef(asked);
  useEffect(() => {
    if (lastAsked.current === asked) return;
    lastAsked.current = asked;
    setCurrentId(null);
  }, [asked]);
  const first =
    nextOpen(items, null) ?? (filter.states?.includes('pending') ? null : (items[0]?.pairId ?? null));
  useEffect(() => {
    // Whatever was gone to stays, also a pair that an undo brought back and the loaded list does not hold.
    if (currentId === null && first !== null) setCurrentId(first);
  }, [first, currentId]);
  return [currentId, setCurrentId];
}

/** Keeps pairs loaded ahead of the one under judgement, also while the list itself is not in view. */
function useLoadAhead({ items, loadMore }: ReturnType<typeof useQueue>, currentId: number | null): void {
  useEffect(() => {
    if (currentId !== null && remainingAfter(items, currentId) < LOAD_AHEAD) loadMore();
  }, [items, currentId, loadMore]);
}

/** What the slice pane says about itself; all of it belongs to one pair. */
function useSliceState(pairId: number | null) {
  const [shown, onShown] = useState<ShownPicture | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [neighbour, setNeighbour] = useState(0);
  const [litPairId, setLit] = useState<number | null>(null);
  const [grey, setGrey] = useState<{ center: number; width: number } | null>(null);
  useEffect(() => {
    setError(null);
    setNeighbour(0);
    setLit(null);
  }, [pairId]);
  return { shown, onShown, error, setError, neighbour, setNeighbour, litPairId, setLit, grey, setGrey };
}

/** Keys that belong to the screen as a whole. */
function useChrome({
  queue,
  currentId,
  goTo,
  decisions,
  nameOf,
}: {
  queue: ReturnType<typeof useQueue>;
  currentId: number | null;
  goTo: (pairId: number | null) => void;
  decisions: ReturnType<typeof useDecisions>;
  nameOf: (pairId: number) => string;
}) {
  const { t } = useTranslation('review');
  const searchRef = useRef<HTMLInputElement>(null);
  const [isQueueOpen, setQueueOpen] = useState(false);
  const [isProvenanceOpen, setProvenance] = useState(false);
  const [isLensOpen, setLens] = useState(false);
  const toggleLens = useCallback(() => setLens((isOpen) => !isOpen), []);
  const { settings, change } = useSettings();
  const undo = useCallback(
    (seq?: number) => {
      const takeBack = async (): Promise<void> => {
        const { decision } = await decisions.undo(seq);
        goTo(decision.pairId);
        announce(t('undo.done', { class: nameOf(decision.pairId) }));
      };
      takeBack().catch((error: unknown) =>
        decisions.setFailed(currentId === null ? null : { pairId: currentId, error }),
      );
    },
    [decisions, goTo, currentId, nameOf, t],
  );
  const toggleQueue = (): void => setQueueOpen(!isQueueOpen);
  useActions({
    'history.undo': () => undo(),
    'history.redo': () => {
      const redo = async (): Promise<void> => {
        const { pairId } = (await decisions.redo()).decision;
        goTo(pairId);
        announce(t('redo.done', { class: nameOf(pairId) }));
      };
      redo().catch((error: unknown) =>
        decisions.setFailed(currentId === null ? null : { pairId: currentId, error }),
      );
    },
    'queue.next': () => goTo(besides(queue.items, currentId, 1) ?? currentId),
    'queue.previous': () => goTo(besides(queue.items, currentId, -1) ?? currentId),
    'queue.toggle': toggleQueue,
    'queue.search': () => {
      setQueueOpen(true);
      searchRef.current?.focus();
    },
    'pair.lens': toggleLens,
    'pair.provenance': () => setProvenance(!isProvenanceOpen),
    'caption.polarity': () => change({ captionTheme: settings.captionTheme === 'dark' ? 'light' : 'dark' }),
    'mention.next': () => stepMention(1),
    'mention.previous': () => stepMention(-1),
  });
  return {
    searchRef,
    isQueueOpen,
    toggleQueue,
    isProvenanceOpen,
    setProvenance,
    isLensOpen,
    toggleLens,
    undo,
  };
}

/** Moves the focus from one marked mention to the next; focus lights it up everywhere. */
function stepMention(step: 1 | -1): void {
  const marks = [...document.querySelectorAll<HTMLElement>('mark[data-pair]')];
  const at = marks.indexOf(document.activeElement as HTMLElement);
  marks.at((at + step + marks.length) % Math.max(1, marks.length))?.focus();
}
