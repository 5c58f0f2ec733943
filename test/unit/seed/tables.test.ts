/** The files of the demonstration: rectangular, the same everywhere, and harmless. */
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, it } from 'vitest';
import { dataTypes, themes } from '#api/catalog/rules/codes.ts';
import { submissionFaults } from '#api/catalog/rules/submission.ts';
import type { App } from '#api/context.ts';
import { checkCitizenNumber, isUscc } from '#api/kernel/identifiers.ts';
import { createColumnScanner } from '#api/kernel/personal-information.ts';
import { classification } from '#prisma/seed/classification.ts';
import { contentOf } from '#prisma/seed/demo/catalogue.ts';
import { entries } from '#prisma/seed/demo/entries.ts';
import { gb18030 } from '#prisma/seed/demo/gb18030.ts';
import { picture } from '#prisma/seed/demo/picture.ts';
import { cities, counties } from '#prisma/seed/demo/places.ts';
import { random } from '#prisma/seed/demo/random.ts';
import { type EntrySpec, encodeTable, months, tableOf as versionOf } from '#prisma/seed/demo/table.ts';
import { organizations } from '#prisma/seed/organizations.ts';

/** What is packed here asks nothing of an application. */
const app = null as unknown as App;
const tableOf = (spec: EntrySpec) => [...spec.rows(random(spec.key), spec.upto ?? spec.day)];
const bytesOf = (spec: EntrySpec, upto = spec.upto ?? spec.day) => {
  const { columns, rows } = versionOf(spec, upto);
  return encodeTable(columns, rows, spec.file);
};

describe('the catalogue of the demonstration', () => {
  it('covers every theme, and every agency that compiles', () => {
    expect(new Set(entries.map((one) => one.theme))).toEqual(new Set(themes.codes));
    const compiling = organizations.filter((one) => one.people.some(({ duties }) => duties.includes('steward')));
    expect(new Set(entries.map((one) => one.provider))).toEqual(new Set(compiling.map((one) => one.key)));
  });

  it('has handles, titles and nodes that hold', () => {
    const nodes = new Set(classification.filter((one) => one.depth === 3).map((one) => one.code));
    expect(new Set(entries.map((one) => one.key)).size).toBe(entries.length);
    expect(new Set(entries.map((one) => `${one.provider} ${one.title}`)).size).toBe(entries.length);
    expect(entries.filter((one) => !nodes.has(one.node)).map((one) => one.key)).toEqual([]);
  });

  it('may be submitted, but for the draft', () => {
    const faulty = entries.filter((one) => submissionFaults(contentOf(one, new Map())).length > 0);
    expect(faulty.map((one) => one.key)).toEqual(entries.filter((one) => one.end === 'draft').map((one) => one.key));
  });

  it('knows 117 counties by distinct codes', () => {
    expect(cities).toHaveLength(11);
    expect(new Set(counties.map((one) => one.code)).size).toBe(117);
  });
});

