import { CLASS_COUNT, classIdByName, classId, classNameOf } from '../../anatomy/classes.ts';
import { pythonLength } from './python-text.ts';

/** A keyword of a caption with the class it grounds, as the published index holds it. */
export type ReferenceKeyword = readonly [keyword: string, className: string, classId: number];

/** Keywords per caption: `{caption: {keyword: category}}`, in the order of the file. */
export type KeywordTable = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What the pipeline calls every label outside the schema, 0 included. */
const BACKGROUND = 'background';

/**
 * The keywords of a caption that the published pipeline keeps: the category is on the slice, and the keyword stands in the
 * caption character for character. Shortest first (code points, ties in the order of the table); dropped only when a keyword
 * kept before contains it, so "liver" and "liver segment IV" both stay.
 *
 * @param labels Label values of the slice, whole numbers, background included.
 */
export function matchingKeywords(
  caption: string | null,
  table: KeywordTable,
  labels: ReadonlySet<number>,
): ReferenceKeyword[] {
  const keywords = caption === null ? undefined : table.get(caption);
  if (caption === null || !keywords) return [];
  const names = new Set([...labels].map(nameOfLabel));
  const kept: ReferenceKeyword[] = [];
  const inCaption = [...keywords]
    .filter(([keyword, category]) => names.has(category) && caption.includes(keyword))
    .toSorted(([a], [b]) => pythonLength(a) - pythonLength(b));
  for (const [keyword, category] of inCaption) {
    if (kept.some(([other]) => other.includes(keyword))) continue;
    kept.push([keyword, category, classIdByName(category) ?? -1]);
  }
  return kept;
}

function nameOfLabel(label: number): string {
  return label >= 1 && label <= CLASS_COUNT ? classNameOf(classId(label)) : BACKGROUND;
}
