import { useTranslation } from 'react-i18next';
import type { CheckItem, Environment } from '../../../../shared/contract/full-training.ts';
import tables from '../../../components/data-table.module.css';
import styles from '../training.module.css';

/** What the trainer found on this machine and what it misses, what is needed first. */
export function EnvironmentList({
  environment: { items, canStart, command },
}: {
  readonly environment: Environment;
}) {
  const { t } = useTranslation('full');
  const rank = ({ ok, needed }: CheckItem): number => (ok ? 2 : needed ? 0 : 1);
  return (
    <div className={styles.setUp} data-testid="full-environment" data-can-start={canStart}>
      <p className={canStart ? undefined : styles.missing}>{t(canStart ? 'canStart' : 'cannotStart')}</p>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col">{t('item.state')}</th>
            <th scope="col">{t('item.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {items
            .toSorted((a, b) => rank(a) - rank(b))
            .map((item) => (
              <Item key={item.name} item={item} />
            ))}
        </tbody>
      </table>
      {command.length > 0 && (
        <p>
          {t('command')} <code className={styles.command}>{command.map(quoted).join(' ')}</code>
        </p>
      )}
    </div>
  );
}

function Item({ item: { name, ok, needed, detail, memory } }: { readonly item: CheckItem }) {
  const { t, i18n } = useTranslation('full');
  const state = ok ? 'there' : needed ? 'missing' : memory ? 'tight' : 'advised';
  return (
    <tr data-item={name} data-state={state}>
      <th scope="row">{i18n.exists(`full:item.${name}`) ? t(`item.${name}` as 'item.base') : name}</th>
      <td data-state={state}>
        {ok ? '✓' : needed ? '✕' : '○'} {t(`state.${state}`)}
      </td>
      <td className={tables.wrapping}>
        {memory
          ? `${t(`memory.${memory.advice}`, memory)} ${t('memory.source')}`
          : detail
            ? detail.replace(SAID_BY_SYSTEM, (code) => t(`detail.${code as 'ENOENT'}`))
            : t('item.notSet')}
      </td>
    </tr>
  );
}

/** Of Node and of ourselves, at the end of a detail. */
const SAID_BY_SYSTEM = /\b(ENOENT|EACCES|timeout)$/;

const quoted = (word: string): string => (/[\s"']/.test(word) ? JSON.stringify(word) : word);
