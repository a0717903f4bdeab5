import { useTranslation } from 'react-i18next';
import type { IntakeSummary } from '../../../shared/contract/intake.ts';
import styles from './intake.module.css';

const FORMATS = { nifti: 'NIfTI', dicom: 'DICOM', refrad2d: 'RefRad2D' } as const;

/** One row a series. */
export function StudyTable({ studies }: Pick<IntakeSummary, 'studies'>) {
  const { t, i18n } = useTranslation('intake');
  const number = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table} data-testid="studies">
        <thead>
          <tr>
            <th scope="col">{t('table.study')}</th>
            <th scope="col">{t('table.series')}</th>
            <th scope="col">{t('table.modality')}</th>
            <th scope="col">{t('table.format')}</th>
            <th scope="col" className={styles.number}>
              {t('table.slices')}
            </th>
            <th scope="col">{t('table.segmentation')}</th>
            <th scope="col" className={styles.number}>
              {t('table.captions')}
            </th>
            <th scope="col" className={styles.number}>
              {t('table.groundable')}
            </th>
          </tr>
        </thead>
        <tbody>
          {studies.map((study) => (
            <tr key={study.key} data-groundable={study.groundableCount > 0}>
              <td title={study.study}>{study.study}</td>
              <td title={study.series}>{study.series}</td>
              <td>{study.modality ?? t('table.unknown')}</td>
              <td>{FORMATS[study.format]}</td>
              <td className={styles.number}>{number(study.sliceCount)}</td>
              <td title={study.segmentation ?? undefined}>
                {study.segmentation?.split(/[\\/]/).at(-1) ?? t('table.none')}
              </td>
              <td className={styles.number}>{number(study.captionCount)}</td>
              <td className={styles.number}>{number(study.groundableCount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
