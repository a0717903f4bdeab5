import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SnapshotOutlook } from '../../../shared/contract/snapshots.ts';
import type { NamedPatients } from '../../../shared/domain/curation/patient-splits.ts';
import tables from '../../components/data-table.module.css';
import styles from './training.module.css';

export interface PatientSplitsProps {
  readonly outlook: SnapshotOutlook;
  readonly named: NamedPatients;
  readonly onChange: (named: NamedPatients) => void;
}

const CHOICES = ['gold', 'val'] as const;

/** Who trains and who judges: by the shares, or named where the project is small. */
export function PatientSplits({ outlook: { patients, patientCount }, named, onChange }: PatientSplitsProps) {
  const { t } = useTranslation('training');
  if (patients.length === 0) return null;
  const choose = (patient: string, choice: string): void => {
    const without = (names: readonly string[]) => names.filter((name) => name !== patient);
    const next = { gold: without(named.gold), val: without(named.val) };
    onChange(
      choice === 'gold' || choice === 'val' ? { ...next, [choice]: [...next[choice], patient] } : next,
    );
  };
  const more = patientCount - patients.length;
  return (
    <div className={styles.scroll} role="region" aria-label={t('make.patients')} tabIndex={REACHABLE}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t('make.patient')}</th>
            <th scope="col" className={tables.number}>
              {t('make.boxes')}
            </th>
            <th scope="col">{t('snapshots.modality')}</th>
            <th scope="col">{t('make.split')}</th>
          </tr>
        </thead>
        <tbody>
          {patients.map((one) => (
            <tr key={one.patient} data-patient={one.patient} data-split={one.split}>
              <th scope="row">{one.patient}</th>
              <td className={tables.number}>{one.boxes}</td>
              <td>{one.modalities.join(', ')}</td>
              <td>
                <Split one={one} named={named} onChoose={(choice) => choose(one.patient, choice)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className={styles.muted}>{t('make.andMore', { count: more })}</p>}
    </div>
  );
}

/** What scrolls has to be reachable by keyboard, also while there is nothing to press in it. */
const REACHABLE = 0;

interface SplitProps {
  readonly one: SnapshotOutlook['patients'][number];
  readonly named: NamedPatients;
  readonly onChoose: (choice: string) => void;
}

function Split({ one: { patient, split, isFixed }, named, onChoose }: SplitProps) {
  const { t } = useTranslation('training');
  if (isFixed)
    return (
      <span>
        {t(`split.${split}`)} <span className={styles.muted}>· {t('make.fixed')}</span>
      </span>
    );
  const choice = CHOICES.find((one) => named[one].includes(patient));
  const rule = choice ? t('make.byShares') : t('make.byRule', { split: t(`split.${split}`) });
  return (
    <NativeSelect
      aria-label={t('make.splitOf', { patient })}
      value={choice ?? ''}
      data={[{ value: '', label: rule }, ...CHOICES.map((value) => ({ value, label: t(`split.${value}`) }))]}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    />
  );
}
