import { type ClassId, labelOf } from '../../../../shared/domain/anatomy/classes.ts';
import type { ComparisonReport } from '../../../../shared/contract/evaluation.ts';
import {
  type RepeatFact,
  repeatCommands,
  repeatFacts,
} from '../../../../shared/contract/repeat-comparison.ts';
import { answerWords } from '../../../../shared/domain/evaluation/answer-words.ts';
import { frequentClasses } from '../../../../shared/domain/evaluation/confusion.ts';
import type { Language } from '../../../../shared/domain/mention/mention.ts';
import { formatMoment } from '../../../../shared/i18n/format.ts';
import { terminalTexts } from '../../../ports/terminal.ts';
import { type WhiskerRow, calibrationCurve, casePicture, confusionMap, whiskers } from './charts.ts';
import { Markup, html } from './markup.ts';
import { STYLE } from './style.ts';

/** A picture by the SHA-256 that a case names; undefined where it is gone. */
export type PictureOf = (sha256: string) => { png: Buffer; width: number; height: number } | undefined;

/** A comparison as one page that needs nothing else: pictures and drawings are in it, scripts are not. */
export class ComparisonPage {
  private readonly report: ComparisonReport;
  private readonly language: Language;
  private readonly pictureOf: PictureOf;
  private readonly say: ReturnType<typeof terminalTexts>;
  private readonly format: Intl.NumberFormat;

  constructor(report: ComparisonReport, language: Language, pictureOf: PictureOf) {
    this.report = report;
    this.language = language;
    this.pictureOf = pictureOf;
    this.say = terminalTexts(language);
    this.format = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  }

