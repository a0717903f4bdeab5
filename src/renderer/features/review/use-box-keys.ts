import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import type { Box } from '../../../shared/domain/grounding/box.ts';
import { announce } from '../../components/announcer.tsx';
import type { ActionPress } from '../../keyboard/keyboard-store.ts';
import { useActions } from '../../keyboard/use-keyboard.ts';
import { type Grip, type GripControl, type Point, nextGrip, nudgeBox, placeBox } from '../../viewer/index.ts';
import type { CorrectionDraft } from './correction-draft.ts';

const SMALL_STEP_PX = 1;
const LARGE_STEP_PX = 10;
/** A held key moves the box many times a second; it is told where it stopped. */
const SETTLED_MS = 300;

export interface BoxKeysOptions {
  readonly detail: PairDetail | undefined;
  readonly draft: CorrectionDraft;
  /** Steps away from the pair's slice, on which alone its box can be moved, and the way back to it. */
  readonly neighbour: number;
  readonly onNeighbour: (neighbour: number) => void;
  readonly onBox: (box: Box) => void;
  readonly setDraft: (draft: CorrectionDraft) => void;
}

export interface BoxKeys {
  /** What is held; null while the box is not being moved. */
  readonly grip: Grip | null;
  readonly box: Box | null;
  readonly control: GripControl | null;
  readonly begin: () => void;
  readonly nextGrip: () => void;
  /** Leaves the box as it is now; a verdict may accept it. */
  readonly keep: () => void;
  /** Puts back what stood when it began. */
  readonly discard: () => void;
}

/** Moving the box by arrow keys or by clicks, for whoever cannot or would rather not drag. */
export function useBoxKeys(options: BoxKeysOptions): BoxKeys {
  const { detail, draft, neighbour, onNeighbour, onBox, setDraft } = options;
  const { t } = useTranslation('review');
  const [grip, setGrip] = useState<Grip | null>(null);
  const before = useRef<{ readonly draft: CorrectionDraft; readonly focus: Element | null } | null>(null);
  const pairId = detail?.pair.pairId;
  useEffect(() => setGrip(null), [pairId]);
  useEffect(() => {
    if (neighbour !== 0) setGrip(null);
  }, [neighbour]);
  const box = detail ? (draft?.box ?? detail.pair.box) : null;
  useTelling(grip, box);

  const begin = useCallback(() => {
    if (pairId === undefined) return;
    before.current = { draft, focus: document.activeElement };
    onNeighbour(0);
    setGrip('whole');
  }, [pairId, draft, onNeighbour]);
  const end = useCallback(() => {
    setGrip(null);
    if (before.current?.focus instanceof HTMLElement) before.current.focus.focus({ preventScroll: true });
  }, []);
  const keep = useCallback(() => {
    end();
    announce(t('box.kept'));
  }, [end, t]);
  const discard = useCallback(() => {
    setDraft(before.current?.draft ?? null);
    end();
    announce(t('box.discarded'));
  }, [end, setDraft, t]);
  const goOn = useCallback(() => setGrip((old) => old && nextGrip(old)), []);

  const move = (x: -1 | 0 | 1, y: -1 | 0 | 1) => (press: ActionPress) => {
    if (!detail || !box || !grip) return;
    const step = press.isShifted ? LARGE_STEP_PX : SMALL_STEP_PX;
    onBox(nudgeBox(box, grip, { x: x * step, y: y * step }, detail.slice));
  };
  useActions({
    'correct.box': begin,
    'box.left': move(-1, 0),
    'box.right': move(1, 0),
    'box.up': move(0, -1),
    'box.down': move(0, 1),
    'box.grip': goOn,
    'box.keep': keep,
    'box.discard': discard,
  });
  const onPlace = useCallback(
    (point: Point) => {
      if (!detail || !box || !grip) return;
      onBox(placeBox(box, grip, point, detail.slice));
      if (grip === 'start') setGrip('end');
    },
    [detail, box, grip, onBox],
  );
  const control = useMemo<GripControl | null>(() => {
    if (!grip) return null;
    const labels = {
      group: t('box.label'),
      whole: t('box.grip.whole'),
      start: t('box.grip.start'),
      end: t('box.grip.end'),
    };
    return { grip, onGrip: setGrip, onPlace, labels };
  }, [grip, onPlace, t]);
  return { grip, box, control, begin, nextGrip: goOn, keep, discard };
}

/** Says what is held at once, and where the box is once it stands still. */
function useTelling(grip: Grip | null, box: Box | null): void {
  const { t } = useTranslation('review');
  const told = useRef<Grip | null>(null);
  const where = box?.join(' ');
  useEffect(() => {
    const isNewGrip = told.current !== grip;
    told.current = grip;
    if (!grip || where === undefined) return undefined;
    const place = t('box.at', boxNumbers(where.split(' ').map(Number) as unknown as Box));
    if (isNewGrip) announce(`${t(`box.grip.${grip}`)}. ${place}`);
    else {
      const timer = setTimeout(() => announce(place), SETTLED_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [grip, where, t]);
}

/** The box in words: its edges and its size, in voxels of the slice. */
export function boxNumbers([left, top, right, bottom]: Box) {
  return { left, top, right, bottom, width: right - left, height: bottom - top };
}
