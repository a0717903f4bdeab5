import type { ComparisonReport } from '../../../../shared/contract/evaluation.ts';
import { signOf } from '../../../../shared/domain/evaluation/comparison.ts';
import { type Markup, html } from './markup.ts';

const ROW = 24;
const LABELS = 300;
const RAIL = 420;
/** For the words at the right end. */
const WORDS = 370;

export interface WhiskerRow {
  readonly label: string;
  /** Null where it cannot be computed. */
  readonly interval: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Said at the right end. */
  readonly text: string;
  readonly cases: number;
}

/** Differences as dots on their intervals, around a line at no difference. */
export function whiskers(rows: readonly WhiskerRow[], title: string): Markup {
  const ends = rows.flatMap(({ interval }) => (interval ? [interval.low, interval.high] : []));
  const reach = Math.max(0.01, ...ends.map(Math.abs));
  const x = (value: number): number => LABELS + RAIL / 2 + (value / reach) * (RAIL / 2 - 8);
  const height = rows.length * ROW + 8;
  return html`<svg
    viewBox="0 0 ${LABELS + RAIL + WORDS} ${height}"
    role="img"
    aria-label="${title}"
    class="chart"
  >
    <line x1="${x(0)}" x2="${x(0)}" y1="0" y2="${height}" class="zero" />
    ${rows.map(({ label, interval, text, cases }, at) => {
      const y = at * ROW + ROW / 2 + 4;
      return html`<text x="${LABELS - 8}" y="${y + 4}" text-anchor="end">${label}</text>
        <text x="${LABELS + RAIL + 8}" y="${y + 4}">${text}</text>
        ${
          interval &&
          html`<g class="${signOf(interval, cases)}">
            <line x1="${x(interval.low)}" x2="${x(interval.high)}" y1="${y}" y2="${y}" />
            <circle cx="${x(interval.value)}" cy="${y}" r="4.5" />
          </g>`
        }`;
    })}
  </svg>`;
}

const SIDE = 260;
const PAD = 34;

/** Reliability diagram of both models: share that was right over confidence, with Wilson intervals. */
export function calibrationCurve(
  { first, second }: ComparisonReport['calibration'],
  words: { readonly title: string; readonly x: string; readonly y: string },
): Markup {
  const at = (value: number): number => PAD + value * SIDE;
  const up = (value: number): number => PAD / 2 + (1 - value) * SIDE;
  const curve = (one: typeof first, name: string): Markup[] =>
    one.bins.flatMap(({ confidence, right }) =>
      confidence === null || right === null
        ? []
        : [
            html`<g class="${name}">
              <line
                x1="${at(confidence)}"
                x2="${at(confidence)}"
                y1="${up(right.low)}"
                y2="${up(right.high)}"
              />
              <circle cx="${at(confidence)}" cy="${up(right.share)}" r="4" />
            </g>`,
          ],
    );
  return html`<svg
    viewBox="0 0 ${SIDE + 2 * PAD} ${SIDE + 2 * PAD}"
    role="img"
    aria-label="${words.title}"
    class="square"
  >
    <rect x="${PAD}" y="${PAD / 2}" width="${SIDE}" height="${SIDE}" class="frame" />
    <line x1="${at(0)}" y1="${up(0)}" x2="${at(1)}" y2="${up(1)}" class="zero" />
    ${curve(first, 'first')}${curve(second, 'second')}
    <text x="${at(0.5)}" y="${up(0) + 28}" text-anchor="middle">${words.x}</text>
    <text x="${12}" y="${up(0.5)}" text-anchor="middle" transform="rotate(-90 12 ${up(0.5)})">
      ${words.y}
    </text>
    <text x="${at(0)}" y="${up(0) + 14}">0</text>
    <text x="${at(1)}" y="${up(0) + 14}" text-anchor="end">1</text>
  </svg>`;
}

const CELL = 26;
const NAMES = 190;
/** Of the slanted names over the columns, and how far the last of them reaches to the right. */
const SLANTED = 150;
const BESIDE = 80;

/** Which class was taken for which, the most frequent ones; darker is more often. */
export function confusionMap(
  confused: ComparisonReport['confusion']['first'],
  words: {
    readonly title: string;
    readonly label: (id: number | null) => string;
    readonly ids: readonly (number | null)[];
  },
): Markup {
  const { ids } = words;
  const counts = new Map(confused.map(({ truth, predicted, count }) => [`${truth} ${predicted}`, count]));
  const most = Math.max(1, ...confused.map(({ count }) => count));
  const side = ids.length * CELL;
  const box = `0 0 ${NAMES + side + BESIDE} ${SLANTED + side}`;
  return html`<svg viewBox="${box}" role="img" aria-label="${words.title}" class="square">
    ${ids.map((id, at) => {
      const [across, down] = [NAMES, SLANTED].map((start) => start + at * CELL + CELL / 2) as [
        number,
        number,
      ];
      const turn = `rotate(-60 ${across} ${SLANTED - 6})`;
      return html`<text x="${NAMES - 6}" y="${down + 4}" text-anchor="end">${words.label(id)}</text>
        <text x="${across}" y="${SLANTED - 6}" transform="${turn}">${words.label(id)}</text>`;
    })}
    ${ids.flatMap((truth, row) =>
      ids.map((predicted, column) => {
        const count = counts.get(`${truth} ${predicted}`) ?? 0;
        const [x, y] = [NAMES + column * CELL, SLANTED + row * CELL];
        const share = Math.sqrt(count / most);
        return html`<rect
            x="${x}"
            y="${y}"
            width="${CELL - 1}"
            height="${CELL - 1}"
            class="cell"
            fill-opacity="${share.toFixed(3)}"
          />
          ${count > 0 ? html`<text x="${x + CELL / 2}" y="${y + 17}" text-anchor="middle" class="${share > 0.7 ? 'on' : ''}">${count}</text>` : null}`;
      }),
    )}
  </svg>`;
}

/** A slice with what is right and what both models drew; boxes are in the picture's own pixels. */
export function casePicture(
  { before, after }: ComparisonReport['regressions'][number],
  picture: { readonly png: Buffer; readonly width: number; readonly height: number },
): Markup {
  const { png, width, height } = picture;
  const boxes = (mentions: readonly { text: string; box: readonly number[] }[], name: string): Markup[] =>
    mentions.map(({ text, box: [x1, y1, x2, y2] }) => {
      const [w, h] = [Math.max(0, x2! - x1!), Math.max(0, y2! - y1!)];
      return html`<rect x="${x1!}" y="${y1!}" width="${w}" height="${h}" class="${name}">
        <title>${text}</title>
      </rect>`;
    });
  return html`<svg viewBox="0 0 ${width} ${height}" class="picture" role="img" aria-label="${before.caseId}">
    <image href="data:image/png;base64,${png.toString('base64')}" width="${width}" height="${height}" />
    ${boxes(before.truth.mentions, 'truth')}${boxes(before.predicted?.mentions ?? [], 'first')}${boxes(
      after.predicted?.mentions ?? [],
      'second',
    )}
  </svg>`;
}
