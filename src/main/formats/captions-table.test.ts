import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCaptions } from './captions-table.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'captions-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const HEADER =
  'image_id,study,series,slice,caption_de,caption_en,clinical_information,question,modality,body_part';

async function read(content: string | Buffer) {
  const file = join(dir, 'captions');
  await writeFile(file, content);
  return readCaptions(file);
}

/** Quotes a field as RFC 4180 has it. */
const field = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('a captions table', () => {
  it('may lack either language, in CSV and in JSONL, and not both', async () => {
    const csv = `${HEADER}\na,s,r,1,Leber.,,,,CT,\nb,s,r,2,,Liver.,,,CT,\nc,s,r,3,,,,,CT,\n`;
    const jsonl = [
      { image_id: 'a', study: 's', series: 'r', slice: 1, caption_de: 'Leber.' },
      { image_id: 'b', study: 's', series: 'r', slice: '2', caption_en: 'Liver.', caption_de: null },
      { image_id: 'c', study: 's', series: 'r', slice: 3 },
    ];
    for (const content of [csv, jsonl.map((row) => JSON.stringify(row)).join('\n')]) {
      const { rows, problems } = await read(content);
      expect(
        rows.map(({ imageId, slice, captionDe, captionEn }) => [imageId, slice, captionDe, captionEn]),
      ).toEqual([
        ['a', 1, 'Leber.', null],
        ['b', 2, null, 'Liver.'],
      ]);
      expect(problems).toHaveLength(1);
    }
  });

  it('keeps every character of a caption, whatever is quoted, and composes it', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .map((one) => one.replaceAll('\0', ''))
      .filter((one) => one.trim() !== '' && one.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (captions) => {
        const lines = captions.map((one, i) => `${i},s,r,${i},${field(one)},,,,,`);
        const { rows } = await read(`${HEADER}\r\n${lines.join('\r\n')}`);
        expect(rows.map(({ captionDe }) => captionDe)).toEqual(
          captions.map((one) => one.normalize('NFC').trim()),
        );
      }),
    );
  });

  it('may be separated by semicolons or tabs and begin with a byte order mark', async () => {
    for (const mark of [';', '\t']) {
      const { rows } = await read(
        `\uFEFF${HEADER.replaceAll(',', mark)}\na${mark.repeat(4)}Größe, 3 cm${mark.repeat(5)}\n`,
      );
      expect(rows).toEqual([
        expect.objectContaining({ imageId: 'a', captionDe: 'Größe, 3 cm', slice: null }),
      ]);
    }
  });

  it('names the line of what it cannot use and reads the rest', async () => {
    const { rows, problems } = await read(
      `${HEADER}\na,s,r,-1,Leber.,,,,CT,\nb,s,r,1,"two\nlines",,,,CT,\nc,s,r,1,x\nd,s,r,1,Milz.,,,,PET,\ne,s,r,1,Milz.,,,,mr,\n`,
    );
    expect(rows.map(({ imageId, modality }) => [imageId, modality])).toEqual([
      ['b', 'CT'],
      ['e', 'MR'],
    ]);
    expect(problems.map(({ params }) => [params['line'], params['detail']])).toEqual([
      [2, 'slice'],
      [5, '5 ≠ 10'],
      [6, 'modality'],
    ]);
  });

  it('that is not UTF-8 is refused rather than read without its umlauts', async () => {
    const latin1 = Buffer.from(`${HEADER}\na,s,r,1,Größe,,,,CT,\n`, 'latin1');
    await expect(read(latin1)).rejects.toMatchObject({ code: 'formats.not-utf8' });
    await expect(read(Buffer.from(`\uFEFF${HEADER}\n`, 'utf16le'))).rejects.toMatchObject({
      code: 'formats.not-utf8',
    });
  });

  it('without its first column says which is missing', async () => {
    await expect(read('study,caption_de\ns,Leber.\n')).rejects.toMatchObject({
      code: 'formats.missing-column',
      params: { column: 'image_id' },
    });
  });
});
