import { useTranslation } from 'react-i18next';
import type { Version } from '../../../shared/contract/registry.ts';
import { Section } from '../../components/page.tsx';
import { type LineagePlan, lineagePlan } from './lineage-plan.ts';
import styles from './registry.module.css';
import { useModelNames } from './use-model-names.ts';
import { shortId } from './words.ts';

const COLUMN_PX = 116;
const LANE_PX = 62;
const PAD_PX = 14;
const NODE = { width: 96, height: 40 } as const;
/** So many of the newest are drawn; the table has them all. */
const MOST_DRAWN = 40;
/** What scrolls has to be reachable by keyboard. */
const REACHABLE = 0;
const SIGNS = { champion: '★', former: '☆', challenger: '○' } as const;

interface LineageProps {
  readonly versions: readonly Version[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

const xOf = (column: number): number => PAD_PX + column * COLUMN_PX;
const yOf = (lane: number): number => PAD_PX + lane * LANE_PX;

/** Who was started from whom, and what each learned from; time goes to the right. */
export function Lineage({ versions, selected, onSelect }: LineageProps) {
  const { t } = useTranslation('registry');
  const plan = lineagePlan(versions.slice(0, MOST_DRAWN));
  const columns = Math.max(plan.models.length, ...plan.snapshots.map(({ column }) => column + 1));
  const size = {
    width: xOf(columns - 1) + NODE.width + PAD_PX,
    height: yOf(plan.lanes) + NODE.height + PAD_PX,
  };
  return (
    <Section title={t('lineage.title')}>
      <p className={styles.muted}>{t('lineage.text')}</p>
      <div className={styles.graphScroll} role="region" aria-label={t('lineage.title')} tabIndex={REACHABLE}>
        <div className={styles.graph} style={size} data-testid="lineage">
          <Edges plan={plan} size={size} />
          <ol className={styles.nodes}>
            {plan.models.map(({ version, column, lane }) => (
              <li key={version.id} style={{ left: xOf(column), top: yOf(lane) }}>
                <Node version={version} isSelected={version.id === selected} onSelect={onSelect} />
              </li>
            ))}
          </ol>
          <ul className={styles.nodes} aria-label={t('lineage.snapshots')}>
            {plan.snapshots.map(({ id, column }) => (
              <li key={id} style={{ left: xOf(column), top: yOf(plan.lanes) }}>
                <span className={styles.snapshot} title={id}>
                  ▤ {shortId(id)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <p className={styles.legend}>
        {(['champion', 'former', 'challenger'] as const).map((standing) => (
          <span key={standing}>
            <span aria-hidden>{SIGNS[standing]}</span> {t(`standing.${standing}`)}
          </span>
        ))}
        <span>
          <span aria-hidden>▤</span> {t('lineage.snapshot')}
        </span>
      </p>
    </Section>
  );
}

interface NodeProps {
  readonly version: Version;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
}

function Node({ version: { id, standing, judged, lineage }, isSelected, onSelect }: NodeProps) {
  const { t } = useTranslation('registry');
  const nameOf = useModelNames();
  const words = [
    t(`standing.${standing}`),
    lineage.parent && t('lineage.startedFrom', { id: nameOf(lineage.parent) }),
    judged && t(judged.isPromotable ? 'verdict.passed' : 'verdict.refused'),
  ];
  return (
    <button
      type="button"
      className={styles.node}
      data-standing={standing}
      data-refused={judged?.isPromotable === false || undefined}
      aria-pressed={isSelected}
      aria-label={[nameOf(id), ...words.filter(Boolean)].join(', ')}
      title={[nameOf(id), ...words.filter(Boolean)].join(', ')}
      onClick={() => onSelect(id)}
    >
      <span aria-hidden>{SIGNS[standing]}</span> {nameOf(id)}
    </button>
  );
}

interface EdgesProps {
  readonly plan: LineagePlan;
  readonly size: { readonly width: number; readonly height: number };
}

function Edges({ plan: { models, edges, snapshots, lanes }, size: { width, height } }: EdgesProps) {
  const placed = new Map(models.map((one) => [one.version.id, one]));
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
      {snapshots.flatMap(({ id, column, models: taught }) =>
        taught.map((model) => {
          const { column: to, lane } = placed.get(model)!;
          return (
            <path
              key={`${id} ${model}`}
              data-kind="snapshot"
              d={curve(
                [xOf(column) + 20, yOf(lanes)],
                [xOf(to) + NODE.width / 2, yOf(lane) + NODE.height],
                'up',
              )}
            />
          );
        }),
      )}
      {edges.map(({ from, to }) => {
        const [parent, child] = [placed.get(from)!, placed.get(to)!];
        return (
          <path
            key={`${from} ${to}`}
            d={curve(
              [xOf(parent.column) + NODE.width, yOf(parent.lane) + NODE.height / 2],
              [xOf(child.column), yOf(child.lane) + NODE.height / 2],
              'across',
            )}
          />
        );
      })}
    </svg>
  );
}

type Point = readonly [number, number];

function curve([x1, y1]: Point, [x2, y2]: Point, way: 'up' | 'across'): string {
  const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return way === 'across'
    ? `M ${x1} ${y1} C ${middleX} ${y1}, ${middleX} ${y2}, ${x2} ${y2}`
    : `M ${x1} ${y1} C ${x1} ${middleY}, ${x2} ${middleY}, ${x2} ${y2}`;
}