  render(): string {
    const { say, report, language } = this;
    const title = say('evaluation:compare.title');
    const names = { first: report.first.pack.name, second: report.second.pack.name };
    const body = html`<h1>${title}</h1>
      <p>
        ${say('evaluation:compare.lead', { ...names, count: report.cases })}
        ${report.leftOut > 0 ? say('evaluation:compare.leftOut', { count: report.leftOut }) : ''}
      </p>
      <p class="note">${say('evaluation:compare.direction')}</p>
      ${this.figures()} ${this.strata()} ${this.regressions()} ${this.confusion()} ${this.calibration()}
      ${this.repeat()}`;
    // Nothing of the page may reach out, whatever its texts hold.
    const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
    return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>
<body><main>${body.text}</main></body></html>
`;
  }

  private figures(): Markup {
    const { say, report } = this;
    const name = (one: ComparisonReport['figures'][number]): string => say(`evaluation:metric.${one.metric}`);
    const shown = report.figures.filter(({ first, second }) => first || second);
    const title = say('evaluation:compare.figures');
    return html`<h2>${title}</h2>
      ${whiskers(
        shown.map((one) => this.row(name(one), one.difference, report.cases)),
        title,
      )}
      <table>
        <thead>
          <tr>
            <th>${say('evaluation:compare.figure')}</th>
            <th>${say('evaluation:compare.a')}</th>
            <th>${say('evaluation:compare.b')}</th>
            <th>${say('evaluation:compare.difference')}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (one) =>
              html`<tr>
                <th>${name(one)}</th>
                <td>${this.interval(one.first)}</td>
                <td>${this.interval(one.second)}</td>
                <td>${this.interval(one.difference)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }

  private strata(): Markup {
    const { say, report } = this;
    const metric = say(`evaluation:metric.${report.leading}`);
    const title = say('evaluation:compare.strata', { metric });
    const kinds = [...Map.groupBy(report.strata, ({ kind }) => kind)];
    return html`<h2>${title}</h2>
      <p>
        ${say('evaluation:compare.counts', {
          metric,
          better: report.better,
          worse: report.worse,
          same: report.same,
        })}
      </p>
      <p class="note">${say('evaluation:compare.caution')} ${say('evaluation:compare.partText')}</p>
      ${kinds.map(([kind, parts]) => {
        const heading = say(`evaluation:kind.${kind}`);
        const rows = parts.map((part) => {
          const label = `${this.partName(part)} (${part.cases})`;
          const [a, b] = [part.first, part.second].map((one) => this.number(one?.value ?? null));
          const row = this.row(label, part.difference, part.cases);
          return { ...row, text: `${row.text}   ${a} → ${b}` };
        });
        return html`<h3>${heading}</h3>
          ${whiskers(rows, heading)}`;
      })}`;
  }

  private partName({ kind, value }: ComparisonReport['strata'][number]): string {
    if (kind === 'class') return this.className(Number(value));
    if (value === '') return this.say('evaluation:value.none');
    return value === 'de' || value === 'en' || value === 'open' || value === 'closed'
      ? this.say(`evaluation:value.${value}`)
      : value;
  }

  private className(id: number | null): string {
    return id === null ? this.say('evaluation:compare.none') : labelOf(id as ClassId, this.language);
  }

  private row(label: string, difference: WhiskerRow['interval'], cases: number): WhiskerRow {
    return { label, interval: difference, text: this.interval(difference), cases };
  }

  private number(value: number | null): string {
    return value === null ? this.say('evaluation:compare.noFigure') : this.format.format(value);
  }

  private interval(interval: { value: number; low: number; high: number } | null): string {
    if (!interval) return this.say('evaluation:compare.noFigure');
    const [value, low, high] = [interval.value, interval.low, interval.high].map((one) =>
      this.format.format(one),
    ) as [string, string, string];
    return this.say('evaluation:compare.value', { value, low, high });
  }

  private regressions(): Markup {
    const { say, report } = this;
    const { regressions } = report;
    return html`<h2>${say('evaluation:compare.regressions')}</h2>
      <p>
        ${
          regressions.length === 0
            ? say('evaluation:compare.noRegressions')
            : say('evaluation:compare.worst', { count: regressions.length })
        }
      </p>
      <p class="legend">
        <span class="truth">${say('evaluation:compare.legend.truth')}</span>
        <span class="first">${say('evaluation:compare.legend.first')}</span>
        <span class="second">${say('evaluation:compare.legend.second')}</span>
      </p>
      <div class="cases">${regressions.map((one) => this.regression(one))}</div>`;
  }

  private regression(one: ComparisonReport['regressions'][number]): Markup {
    const { say, report, format, language } = this;
    const { before, after, first, second } = one;
    const picture = before.picture === null ? undefined : this.pictureOf(before.picture);
    const said = ({ predicted, failure }: typeof before): string =>
      predicted
        ? answerWords(predicted, language) || say('evaluation:compare.noBox')
        : say('evaluation:compare.silent', { code: failure ?? '?' });
    const change = {
      metric: say(`evaluation:metric.${report.leading}`),
      first: format.format(first),
      second: format.format(second),
    };
    return html`<article>
      <h3>${before.caseId}</h3>
      ${picture ? casePicture(one, picture) : null}
      <p>${say('evaluation:compare.change', change)}</p>
      ${before.question === '' ? null : html`<p class="question">${before.question}</p>`}
      <dl>
        <dt class="truth">${say('evaluation:compare.legend.truth')}</dt>
        <dd>${before.truth.text}</dd>
        <dt class="first">${say('evaluation:compare.legend.first')}</dt>
        <dd>${said(before)}</dd>
        <dt class="second">${say('evaluation:compare.legend.second')}</dt>
        <dd>${said(after)}</dd>
      </dl>
    </article>`;
  }

  private confusion(): Markup | null {
    const { say, report } = this;
    const { first, second } = report.confusion;
    if (first.length === 0 && second.length === 0) return null;
    const ids = frequentClasses(first, second);
    const label = (id: number | null): string => this.className(id);
    const map = (confused: typeof first, side: string): Markup =>
      html`<figure>
        <figcaption>${side}</figcaption>
        ${confusionMap(confused, { title: side, label, ids })}
      </figure>`;
    return html`<h2>${say('evaluation:compare.confusion')}</h2>
      <p class="note">${say('evaluation:compare.confusionText')}</p>
      <div class="two">
        ${map(first, say('evaluation:compare.a'))}${map(second, say('evaluation:compare.b'))}
      </div>`;
  }

  private calibration(): Markup | null {
    const { say, report } = this;
    const { first, second } = report.calibration;
    if (first.error === null && second.error === null) return null;
    const title = say('evaluation:compare.calibration');
    const words = {
      title,
      x: say('evaluation:compare.axis.confidence'),
      y: say('evaluation:compare.axis.right'),
    };
    return html`<div class="whole">
      <h2>${title}</h2>
      <p>
        ${say('evaluation:compare.ece', { first: this.number(first.error), second: this.number(second.error) })}
      </p>
      <p class="legend">
        <span class="first">${say('evaluation:compare.legend.first')} ●</span>
        <span class="second">${say('evaluation:compare.legend.second')} ○</span>
      </p>
      ${calibrationCurve(report.calibration, words)}
    </div>`;
  }

  private repeat(): Markup {
    const { say, report, language } = this;
    const { settings } = report.first;
    const { protocol, seed, resamples, unit } = settings;
    const asked = [say(`evaluation:protocol.${protocol}`), seed, resamples, say(`evaluation:unit.${unit}`)];
    const label = ({ key, side }: RepeatFact): string =>
      `${say(`evaluation:repeat.${key}`)}${side === null ? '' : ` ${side}`}`;
    const evaluated = ([report.first, report.second] as const)
      .map(({ createdAt }, at) => `${at === 0 ? 'A' : 'B'}: ${formatMoment(createdAt, language)}`)
      .join('; ');
    const rows: (readonly [string, string])[] = [
      ...repeatFacts(report).map((fact) => [label(fact), fact.value] as const),
      [say('evaluation:repeat.settings'), asked.join(', ')],
      [say('evaluation:repeat.time'), evaluated],
      ...repeatCommands(report).map((command) => [say('evaluation:repeat.command'), command] as const),
    ];
    return html`<h2>${say('evaluation:compare.repeat')}</h2>
      <table class="facts">
        <tbody>
          ${rows.map(
            ([name, value]) =>
              html`<tr>
                <th>${name}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }
}
