import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { anyPrefilter, detect, prefilters } from '#api/kernel/personal-detect.ts';

const cells = [
  ...[
    '13812345678',
    '１３８　１２３４　５６７８',
    '138－1234－5678',
    '110105 19491231 002X',
    '6222 0212 3456 7890 128',
  ],
  ...['a@b.cn', 'a＠b.cn', '晋A·12345', '晋ａ12345', '91350100M000100Y43', '914403001922038216'],
  ...['太原市小店区', '2024-01-01', '112.5512', '', '晋城市', '1234567890', '12345 67890'],
];

it('the prefilters run in the RE2 of DuckDB and mean the same there', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    for (const pattern of [...Object.values(prefilters), anyPrefilter]) {
      const here = new RegExp(pattern);
      for (const cell of cells) {
        const reader = await connection.runAndReadAll('SELECT regexp_matches($1::VARCHAR, $2::VARCHAR)', [
          cell,
          pattern,
        ]);
        expect([cell, reader.getRows()[0]?.[0]]).toEqual([cell, here.test(cell)]);
      }
    }
    const personal = cells.filter((cell) => detect(cell, '2026-03-05').some((hit) => hit.kind !== 'uscc'));
    expect(personal).toHaveLength(9);
    for (const cell of personal) expect(new RegExp(anyPrefilter).test(cell)).toBe(true);
  } finally {
    connection.closeSync();
  }
});
