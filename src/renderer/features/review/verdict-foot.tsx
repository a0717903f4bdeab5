import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import type { ActionId } from '../../keyboard/keymap.ts';
import { useGlyphs } from '../../keyboard/use-keyboard.ts';
import type { Blocked } from './blocked.ts';
import { BoxTools } from './box-tools.tsx';
import { CorrectionTools, type CorrectionToolsProps } from './correction-tools.tsx';
import type { Judging } from './use-judging.ts';
import type { BoxKeys } from './use-box-keys.ts';
import styles from './verdict-bar.module.css';
import { VerdictBar } from './verdict-bar.tsx';
import { type PendingVerdict, reasonsOf } from './verdict-input.ts';

export interface VerdictFootProps {
  readonly judging: Judging;
  readonly correction: Omit<CorrectionToolsProps, 'note' | 'detail' | 'onMoveBox'> & {
    readonly boxKeys: BoxKeys;
  };
  readonly detail: CorrectionToolsProps['detail'];
  readonly onBackToSlice: () => void;
}

/**
 * Where the verdict is given: its buttons, and below them what the moment asks for, in a place of one height, so that
 * nothing moves under the hand.
 */
export function VerdictFoot({ judging, correction, detail, onBackToSlice }: VerdictFootProps) {
  const { pending, blocked, input } = judging;
  const { boxKeys, ...tools } = correction;
  const note = blocked && <BlockedNote {...{ blocked, onBackToSlice }} />;
  return (
    <>
      <VerdictBar {...{ pending, blocked }} isCorrected={correction.draft !== null} onInput={input} />
      <div className={styles.under} data-short={blocked === 'no-reviewer' || undefined}>
        {blocked === 'no-reviewer' ? (
          note
        ) : pending && !blocked ? (
          <Reasons pending={pending} onInput={input} />
        ) : boxKeys.grip ? (
          <BoxTools {...boxKeys} grip={boxKeys.grip} note={note} />
        ) : (
          <CorrectionTools {...tools} {...{ detail, note }} onMoveBox={boxKeys.begin} />
        )}
      </div>
    </>
  );
}

interface BlockedNoteProps {
  readonly blocked: Blocked;
  readonly onBackToSlice: () => void;
}

function BlockedNote({ blocked, onBackToSlice }: BlockedNoteProps) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  return (
    <p id="verdict-blocked" className={styles.blocked} data-testid="blocked" data-reason={blocked}>
      {t(`blocked.${blocked}`)}
      {blocked === 'neighbour' && (
        <Button onClick={onBackToSlice}>
          <KeyCap glyph={glyphs.action('image.home')} /> {t('blocked.backToSlice')}
        </Button>
      )}
    </p>
  );
}

interface ReasonsProps {
  readonly pending: Exclude<PendingVerdict, null>;
  readonly onInput: Judging['input'];
}

function Reasons({ pending, onInput }: ReasonsProps) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  const question = t(pending === 'region-wrong' ? 'verdict.reasonRegion' : 'verdict.reasonMention');
  return (
    <div className={styles.reasons} data-kind={pending} role="group" aria-label={question}>
      {reasonsOf(pending).map((reason, index) => (
        <Button key={reason} onClick={() => onInput({ type: 'reason', number: index + 1 })}>
          <b>{glyphs.action(`reason.${index + 1}` as ActionId)}</b> {t(`reason.${reason}`)}
        </Button>
      ))}
      <Button onClick={() => onInput({ type: 'kind', kind: pending })}>
        <b>{glyphs.action(`verdict.${pending}`)}</b> {t('verdict.noReason')}
      </Button>
      <Button look="quiet" onClick={() => onInput({ type: 'cancel' })}>
        <b>{glyphs.action('reason.cancel')}</b> {t('verdict.cancelReason')}
      </Button>
    </div>
  );
}
