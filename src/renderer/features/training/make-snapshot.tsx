import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SNAPSHOT_DEFAULTS, type SnapshotOutlook } from '../../../shared/contract/snapshots.ts';
import type { NamedPatients } from '../../../shared/domain/curation/patient-splits.ts';
import { LEAST_BOXES } from '../../../shared/domain/training/enough.ts';
import { announce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/message.tsx';
import { Section } from '../../components/page.tsx';
import { useApi } from '../../rpc/api.ts';
import { shortId } from './ids.ts';
import { PatientSplits } from './patient-splits.tsx';
import { type Settings, SnapshotFields, percentSum } from './snapshot-fields.tsx';
import styles from './training.module.css';

const INITIAL: Settings = { ...SNAPSHOT_DEFAULTS, languages: [...SNAPSHOT_DEFAULTS.languages] };
const NOBODY: NamedPatients = { gold: [], val: [] };

/** What a snapshot would hold if it were made now, who trains and who judges, and what is missing. */
export function MakeSnapshot({ onMade }: { readonly onMade: (id: string) => void }) {
  const { t } = useTranslation('training');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const [settings, setSettings] = useState<Settings>(INITIAL);
  // Undefined while the suggestion stands.
  const [own, setOwn] = useState<NamedPatients>();
  const outlook = useQuery({
    ...query.snapshots.outlook.queryOptions({ input: { settings, named: own ?? NOBODY } }),
    placeholderData: keepPreviousData,
    // Every verdict changes it.
    staleTime: 0,
  });
  const suggested = outlook.data?.suggested ?? NOBODY;
  const named = own ?? suggested;
  const isSuggesting = own === undefined && suggested.gold.length + suggested.val.length > 0;
  if (isSuggesting) setOwn(suggested);
  const create = useMutation({
    mutationFn: () => client.snapshots.create({ settings, named }),
    onSuccess: async ({ snapshot, isNew }) => {
      announce(t(isNew ? 'make.made' : 'make.same', { id: shortId(snapshot.id) }));
      setOwn(NOBODY);
      onMade(snapshot.id);
      await queryClient.invalidateQueries({ queryKey: query.snapshots.key() });
    },
  });
  const { data } = outlook;
  const isNothing = data?.patientCount === 0;
  return (
    <Section title={t('make.title')}>
      <p className={styles.muted}>{t('make.text')}</p>
      {data && <PatientSplits outlook={data} named={named} onChange={setOwn} />}
      {data && <Standing outlook={data} />}
      {outlook.error && <FailureNote error={outlook.error} />}
      <SnapshotFields settings={settings} onChange={setSettings} />
      <div className={styles.actions}>
        <Button
          look="primary"
          data-testid="make-snapshot"
          disabled={!data || isNothing || percentSum(settings) !== 100 || create.isPending}
          onClick={() => create.mutate()}
        >
          {t('make.button')}
        </Button>
        {create.data && (
          <span data-testid="snapshot-made">
            {t(create.data.isNew ? 'make.made' : 'make.same', { id: shortId(create.data.snapshot.id) })}
          </span>
        )}
      </div>
      {create.error && <FailureNote error={create.error} />}
    </Section>
  );
}

/** Whether that is enough, and what is to be done where it is not. */
function Standing({ outlook: { boxes, missing, patientCount } }: { readonly outlook: SnapshotOutlook }) {
  const { t } = useTranslation('training');
  if (patientCount === 0)
    return (
      <p className={styles.missing} data-testid="missing">
        {t('make.none', LEAST_BOXES)} <a href="#/review">{t('make.toReview')}</a>
      </p>
    );
  const isEnough = missing.train === 0 && missing.val === 0;
  return (
    <>
      <p>
        {t('make.sum', boxes)} {isEnough && t('make.enough')}
      </p>
      {!isEnough && (
        <ul className={styles.missing} data-testid="missing">
          {missing.train > 0 && <li>{t('make.missingTrain', { count: missing.train })}</li>}
          {missing.val > 0 && <li>{t('make.missingVal', { count: missing.val })}</li>}
        </ul>
      )}
      {isEnough && boxes.gold === 0 && <p className={styles.caution}>{t('make.noGold')}</p>}
    </>
  );
}
