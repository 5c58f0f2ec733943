import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isRefusal } from '#api/kernel/refusal.ts';
import { readForm } from '#app/present/form.ts';
import { decodeForm, parseName } from '#app/present/form-data.ts';

function sent(fields: readonly (readonly [string, string])[]): Request {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return new Request('http://localhost/x', { method: 'POST', body });
}

describe('names of fields', () => {
  it('carry path, kind and list', () => {
    expect(parseName('price_fen:yuan')).toEqual({ path: 'price_fen', kind: 'yuan', list: false });
    expect(parseName('clauses.scope')).toEqual({ path: 'clauses.scope', kind: 'text', list: false });
    expect(parseName('themes[]')).toEqual({ path: 'themes', kind: 'text', list: true });
    expect(parseName('a:b')).toEqual({ path: 'a:b', kind: 'text', list: false });
  });
});

describe('decoding a form', () => {
  it('makes the body a contract takes', () => {
    const { body, faults } = decodeForm([
      ['_key', 'k'],
      ['title', '  农产品\r\n价格 '],
      ['blank', '   '],
      ['price_fen:yuan', '¥1,234.5'],
      ['count:number', '１2'],
      ['agree:boolean', 'false'],
      ['agree:boolean', 'true'],
      ['kinds[]', 'csv'],
      ['shares.2.ppm:number', '400000'],
      ['shares.0.ppm:number', '600000'],
    ]);
    expect(faults).toEqual([]);
    expect(body).toEqual({
      title: '农产品\n价格',
      price_fen: '123450',
      count: 12,
      agree: true,
      kinds: ['csv'],
      shares: [{ ppm: 600000 }, { ppm: 400000 }],
    });
  });

  it('keeps a password as typed and never shows it again', () => {
    const { body, typed } = decodeForm([
      ['password', ' a b '],
      ['login', 'x'],
    ]);
    expect(body).toEqual({ password: ' a b ', login: 'x' });
    expect(Object.keys(typed)).toEqual(['login']);
  });

  it('cannot be used to reach a prototype', () => {
    decodeForm([
      ['__proto__.polluted', 'yes'],
      ['constructor.prototype.polluted', 'yes'],
      ['a.__proto__.polluted', 'yes'],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('reading a form', () => {
  const schema = z.object({
    title: z.string().min(2).max(4),
    price_fen: z.string(),
    level: z.enum(['a', 'b']),
    code: z.string().regex(/^\d+$/, '只填数字 | Digits only'),
    clauses: z.object({ scope: z.string() }),
  });

  it('answers what the schema makes of it', async () => {
    const value = await readForm(
      sent([
        ['title', '价格'],
        ['price_fen:yuan', '0.05'],
        ['level', 'a'],
        ['code', '12'],
        ['clauses.scope', '全部'],
      ]),
      schema,
    );
    expect(value).toEqual({ title: '价格', price_fen: '5', level: 'a', code: '12', clauses: { scope: '全部' } });
  });

  it('refuses with one fault a field, in both languages, in the order of the page', async () => {
    const refused = await readForm(
      sent([
        ['level', 'z'],
        ['title', '超过四个字'],
        ['price_fen:yuan', '1.234'],
        ['code', 'x'],
        ['clauses.scope', ' '],
      ]),
      schema,
    ).catch((error: unknown) => error);
    if (!isRefusal(refused)) throw refused;
    expect(refused.code).toBe('request.invalid');
    expect(refused.params.count).toBe(5);
    expect(refused.fields).toEqual([
      { path: 'level', zh: '请从列出的选项中选择', en: 'Choose one of the listed options' },
      { path: 'title', zh: '最多 4 个字', en: 'Use at most 4 characters' },
      {
        path: 'price_fen',
        zh: '请填写金额，最多两位小数，例如 1234.56',
        en: 'Enter an amount with at most two decimals, such as 1234.56',
      },
      { path: 'code', zh: '只填数字', en: 'Digits only' },
      { path: 'clauses.scope', zh: '请填写此项', en: 'Fill this in' },
    ]);
  });
});
