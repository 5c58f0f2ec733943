import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { law } from '#app/i18n/law.ts';
import { coverage } from '#app/present/law-coverage.ts';
import { wordsIn } from '#app/present/words.ts';
import regulation from '#prisma/seed/law/regulation.json' with { type: 'json' };

const folder = path.resolve(import.meta.dirname, '../../../app/i18n');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
type Pairs = Record<string, readonly [string, string]>;

const namespaces: [string, Pairs][] = [];
for (const file of files) {
  const module = (await import(path.join(folder, file))) as Record<string, Pairs>;
  for (const [name, words] of Object.entries(module)) {
    if (typeof words === 'object' && Object.values(words).every(Array.isArray))
      namespaces.push([`${file} ${name}`, words]);
  }
}

const params = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]);

describe.each(namespaces)('words of %s', (_, words) => {
  it('are two, both said', () => {
    for (const [key, pair] of Object.entries(words)) {
      expect(pair, key).toHaveLength(2);
      expect(pair[0].trim(), key).not.toBe('');
      expect(pair[1].trim(), key).not.toBe('');
    }
  });

  it('keep Chinese out of the English side', () => {
    const strays = Object.entries(words).filter(
      ([key, pair]) => /\p{Script=Han}/u.test(pair[1]) && key !== 'language_switch',
    );
    expect(strays.map(([key]) => key)).toEqual([]);
  });

  it('do not ask the English for a value the Chinese does not have', () => {
    // A date is put together from other parts in each language; everything else says the same thing.
    const strays = Object.entries(words).filter(
      ([key, [zh, en]]) =>
        !/^(day|month|day_of_year|article)$/.test(key) && params(en).some((name) => !params(zh).includes(name)),
    );
    expect(strays.map(([key]) => key)).toEqual([]);
  });

  it('have both forms of a plural', () => {
    for (const key of Object.keys(words)) {
      if (key.endsWith('_one')) expect(Object.keys(words)).toContain(key.replace(/_one$/, '_other'));
    }
  });
});

describe('saying words', () => {
  const demo = {
    hello: ['你好，{{name}}', 'Hello {{name}}'],
    rows_one: ['{{count}} 行', '{{count}} row'],
    rows_other: ['{{count}} 行', '{{count}} rows'],
    'a.b:c': ['点', 'dot'],
  } as const;

  it('takes the language, the values and the plural', () => {
    const zh = wordsIn('zh', demo);
    const en = wordsIn('en', demo);
    expect(zh('hello', { name: '<b>' })).toBe('你好，<b>');
    expect(en('rows', { count: 1 })).toBe('1 row');
    expect(en('rows', { count: 0 })).toBe('0 rows');
    expect(zh('rows', { count: 1 })).toBe('1 行');
    expect(en('a.b:c')).toBe('dot');
    // @ts-expect-error the sentence needs a name
    zh('hello');
    // @ts-expect-error no such key
    zh('nothing');
  });

  it('keeps namespaces with the same key apart', () => {
    const other = { hello: ['再见', 'Bye'] } as const;
    expect(wordsIn('en', other)('hello')).toBe('Bye');
    expect(wordsIn('en', demo)('hello', { name: 'x' })).toBe('Hello x');
  });
});

describe('the law page', () => {
  it('has the 29 articles, each with heading, line and state', () => {
    const articles = Array.from({ length: 29 }, (_, at) => String(at + 1));
    expect(regulation.map(({ article }) => article)).toEqual(articles);
    expect(Object.keys(coverage)).toEqual(articles);
    for (const article of articles) {
      expect(law).toHaveProperty(`h${article}`);
      expect(law).toHaveProperty(`a${article}`);
    }
    expect(regulation[26]?.text.split('\n')).toHaveLength(8);
    expect(regulation[28]?.text).toBe('本条例自2021年1月1日起实施。');
  });
});
