import { createInstance } from 'i18next';
import type { Language } from '../../shared/domain/mention/mention.ts';
import { catalogues, type Catalogue } from '../../shared/i18n/catalogues.ts';
import { terminal as deTerminal } from '../../shared/i18n/de/terminal/index.ts';
import { terminal as enTerminal } from '../../shared/i18n/en/terminal/index.ts';

type WithoutPlural<Key> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;
type Shared = 'compute' | 'evaluation' | 'exchange' | 'full' | 'jobs' | 'pipeline' | 'settings';
type SharedKey = {
  [Name in Shared]: `${Name}:${Extract<WithoutPlural<keyof Catalogue[Name]>, string>}`;
}[Shared];

/** Keys of the terminal's own texts, and of those that it shares with the window, with their namespace. */
export type TerminalKey = WithoutPlural<keyof typeof enTerminal> | SharedKey;

/** A text in the language that was chosen, with its facts filled in; `count` decides singular or plural. */
export type Say = (key: TerminalKey, facts?: Readonly<Record<string, string | number>>) => string;

export function terminalTexts(language: Language): Say {
  const instance = createInstance();
  void instance.init({
    lng: language,
    resources: {
      en: { ...catalogues.en, terminal: enTerminal },
      de: { ...catalogues.de, terminal: deTerminal },
    },
    ns: ['terminal', 'compute', 'evaluation', 'exchange', 'full', 'jobs', 'pipeline', 'settings'],
    defaultNS: 'terminal',
    keySeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return (key, facts) => instance.t(key, { ...facts });
}
