import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partsIn, partsQuery } from '#api/ports/search/rules/parts.ts';

/** What PostgreSQL does with a tsquery of single lexemes and beginnings. */
function meets(parts: readonly string[], query: string): boolean {
  return query.split(' & ').every((asked) => {
    const [, lexeme = '', begins] = /^'(.+)'(:\*)?$/.exec(asked) ?? [];
    return lexeme !== '' && parts.some((part) => (begins === undefined ? part === lexeme : part.startsWith(lexeme)));
  });
}

const letters = fc.constantFrom(...'山西省太原市数据统计𠮷', ...'abcKxyz', ...'0129', ...'，。-_ ·é', 'ё');
const text = fc.string({ unit: letters, maxLength: 30 });
const word = fc.string({ unit: letters, minLength: 1, maxLength: 6 }).map((one) => one.toLowerCase());

it('asks nothing of a record that it does not have', () => {
  fc.assert(
    fc.property(text, word, text, (before, said, after) => {
      const query = partsQuery([said]);
      if (query !== null) expect(meets(partsIn(['别的', `${before}${said}${after}`]), query)).toBe(true);
    }),
  );
});

it('rules out what has other neighbours', () => {
  const parts = partsIn(['太原市供水管网 Pipe 2026']);
  const found = (...words: string[]) => meets(parts, partsQuery(words) ?? '');
  expect(found('供水')).toBe(true);
  expect(found('水管网', 'pip', '026')).toBe(true);
  expect(found('市', '网', 'e')).toBe(true);
  expect(found('原供')).toBe(false);
  expect(found('供水', '管道')).toBe(false);
  expect(found('pup')).toBe(false);
  expect(found('火')).toBe(false);
});

it('tells nothing of mixed words and other scripts, and of the rest all the same', () => {
  expect(partsQuery(['2e5f', 'ёлка', 't恤'])).toBeNull();
  expect(partsQuery(['2e5f', '火箭'])).toBe("'火箭'");
  expect(partsQuery([])).toBeNull();
});
