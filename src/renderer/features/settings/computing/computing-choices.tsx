import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ComputeReport, PROVIDERS, type ProviderChoice } from '../../../../shared/contract/compute.ts';
import { Button } from '../../../components/button.tsx';
import { FolderField } from '../../../components/folder-field.tsx';
import { Section } from '../../../components/page.tsx';
import { type Settings, useSettings } from '../../../rpc/use-settings.ts';
import styles from './computing.module.css';

export interface ComputingChoicesProps {
  readonly report: ComputeReport | undefined;
  /** Called once a choice is stored, from where the report follows. */
  readonly onChanged: () => void;
}

/** What to compute with, with how many threads, and where CUDA lies. */
export function ComputingChoices({ report, onChanged }: ComputingChoicesProps) {
  const { t } = useTranslation('compute');
  const { settings, store } = useSettings();
  // Stored before the report is asked for again: it depends on it.
  const choose = (part: Partial<Settings>): void => void store(part).then(onChanged);
  return (
    <Section title={t('choice')}>
      <div className={styles.choices}>
        <SegmentedControl
          aria-label={t('choice')}
          value={settings.computeProvider}
          data={[
            { value: 'auto', label: t('choice.auto') },
            ...PROVIDERS.map((value) => ({ value, label: t(`provider.${value}`) })),
          ]}
          onChange={(computeProvider) => choose({ computeProvider: computeProvider as ProviderChoice })}
        />
        {report && (
          <NativeSelect
            label={t('threads')}
            description={t('threads.text')}
            value={String(settings.computeThreads)}
            data={threadChoices(report.cores, settings.computeThreads).map((threads) => ({
              value: String(threads),
              label:
                threads === 0
                  ? t('threads.auto', { threads: Math.max(1, report.cores - 1), cores: report.cores })
                  : String(threads),
            }))}
            onChange={(event) => choose({ computeThreads: Number(event.currentTarget.value) })}
          />
        )}
        <CudaFolder key={settings.cudaFolder} known={settings.cudaFolder} onSave={choose} />
      </div>
    </Section>
  );
}

/** Up to the number of cores; what was chosen on another machine stays visible. */
function threadChoices(cores: number, chosen: number): number[] {
  const all = Array.from({ length: cores + 1 }, (_, threads) => threads);
  return all.includes(chosen) ? all : [...all, chosen];
}

interface CudaFolderProps {
  readonly known: string;
  readonly onSave: (part: Pick<Settings, 'cudaFolder'>) => void;
}

function CudaFolder({ known, onSave }: CudaFolderProps) {
  const { t } = useTranslation('compute');
  const [folder, setFolder] = useState(known);
  return (
    <form
      className={styles.folder}
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ cudaFolder: folder.trim() });
      }}
    >
      <FolderField
        label={t('cudaFolder')}
        description={t('cudaFolder.text')}
        pickTitle={t('cudaFolder.pick')}
        value={folder}
        onChange={setFolder}
      />
      <Button type="submit" disabled={folder.trim() === known}>
        {t('cudaFolder.save')}
      </Button>
    </form>
  );
}
