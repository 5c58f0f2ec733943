/** What Article 11 adds to the scene: a dictionary half confirmed, rules of which one is broken, and a version with other columns. */
import { saveDictionary, showDictionary } from '#api/quality/dictionary.ts';
import { upload } from '#test/support/catalog.ts';
import type { Market } from '#test/support/market.ts';

/** @returns addresses by name. `open` is a published dataset of the transport department with two versions. */
export async function qualitySide(
  m: Market,
  open: { readonly id: string; readonly code: string },
): Promise<Record<string, string>> {
  const { t } = m;
  const { revision } = await showDictionary(m.agency, open.id);
  await saveDictionary(m.agency, open.id, {
    revision,
    columns: [
      {
        table: 'data',
        column: '车道数',
        label: '车道数量',
        label_en: 'Lanes',
        unit: '条',
        rules: [
          { rule: 'not_null', blocking: true },
          { rule: 'range', min: 1, max: 10, blocking: false },
        ],
        confirm: true,
      },
      {
        table: 'data',
        column: '站名',
        codes: [
          { code: '太原北', zh: '太原北收费站', en: 'Taiyuan North' },
          { code: '忻州', zh: '忻州收费站', en: 'Xinzhou' },
        ],
        rules: [{ rule: 'unique', with: [], blocking: false }],
        confirm: true,
      },
    ],
    tables: [{ name: 'data', rules: [{ rule: 'row_count', least: 50, most: null, blocking: false }] }],
  });
  await t.drain();
  const changed = await upload(
    m.agency,
    open.id,
    '站名,车道,开通日期,所在市\n太原北,14,2003-10-01,太原\n忻州,8,2005-06-01,忻州\n',
    '三.csv',
  );
  await t.drain();
  const entry = `/w/entries/${open.id}`;
  return {
    dictionary: `${entry}/dictionary`,
    dictionary_rules: `${entry}/dictionary?column=${encodeURIComponent('车道数')}&suggested=1`,
    quality_report: `${entry}/quality`,
    quality_public: `/datasets/${open.code}/versions/2/quality`,
    drift: `${entry}/data?version=${changed.id}`,
  };
}
