import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  MENTION_REASONS,
  type MentionReason,
  REGION_REASONS,
  type RegionReason,
} from '../../../shared/domain/review/verdict.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import type { ActionId } from '../../keyboard/keymap.ts';
import { useGlyphs, useModeAndBindings } from '../../keyboard/use-keyboard.ts';
import styles from './help-overlay.module.css';

/** The keyboard as it lies under the hands: rows of physical keys. */
const ROWS: readonly (readonly string[])[] = [
  ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7'],
  ['KeyQ', 'KeyW', 'KeyE', 'KeyR', 'KeyT', 'KeyI', 'KeyP'],
  ['KeyA', 'KeyS', 'KeyD', 'KeyF', 'KeyL', 'Enter'],
  ['KeyX', 'KeyC', 'KeyV', 'KeyB', 'KeyM', 'Space'],
  ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'Escape'],
];

const KINDS: readonly (readonly [prefix: string, kind: string])[] = [
  ['verdict', 'verdict'],
  ['reason', 'verdict'],
  ['image', 'image'],
  ['queue', 'move'],
  ['mention', 'move'],
];

/** What every key does now, drawn as a keyboard and told as a list. */
export function HelpOverlay({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['help', 'common', 'review']);
  const { mode, bindings } = useModeAndBindings();
  const glyphs = useGlyphs();
  const current = mode === 'dialog' ? 'judge' : mode;
  const actionAt = (code: string): ActionId | undefined =>
    bindings.find(
      ({ chord, modes }) =>
        chord.by === 'code' && chord.code === code && !chord.ctrl && !chord.shift && modes.includes(current),
    )?.action;
  const texts = bindings.filter(({ chord }) => chord.by === 'char');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('help:title')}
      size={1010}
      closeButtonProps={{ 'aria-label': t('help:action.app.close') }}
    >
      <p>{t('help:intro')}</p>
      <div className={styles.keyboard} role="group" aria-label={t('help:list')}>
        {ROWS.map((row) => (
          <div key={row[0]} className={styles.row}>
            {row.map((code) => {
              const action = actionAt(code);
              return (
                <span key={code} className={styles.key} data-kind={action ? kindOf(action) : 'none'}>
                  <b>{glyphs.cap(code)}</b>
                  <span>{action ? t(`help:action.${action}`) : ''}</span>
                </span>
              );
            })}
          </div>
        ))}
      </div>
      <ul className={styles.list}>
        {texts.map(({ action, chord }) => (
          <li key={`${action} ${JSON.stringify(chord)}`}>
            <KeyCap glyph={glyphs.chord(chord)} /> {t(`help:action.${action}`)}
          </li>
        ))}
      </ul>
      <Reasons title={t('help:reasons.region')} reasons={REGION_REASONS} />
      <Reasons title={t('help:reasons.mention')} reasons={MENTION_REASONS} />
      <BoxKeysList />
      <h3>{t('help:mouse.title')}</h3>
      <ul className={styles.list}>
        <li>{t('help:mouse.wheel')}</li>
        <li>{t('help:mouse.rightDrag')}</li>
        <li>{t('help:mouse.middleDrag', { ctrl: t('common:key.ctrl') })}</li>
        <li>{t('help:mouse.box')}</li>
        <li>{t('help:mouse.place')}</li>
      </ul>
    </Modal>
  );
}

interface ReasonsProps {
  readonly title: string;
  readonly reasons: readonly (RegionReason | MentionReason)[];
}

/** The digits mean reasons for as long as one is asked for; here they stand at any time. */
function Reasons({ title, reasons }: ReasonsProps) {
  const { t } = useTranslation('review');
  const glyphs = useGlyphs();
  return (
    <>
      <h3>{title}</h3>
      <ul className={styles.list}>
        {reasons.map((reason, index) => (
          <li key={reason}>
            <KeyCap glyph={glyphs.action(`reason.${index + 1}` as ActionId)} /> {t(`reason.${reason}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

const BOX_ACTIONS = [
  'correct.box',
  'box.left',
  'box.right',
  'box.up',
  'box.down',
  'box.grip',
  'box.keep',
  'box.discard',
] as const satisfies readonly ActionId[];

/** The arrows move the box only once that was asked for; here it stands at any time. */
function BoxKeysList() {
  const { t } = useTranslation(['help', 'common']);
  const glyphs = useGlyphs();
  return (
    <>
      <h3>{t('help:box.title')}</h3>
      <ul className={styles.list}>
        {BOX_ACTIONS.map((action) => (
          <li key={action}>
            <KeyCap glyph={glyphs.action(action)} /> {t(`help:action.${action}`)}
          </li>
        ))}
        <li>
          + <KeyCap glyph={t('common:key.shift')} /> {t('help:box.byTen')}
        </li>
      </ul>
    </>
  );
}

function kindOf(action: ActionId): string {
  return KINDS.find(([prefix]) => action.startsWith(prefix))?.[1] ?? 'other';
}
