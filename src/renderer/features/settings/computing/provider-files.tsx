import { useTranslation } from 'react-i18next';
import type { ProviderReport } from '../../../../shared/contract/compute.ts';
import styles from './computing.module.css';

/** Every file that was looked for, where it lies, and where was looked; on demand, so that three reasons fit a screen. */
export function ProviderFiles({ report }: { readonly report: ProviderReport }) {
  const { t } = useTranslation('compute');
  const { libraries, folders } = report;
  if (libraries.length === 0) return null;
  const missing = libraries.filter(({ folder }) => folder === null).length;
  const files = t('files', { count: libraries.length });
  return (
    <details className={styles.files}>
      <summary>{missing > 0 ? t('files.missing', { files, missing }) : files}</summary>
      <div className={styles.filesBody}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('files.name')}</th>
              <th scope="col">{t('files.folder')}</th>
            </tr>
          </thead>
          <tbody>
            {libraries.map(({ name, folder }) => (
              <tr key={name} data-missing={folder === null || undefined}>
                <td>{name}</td>
                <td>{folder ?? t('files.none')}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div>
          <p className={styles.muted}>{t('folders')}</p>
          <ol className={styles.folders}>
            {folders.map((folder) => (
              <li key={folder}>{folder}</li>
            ))}
          </ol>
        </div>
      </div>
    </details>
  );
}
