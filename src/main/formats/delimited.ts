/** A record of a delimited table with the line it begins on (1-based). */
export interface DelimitedRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * RFC 4180 records (quotes, doubled quotes, line breaks inside quotes; LF, CRLF or CR), one at a time. A delimiter may be a
 * comma, a semicolon (what German spreadsheets write) or a tab; the first line decides.
 */
export function* delimitedRecords(text: string): Generator<DelimitedRecord> {
  const delimiter = delimiterOf(text);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const startLine = line;
    const fields: string[] = [];
    let ended = false;
    while (!ended) {
      let field: string;
      if (text[at] === '"') {
        ({ field, at } = quotedField(text, at + 1));
        line += (field.match(/\n/g) ?? []).length;
      } else {
        const start = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
        field = text.slice(start, at);
      }
      fields.push(field);
      if (text[at] === delimiter) at += 1;
      else ended = true;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
    if (fields.length > 1 || fields[0] !== '') yield { line: startLine, fields };
  }
}

/** Reads up to the closing quote; what stands between it and the next delimiter is kept, as spreadsheets do. */
function quotedField(text: string, start: number): { field: string; at: number } {
  let field = '';
  let at = start;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { field: field + text.slice(at), at: text.length };
    field += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { field, at: quote + 1 };
    field += '"';
    at = quote + 2;
  }
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((mark) => [mark, header.split(mark).length] as const);
  return counts.toSorted((a, b) => b[1] - a[1])[0]![0];
}
