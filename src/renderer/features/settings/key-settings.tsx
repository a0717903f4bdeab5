import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { Section } from '../../components/page.tsx';
import { changeKey, type KeyChange } from '../../keyboard/change-key.ts';
import type { ActionId } from '../../keyboard/keymap.ts';
import { useGlyphs, useKeyMode, useModeAndBindings } from '../../keyboard/use-keyboard.ts';
import { useSettings } from '../../rpc/use-settings.ts';
import styles from './settings.module.css';

/** What every program means by them; they stay where they are. */
const FIXED_KEYS = new Set(['Escape', 'Enter', 'NumpadEnter']);

/** Every key that a place on the keyboard decides, and a way to move it. */
export function KeySettings() {
  const { t } = useTranslation(['settings', 'help']);
  const { settings, change } = useSettings();
  const { bindings } = useModeAndBindings();
  const glyphs = useGlyphs();
  const [asking, setAsking] = useState<ActionId | null>(null);
  const [refused, setRefused] = useState<Exclude<KeyChange, { ok: true }> | null>(null);
  const actions = [
    ...new Set(
      bindings
        .filter(({ chord }) => chord.by === 'code' && !FIXED_KEYS.has(chord.code))
        .map(({ action }) => action),
    ),
  ];
  const take = (code: string): void => {
    if (!asking) return;
    setAsking(null);
    if (code === 'Escape') return;
    const outcome = changeKey(bindings, asking, code);
    setRefused(outcome.ok ? null : outcome);
    if (outcome.ok) change({ keys: { ...settings.keys, [asking]: code } });
  };
  return (
    <Section title={t('settings:keys.title')}>
      <p className={styles.muted}>{t('settings:keys.intro')}</p>
      {asking && <Capture onKey={take} />}
      <p role="status" className={styles.refused}>
        {refused &&
          (refused.takenBy
            ? t('settings:keys.taken', {
                key: glyphs.cap(refused.code),
                action: t(`help:action.${refused.takenBy}`),
              })
            : t('settings:keys.unusable'))}
      </p>
      <ul className={styles.keys} data-testid="keys">
        {actions.map((action) => (
          <li key={action} data-action={action}>
            <span>{t(`help:action.${action}`)}</span>
            {asking === action ? (
              <em>{t('settings:keys.press')}</em>
            ) : (
              <KeyCap glyph={glyphs.action(action)} />
            )}
            <Button
              aria-label={t('settings:keys.changeLabel', { action: t(`help:action.${action}`) })}
              onClick={() => {
                setRefused(null);
                setAsking(action);
              }}
            >
              {t('settings:keys.change')}
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button disabled={Object.keys(settings.keys).length === 0} onClick={() => change({ keys: {} })}>
          {t('settings:keys.reset')}
        </Button>
      </div>
    </Section>
  );
}

/** Takes the next key press for itself, whatever has the focus; the usual keys mean nothing meanwhile. */
function Capture({ onKey }: { readonly onKey: (code: string) => void }) {
  useKeyMode('dialog');
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      onKey(event.code);
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, [onKey]);
  return null;
}
