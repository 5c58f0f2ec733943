/** APA 7, RIS, CSL-JSON, and a filtered view in every form; the one written form of a question. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apa, bibtex, citationForms, cslJson, gbt7714, ris } from '#api/datasets/rules/citation.ts';
import {
  citedOf,
  normalised,
  queryText,
  readableQuery,
  rowText,
  viewSearch,
} from '#api/datasets/rules/citation-query.ts';

const source = {
  agency: '山西省交通运输厅',
  title: '高速公路收费站基本信息',
  titleEn: 'Motorway toll stations',
  code: '301001/000001',
  version: 3,
  publishedOn: '2026-03-05',
  acquiredOn: '2026-11-22',
  url: 'https://data.example/datasets/301001/000001/versions/3',
};
const whole = citedOf(source);
const view = citedOf(
  { ...source, url: 'https://data.example/cite/cit_06o5ekbm2ot03o00000000000g' },
  { id: 'cit_06o5ekbm2ot03o00000000000g', query: 'filter=车道数:gte:8&sort=-车道数', rows: 2 },
);

describe('a version', () => {
  it('in APA 7: author, year, title with its translation, identifier and version, form, publisher, address', () => {
    expect(apa(whole)).toBe(
      '山西省交通运输厅. (2026). 高速公路收费站基本信息 [Motorway toll stations] (301001/000001; Version 3) [Data set]. 山西省公共数据平台. https://data.example/datasets/301001/000001/versions/3',
    );
    const own = citedOf({ ...source, agency: '山西省公共数据平台', titleEn: '' });
    expect(apa(own)).toBe(
      '山西省公共数据平台. (2026). 高速公路收费站基本信息 (301001/000001; Version 3) [Data set]. https://data.example/datasets/301001/000001/versions/3',
    );
  });

  it('in RIS: one tag a line, type first, end last, CR LF', () => {
    expect(ris(whole).split('\r\n')).toEqual([
      'TY  - DATA',
      'AU  - 山西省交通运输厅',
      'TI  - 高速公路收费站基本信息',
      'TT  - Motorway toll stations',
      'PY  - 2026',
      'DA  - 2026/03/05',
      'PB  - 山西省公共数据平台',
      'ET  - 3',
      'AN  - 301001/000001',
      'UR  - https://data.example/datasets/301001/000001/versions/3',
      'Y2  - 2026/11/22',
      'LA  - zh-CN',
      'N1  - 信息资源代码 301001/000001，第 3 版，获取日期 2026-11-22',
      'ER  - ',
      '',
    ]);
  });

  it('in CSL-JSON 1.0.2', () => {
    expect(JSON.parse(cslJson(whole))).toEqual([
      {
        id: 'jinshu-301001-000001-v3',
        type: 'dataset',
        title: '高速公路收费站基本信息',
        author: [{ literal: '山西省交通运输厅' }],
        publisher: '山西省公共数据平台',
        issued: { 'date-parts': [[2026, 3, 5]] },
        accessed: { 'date-parts': [[2026, 11, 22]] },
        version: '3',
        number: '301001/000001',
        URL: 'https://data.example/datasets/301001/000001/versions/3',
        language: 'zh-CN',
        note: '信息资源代码 301001/000001，第 3 版，获取日期 2026-11-22',
      },
    ]);
  });

  it('lets no title break out of its line or its field', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (title) => {
        const cited = citedOf({ ...source, title: `甲${title}` });
        expect(ris(cited).split('\r\n')).toHaveLength(15);
        expect(ris(cited)).not.toMatch(/[^\r]\n|\r[^\n]/);
        expect(apa(cited)).not.toMatch(/[\r\n\u2028]/);
        expect(() => JSON.parse(cslJson(cited))).not.toThrow();
      }),
    );
  });
});

describe('a filtered view', () => {
  it('carries its question and its own address in every form', () => {
    expect(gbt7714(view)).toBe(
      '山西省交通运输厅. 高速公路收费站基本信息: 301001/000001, 查询 filter=车道数:gte:8&sort=-车道数，共 2 行[DS/OL]. 3版. 山西省公共数据平台, 2026(2026-03-05)[2026-11-22]. https://data.example/cite/cit_06o5ekbm2ot03o00000000000g.',
    );
    expect(apa(view)).toContain('[Data set; filter=车道数:gte:8&sort=-车道数; 2 rows]');
    expect(bibtex(view)).toContain('@dataset{jinshu-301001-000001-v3-0000000g,');
    expect(bibtex(view)).toContain('titleaddon = {{查询 filter=车道数:gte:8\\&sort=-车道数，共 2 行}}');
    for (const { write } of Object.values(citationForms)) {
      expect(write(view)).toContain('https://data.example/cite/cit_06o5ekbm2ot03o00000000000g');
      expect(write(view)).toContain('车道数:gte:8');
    }
  });
});

describe('one question, one form', () => {
  const ask = (over: object) => normalised({ filter: [], sort: [], columns: [], q: '', ...over });
  it('forgets the order of filters and what is said twice, keeps that of columns and sort', () => {
    const one = ask({ filter: ['b:eq:2', 'a:gte:1', 'b:eq:2'], columns: ['x', 'y'] });
    const same = ask({ filter: ['a:gte:1', 'b:eq:2'], columns: ['x', 'y', 'x'] });
    expect(queryText(one)).toBe(queryText(same));
    expect(queryText(ask({ columns: ['y', 'x'] }))).not.toBe(queryText(ask({ columns: ['x', 'y'] })));
    expect(queryText(ask({ sort: ['a', '-b'] }))).not.toBe(queryText(ask({ sort: ['-b', 'a'] })));
    expect(() => ask({ filter: ['nonsense'] })).toThrow(/bad_filter/);
  });
  it('is read by people and leads back to the view', () => {
    const query = ask({ filter: ['县区:eq:太原 & 忻州'], sort: ['-n'], columns: ['a=b'], q: '路' });
    expect(readableQuery(query, 2)).toBe('table=2&q=路&filter=县区:eq:太原 & 忻州&sort=-n&columns=a=b');
    const search = new URLSearchParams(viewSearch(query, 2));
    expect([search.get('table'), search.getAll('filter'), search.getAll('columns')]).toEqual([
      '2',
      query.filter,
      query.columns,
    ]);
  });
  it('hashes cells, not the way a number was written', () => {
    expect(rowText(JSON.parse('{"a":1.50,"b":null,"c":"晋"}'))).toBe('[1.5,null,"晋"]\n');
  });
});