describe('the files of the demonstration', () => {
  it.each(entries.map((spec) => [spec.key, spec] as const))('%s is a table without gaps', (_key, spec) => {
    const rows = tableOf(spec);
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(rows.length).toBeLessThanOrEqual(50_000);
    const width = spec.columns.length;
    expect(rows.find((row) => row.length !== width)).toBeUndefined();
    expect(rows.find((row) => row.some((cell) => cell === undefined || /NaN|undefined/.test(String(cell))))).toBe(
      undefined,
    );
    expect(spec.columns.filter(([, type]) => !dataTypes.is(type))).toEqual([]);
    // A column that is empty throughout would be a slip of the generator.
    expect(spec.columns.filter((_, i) => rows.every((row) => row[i] === null || row[i] === '')).flat()).toEqual([]);
  });

  it('are the same bytes every time', () => {
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    for (const spec of entries.filter((one) => ['coal.prices', 'care.homes', 'bus.stops'].includes(one.key)))
      expect(hash(bytesOf(spec))).toBe(hash(bytesOf(spec)));
    // Known numbers: another engine or another machine must come to these too.
    const r = random('jinshu');
    expect([r.int(1, 1000), r.int(1, 1000), r.int(1, 1000)]).toEqual([961, 553, 681]);
  });

  it('are the same bytes every time, packed as well', { timeout: 60_000 }, async () => {
    for (const spec of entries.filter((one) => ['service.areas', 'yearbook', 'nature.reserves'].includes(one.key))) {
      const upto = spec.upto ?? spec.day;
      const make = async () => Buffer.from((await spec.pack?.(versionOf(spec, upto), { app, upto })) ?? []);
      const [one, other] = [await make(), await make()];
      expect(one.length, spec.key).toBeGreaterThan(1000);
      expect(one.equals(other), spec.key).toBe(true);
    }
  });

  it('differ from edition to edition', { timeout: 60_000 }, () => {
    for (const spec of entries.filter((one) => one.editions !== undefined)) {
      const hashes = [spec.upto ?? spec.day, ...(spec.editions ?? []).map((one) => one.upto)].map((upto) =>
        createHash('sha256').update(bytesOf(spec, upto)).digest('hex'),
      );
      expect(new Set(hashes).size, spec.key).toBe(hashes.length);
    }
  });

  it('hold no person but in the one that is meant to be held', { timeout: 60_000 }, () => {
    const found = entries.filter((spec) => {
      const rows = tableOf(spec).slice(0, 3000);
      return spec.columns.some(([name], i) => {
        const scanner = createColumnScanner(name, '2026-11-20');
        for (const row of rows) scanner.feed(row[i] === null ? null : String(row[i]));
        return scanner.result().findings.length > 0;
      });
    });
    expect(found.map((one) => one.key)).toEqual(['care.subsidy']);
  });

  it('plant citizen numbers whose check digits hold and whose county does not exist', () => {
    const spec = entries.find((one) => one.key === 'care.subsidy');
    const numbers = tableOf(spec as EntrySpec).map((row) => String(row[1]));
    expect(numbers.every((one) => checkCitizenNumber(one, '2026-11-20').ok)).toBe(true);
    expect(numbers.every((one) => !counties.some((county) => one.startsWith(county.code)))).toBe(true);
  });

  it('write social credit codes that hold', () => {
    for (const spec of entries) {
      const at = spec.columns.findIndex(([name]) => name === '统一社会信用代码');
      if (at !== -1) expect(tableOf(spec).every((row) => isUscc(String(row[at])))).toBe(true);
    }
  });
});

describe('the means', () => {
  it('draws a picture that others read', async () => {
    const drawn = picture(40, 30, [255, 255, 255]);
    drawn.rect(0, 0, 20, 30, [181, 50, 42]);
    drawn.line(
      [
        [25, 5],
        [35, 25],
      ],
      4,
      [0, 0, 0],
    );
    const bytes = drawn.png();
    expect(await fileTypeFromBuffer(bytes)).toMatchObject({ mime: 'image/png' });
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([40, 30]);
    const rows = inflateSync(bytes.subarray(41, bytes.length - 16));
    expect(rows).toHaveLength(30 * (40 * 3 + 1));
    expect([...rows.subarray(1, 4)]).toEqual([181, 50, 42]);
    expect([...rows.subarray(39 * 3 + 1, 40 * 3 + 1)]).toEqual([255, 255, 255]);
  });

  it('writes GB18030 that decodes to what was written', () => {
    const text = '太原市,“引号”,Ⅲ类,·,a"b\r\n';
    expect(new TextDecoder('gb18030', { fatal: true }).decode(gb18030(text))).toBe(text);
    expect(() => gb18030('🙂')).toThrow(RangeError);
  });

  it('quotes what has to be quoted and nothing else', () => {
    const columns = [
      ['a', 'C'],
      ['b', 'C'],
    ] as const;
    const bytes = encodeTable(columns, [['x;y', 'say "hi"\nthere']], {
      name: 'a.csv',
      delimiter: ';',
      encoding: 'utf8-bom',
    });
    expect(bytes.toString('utf8')).toBe('\uFEFFa;b\r\n"x;y";"say ""hi""\nthere"\r\n');
  });

  it('walks months over a year’s end', () => {
    expect([...months('2025-11', '2026-02-15')]).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });
});
