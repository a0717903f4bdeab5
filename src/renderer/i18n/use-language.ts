import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/domain/mention/mention.ts';

/** The language of the interface; a component that asks is drawn again when it changes. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'de' ? 'de' : 'en';
}
