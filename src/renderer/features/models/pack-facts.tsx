import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSummary } from '../../../shared/contract/models.ts';
import { isClassId, labelOf } from '../../../shared/domain/anatomy/classes.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './models.module.css';

/** Size, licence, and what a model of its kind takes and gives. */
export function PackFacts({ pack }: { readonly pack: PackSummary }) {
  const { t } = useTranslation('models');
  const language = useLanguage();
  const { licence, ability, provenance } = pack;
  return (
    <dl className={styles.facts}>
      <Fact name={t('fact.size')}>
        {t('fact.sizeText', {
          size: formatBytes(pack.bytes, language),
          files: t('files', { count: pack.files }),
        })}
      </Fact>
      <Fact name={t('fact.licence')}>{licence.id}</Fact>
      <Fact name={t('fact.source')}>{provenance.source}</Fact>
      <Ability ability={ability} />
    </dl>
  );
}

function Ability({ ability }: Pick<PackSummary, 'ability'>) {
  const { t } = useTranslation('models');
  const language = useLanguage();
  switch (ability.kind) {
    case 'segmentation':
      return (
        <>
          <Fact name={t('fact.input')}>
            {t('segmentation', {
              modality: ability.modality,
              networks: t('networks', { count: ability.networks }),
              spacing: ability.spacingMm.map((mm) => mm.toLocaleString(language)).join(' x '),
            })}
          </Fact>
          <Fact name={t('fact.classes')}>
            <details>
              <summary>{t('classes', { count: ability.classIds.length })}</summary>
              {ability.classIds
                .filter(isClassId)
                .map((id) => labelOf(id, language))
                .join(', ')}
            </details>
          </Fact>
        </>
      );
    case 'radgrounder':
      return (
        <>
          <Fact name={t('fact.input')}>{t('image', { size: ability.imageSize })}</Fact>
          <Fact name={t('fact.languages')}>
            {ability.languages.map((one) => t(`language.${one}`)).join(', ')}
          </Fact>
          <Fact name={t('fact.tasks')}>{ability.tasks.map((one) => t(`task.${one}`)).join(', ')}</Fact>
          <Fact name={t('fact.dtypes')}>{ability.dtypes.join(', ')}</Fact>
        </>
      );
    case 'vision-encoder':
      return (
        <>
          <Fact name={t('fact.input')}>{t('image', { size: ability.imageSize })}</Fact>
          <Fact name={t('fact.width')}>{t('features', ability)}</Fact>
        </>
      );
    case 'text-embedding':
      return (
        <>
          <Fact name={t('fact.input')}>{t('texts', ability)}</Fact>
          <Fact name={t('fact.languages')}>
            {ability.languages.map((one) => t(`language.${one}`)).join(', ')}
          </Fact>
          <Fact name={t('fact.width')}>{t('vector', ability)}</Fact>
          <Fact name={t('fact.dtypes')}>{ability.precision}</Fact>
          <Fact name={t('fact.selfTest')}>
            {t('selfTest', { tolerance: ability.tolerance.toLocaleString(language, PRECISE) })}
          </Fact>
        </>
      );
  }
}

const PRECISE = { maximumSignificantDigits: 2 } as const;

/** For whoever has to answer where a model comes from. */
export function PackProvenance({ pack }: { readonly pack: PackSummary }) {
  const { t } = useTranslation('models');
  const { id, provenance, licence } = pack;
  const libraries = Object.entries(provenance.libraries).map(([name, version]) => `${name} ${version}`);
  return (
    <details className={styles.details}>
      <summary>{t('details')}</summary>
      <dl className={styles.facts}>
        <Fact name={t('fact.hash')}>
          <code>{id}</code>
        </Fact>
        {provenance.sourceSha256 !== null && (
          <Fact name={t('fact.checkpoint')}>
            <code>{provenance.sourceSha256}</code>
          </Fact>
        )}
        <Fact name={t('fact.tool')}>{[provenance.tool, ...libraries].join(', ')}</Fact>
        {/* An address to read, not to follow: this program opens none. */}
        {licence.url !== undefined && <Fact name={t('fact.licence')}>{licence.url}</Fact>}
      </dl>
    </details>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
