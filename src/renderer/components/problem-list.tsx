import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/contract/common.ts';
import { errorText } from '../../shared/i18n/message.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Button } from './button.tsx';
import styles from './jobs.module.css';

/** So many are drawn at first; a folder of broken files must not make a page of thousands of rows. */
const SHOWN_AT_FIRST = 20;

/** Problems with single files, each with file, cause and remedy; those that cost something first. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation('jobs');
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const sorted = problems.toSorted((a, b) => a.severity.localeCompare(b.severity));
  const shown = isWhole ? sorted : sorted.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ul className={styles.problems} data-testid="problems">
        {shown.map(({ file, code, params, severity }, index) => {
          const text = errorText(language, code, { file, ...params });
          return (
            <li key={`${index} ${file} ${code}`} data-severity={severity} data-code={code}>
              <b>{t(`problem.${severity}`)}</b>
              <span>
                {text?.cause ?? code} {text?.remedy}
              </span>
              <code>{file}</code>
            </li>
          );
        })}
      </ul>
      {shown.length < sorted.length && (
        <Button onClick={() => setWhole(true)}>{t('problems.all', { count: sorted.length })}</Button>
      )}
    </>
  );
}
