import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import { repeatCommands, repeatFacts } from '../../../shared/contract/repeat-comparison.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { fetchBytes } from '../../rpc/session.ts';
import styles from './evaluation.module.css';

/** What was compared, to the last seed, and the comparison as a file. */
export function Repeat({ comparison }: { readonly comparison: ComparisonReport }) {
  const { t, i18n } = useTranslation('evaluation');
  const [state, setState] = useState<'idle' | 'saving' | 'failed'>('idle');
  const { first, second } = comparison;
  const { protocol, seed, resamples, unit } = first.settings;
  const language = i18n.language === 'de' ? 'de' : 'en';
  const rows: (readonly [string, string])[] = [
    ...repeatFacts(comparison).map(
      ({ key, side, value }) => [`${t(`repeat.${key}`)}${side === null ? '' : ` ${side}`}`, value] as const,
    ),
    [t('repeat.settings'), [t(`protocol.${protocol}`), seed, resamples, t(`unit.${unit}`)].join(', ')],
  ];
  const save = async (): Promise<void> => {
    setState('saving');
    const response = await fetchBytes(`/thumbs/comparison/${first.id}/${second.id}/${language}`);
    if (!response.ok) throw new Error(String(response.status));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([await response.text()], { type: 'text/html' }));
    link.download = `${first.pack.name}-${second.pack.name}.html`.replaceAll(/[^\w.-]+/g, '-');
    link.click();
    URL.revokeObjectURL(link.href);
    setState('idle');
  };
  return (
    <Section title={t('compare.repeat')}>
      <table className={styles.facts}>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('repeat.command')}</th>
            <td>
              {repeatCommands(comparison).map((command, at) => (
                <div key={at === 0 ? 'A' : at === 1 ? 'B' : 'compare'}>{command}</div>
              ))}
            </td>
          </tr>
        </tbody>
      </table>
      <p>
        <Button
          look="primary"
          data-testid="save-comparison"
          disabled={state === 'saving'}
          onClick={() => void save().catch(() => setState('failed'))}
        >
          {t('page.save')}
        </Button>
      </p>
      {state === 'failed' && <p role="alert">{t('page.notSaved')}</p>}
    </Section>
  );
}
