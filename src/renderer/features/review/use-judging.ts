import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import type { Verdict, VerdictKind } from '../../../shared/domain/review/verdict.ts';
import { announce } from '../../components/announcer.tsx';
import { saveTracker } from '../../components/save-status.ts';
import type { KeyMode } from '../../keyboard/keymap.ts';
import { useActions, useKeyMode } from '../../keyboard/use-keyboard.ts';
import type { ShownPicture } from '../../viewer/index.ts';
import { type Blocked, blockedBy } from './blocked.ts';
import type { CorrectionDraft } from './correction-draft.ts';
import { nextOpen } from './queue-walk.ts';
import type { Decisions } from './use-decisions.ts';
import type { Queue } from './use-queue.ts';
import { type PendingVerdict, type VerdictInput, stepVerdict } from './verdict-input.ts';

export interface JudgingOptions {
  readonly detail: PairDetail | undefined;
  readonly queue: Queue;
  readonly decisions: Decisions;
  readonly draft: CorrectionDraft;
  /** The arrow keys move the box. */
  readonly isMovingBox: boolean;
  readonly shown: ShownPicture | null;
  readonly hasSliceFailed: boolean;
  readonly neighbour: number;
  readonly hasReviewer: boolean;
  readonly grey: { readonly center: number; readonly width: number } | null;
  readonly goTo: (pairId: number | null) => void;
  /** Name of a pair's class, for telling about it. */
  readonly nameOf: (pairId: number) => string;
}

export interface Judging {
  readonly pending: PendingVerdict;
  readonly blocked: Blocked | null;
  readonly input: (input: VerdictInput, key?: string) => void;
}

/** From keys to a verdict: what is asked for, what stands in its way, and on to the next pair while it is being saved. */
export function useJudging(options: JudgingOptions): Judging {
  const { detail, queue, decisions, shown } = options;
  const [pending, setPending] = useState<PendingVerdict>(null);
  const since = useRef(performance.now());
  const { isOnline } = useSyncExternalStore(saveTracker.subscribe, saveTracker.situation);
  const pairId = detail?.pair.pairId;
  useEffect(() => {
    setPending(null);
    since.current = performance.now();
  }, [pairId]);
  useKeyMode(keyModeOf(pending, options.isMovingBox));

  const isOwnSlice = shown !== null && shown.sliceId === detail?.slice.sliceId;
  const blocked = blockedBy({
    expected: detail
      ? {
          pairId: detail.pair.pairId,
          pixelsSha256: detail.slice.pixelsSha256,
          maskSha256: detail.slice.maskSha256,
        }
      : null,
    shown: isOwnSlice && detail ? { ...shown, pairId: detail.pair.pairId } : null,
    hasSliceFailed: options.hasSliceFailed,
    isOnNeighbour: options.neighbour !== 0,
    hasReviewer: options.hasReviewer,
    isOnline,
    isReadOnly: false,
  });

  const tell = useTelling(options.nameOf);
  useReadyMark(blocked === null ? (pairId ?? null) : null);

  const give = useCallback(
    (verdict: Verdict, key: string) => {
      if (!detail || !shown) return;
      const { pair, slice, captions } = detail;
      const grey = options.grey ?? slice.defaultWindow;
      const saved = decisions.decide({
        decisionId: crypto.randomUUID(),
        pairId: pair.pairId,
        revision: pair.revision,
        verdict,
        correction: options.draft,
        seen: {
          pixelsSha256: shown.pixelsSha256,
          maskSha256: shown.maskSha256,
          captionSha256: captions.map(({ sha256 }) => sha256),
          windowCenter: grey.center,
          windowWidth: grey.width,
        },
        durationMs: performance.now() - since.current,
        key,
      });
      performance.mark('plumbline:verdict');
      const next = nextOpen(
        queue.items.filter((item) => item.pairId !== pair.pairId || item.state !== 'pending'),
        null,
      );
      queue.setState(pair.pairId, verdict.kind === 'accept' ? 'accepted' : verdict.kind);
      const nextId = nextOpen(queue.items, pair.pairId) ?? next;
      options.goTo(nextId);
      tell(verdict.kind, pair.pairId, nextId);
      saved.catch((error: unknown) => {
        queue.setState(pair.pairId, 'pending');
        decisions.setFailed({ pairId: pair.pairId, error });
        options.goTo(pair.pairId);
      });
    },
    [detail, shown, decisions, queue, options, tell],
  );

  const input = useCallback(
    (step: VerdictInput, key = 'mouse') => {
      if (blocked && step.type !== 'cancel') return;
      const { pending: waiting, verdict } = stepVerdict(pending, step);
      setPending(waiting);
      if (verdict) give(verdict, key);
    },
    [blocked, pending, give],
  );
  useVerdictKeys(input);
  return { pending, blocked, input };
}

function keyModeOf(pending: PendingVerdict, isMovingBox: boolean): KeyMode {
  if (pending === 'region-wrong') return 'reason-region';
  if (pending === 'mention-wrong') return 'reason-mention';
  return isMovingBox ? 'box' : 'judge';
}

/** Says what was decided and what comes next to whoever cannot see it. */
function useTelling(nameOf: (pairId: number) => string) {
  const { t } = useTranslation('review');
  return useCallback(
    (kind: VerdictKind, pairId: number, nextId: number | null) => {
      const said = { class: nameOf(pairId), verdict: t(`verdict.${kind}`) };
      announce(
        nextId === null
          ? t('announce.decidedLast', said)
          : t('announce.decided', { ...said, next: nameOf(nextId) }),
      );
    },
    [t, nameOf],
  );
}

/** Marks the moment a pair stands on the screen ready to be judged, picture and overlay painted; benchmarks read it. */
function useReadyMark(pairId: number | null): void {
  useEffect(() => {
    if (pairId === null) return undefined;
    let afterPaint: number | undefined;
    const frame = requestAnimationFrame(() => {
      // A task queued from the frame's callback runs once that frame has been handed to the compositor.
      afterPaint = window.setTimeout(() => performance.mark('plumbline:ready', { detail: pairId }));
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(afterPaint);
    };
  }, [pairId]);
}

function useVerdictKeys(input: Judging['input']): void {
  const reason = (number: number) => (press: { code: string }) =>
    input({ type: 'reason', number }, press.code);
  useActions({
    'verdict.accept': ({ code }) => input({ type: 'kind', kind: 'accept' }, code),
    'verdict.region-wrong': ({ code }) => input({ type: 'kind', kind: 'region-wrong' }, code),
    'verdict.mention-wrong': ({ code }) => input({ type: 'kind', kind: 'mention-wrong' }, code),
    'verdict.cannot-judge': ({ code }) => input({ type: 'kind', kind: 'cannot-judge' }, code),
    'reason.1': reason(1),
    'reason.2': reason(2),
    'reason.3': reason(3),
    'reason.4': reason(4),
    'reason.5': reason(5),
    'reason.6': reason(6),
    'reason.7': reason(7),
    'reason.cancel': () => input({ type: 'cancel' }),
  });
}
