import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bibText, bibtex, type Cited, citationKey, gbt7714 } from '#api/datasets/rules/citation.ts';

const cited: Cited = {
  agency: '山西省交通运输厅',
  title: '高速公路收费站基本信息',
  code: '301001/000001',
  version: 3,
  edition: '3版',
  platform: '山西省公共数据平台',
  publishedOn: '2026-03-05',
  acquiredOn: '2026-11-22',
  url: 'https://data.example/datasets/301001/000001/versions/3',
  note: '信息资源代码 301001/000001，第 3 版，获取日期 2026-11-22',
};

describe('GB/T 7714-2015', () => {
  it('names agency, title, code, version, both days and the permanent address, with the marks of the standard', () => {
    expect(gbt7714(cited)).toBe(
      '山西省交通运输厅. 高速公路收费站基本信息: 301001/000001[DS/OL]. 3版. 山西省公共数据平台, 2026(2026-03-05)[2026-11-22]. https://data.example/datasets/301001/000001/versions/3.',
    );
  });

  it('stays on one line and does not end a name with two stops', () => {
    const text = gbt7714({ ...cited, agency: 'Shanxi Data Co.', title: ' 甲\n乙\u2028丙\t丁 ' });
    expect(text).toMatch(/^Shanxi Data Co\. 甲 乙 丙 丁: /);
    expect(text).not.toMatch(/[\n\u2028\t]/);
  });
});

describe('BibTeX', () => {
  it('is one entry with every part', () => {
    expect(bibtex(cited)).toBe(`@dataset{jinshu-301001-000001-v3,
  author    = {{山西省交通运输厅}},
  title     = {{高速公路收费站基本信息}},
  publisher = {{山西省公共数据平台}},
  year      = {2026},
  date      = {2026-03-05},
  number    = {301001/000001},
  version   = {3},
  url       = {https://data.example/datasets/301001/000001/versions/3},
  urldate   = {2026-11-22},
  note      = {信息资源代码 301001/000001，第 3 版，获取日期 2026-11-22}
}`);
  });

  it('escapes what LaTeX reads as commands', () => {
    expect(bibText('50% of R&D_1 #2 $3 {a} ~b ^c \\d <e>')).toBe(
      '50\\% of R\\&D\\_1 \\#2 \\$3 \\textbraceleft{}a\\textbraceright{} \\textasciitilde{}b \\textasciicircum{}c \\textbackslash{}d \\textless{}e\\textgreater{}',
    );
  });

  it('escapes once: what an escape brings in is not escaped again', () => {
    expect(bibText('\\{')).toBe('\\textbackslash{}\\textbraceleft{}');
  });

  it('keeps the braces balanced and the fields apart whatever a title holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ maxLength: 40 }), (title, agency) => {
        const entry = bibtex({ ...cited, title, agency, url: `https://data.example/${title}` });
        let depth = 0;
        for (const character of entry) {
          if (character === '{') depth += 1;
          if (character === '}') depth -= 1;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
        expect(entry.split('\n')).toHaveLength(12);
      }),
    );
  });

  it('makes a key that every reference manager takes', () => {
    expect(citationKey('301001AB/000127', 12)).toBe('jinshu-301001AB-000127-v12');
    expect(citationKey('/a{b},c/', 1)).toBe('jinshu-a-b-c-v1');
  });
});
