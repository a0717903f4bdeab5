import { NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  RECIPE_DEFAULTS,
  type Recipe,
  type TrainerSettings,
} from '../../../../shared/contract/full-training.ts';
import type { SnapshotSummary } from '../../../../shared/contract/snapshots.ts';
import { Button } from '../../../components/button.tsx';
import { FailureNote } from '../../../components/message.tsx';
import { useApi } from '../../../rpc/api.ts';
import { shortId } from '../ids.ts';
import styles from '../training.module.css';
import { EnvironmentList } from './environment-list.tsx';
import { FullPlaces } from './full-places.tsx';

interface FullStartProps {
  readonly snapshot: SnapshotSummary | undefined;
  readonly isBusy: boolean;
}

/** Where the trainer is, what this machine lacks for it, and the button. */
export function FullStart({ snapshot, isBusy }: FullStartProps) {
  const { query } = useApi();
  const settings = useQuery(query.fullTraining.settings.queryOptions({ input: {} }));
  if (settings.error) return <FailureNote error={settings.error} />;
  return settings.data ? <Form known={settings.data} snapshot={snapshot} isBusy={isBusy} /> : null;
}

/** What the memory of a card hangs on, and how long it takes, with the least of each. */
const COUNTS = [
  ['steps', 0],
  ['batchSize', 1],
  ['accumulation', 1],
] as const;

interface FormProps extends FullStartProps {
  readonly known: TrainerSettings;
}

function Form({ known, snapshot, isBusy }: FormProps) {
  const { t } = useTranslation('full');
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const [settings, setSettings] = useState(known);
  const [recipe, setRecipe] = useState(RECIPE_DEFAULTS);
  // Kept first: the check is about what is kept.
  const keep = async (): Promise<void> => {
    await client.fullTraining.setSettings(settings);
    await queryClient.invalidateQueries({ queryKey: query.fullTraining.settings.key() });
  };
  const check = useMutation({
    mutationFn: async () => {
      await keep();
      return client.fullTraining.check({ recipe });
    },
  });
  const start = useMutation({
    mutationFn: async (id: string) => {
      await keep();
      return client.fullTraining.start({ snapshot: id, base: settings.base, recipe });
    },
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: query.jobs.key() }),
        queryClient.invalidateQueries({ queryKey: query.fullTraining.key() }),
      ]),
  });
  // What was found holds for the places and the numbers that it was asked for.
  const choose = (chosen: Partial<Pick<Recipe, 'steps' | 'batchSize' | 'accumulation'>>): void => {
    setRecipe({ ...recipe, ...chosen });
    check.reset();
  };
  const change = (changed: TrainerSettings): void => {
    setSettings(changed);
    check.reset();
  };
  return (
    <div className={styles.setUp}>
      <FullPlaces settings={settings} onChange={change}>
        {COUNTS.map(([name, least]) => (
          <NumberInput
            key={name}
            label={t(name)}
            description={t(`${name}Text`)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={least}
            max={10_000_000}
            allowDecimal={false}
            value={recipe[name]}
            onChange={(value) => choose({ [name]: Math.max(least, Math.trunc(Number(value))) })}
          />
        ))}
      </FullPlaces>
      <div className={styles.actions}>
        <Button data-testid="full-check" disabled={check.isPending} onClick={() => check.mutate()}>
          {t(check.isPending ? 'checking' : 'check')}
        </Button>
        <Button
          look="primary"
          data-testid="full-start"
          disabled={!snapshot || settings.base === '' || isBusy || start.isPending}
          onClick={() => snapshot && start.mutate(snapshot.id)}
        >
          {snapshot ? t('start', { id: shortId(snapshot.id) }) : t('startNone')}
        </Button>
        {settings.base === '' && <span className={styles.muted}>{t('noBase')}</span>}
      </div>
      {check.data && <EnvironmentList environment={check.data} />}
      {(check.error ?? start.error) !== null && <FailureNote error={check.error ?? start.error} />}
    </div>
  );
}
