import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphabet31 } from '#api/kernel/mod31.ts';
import { checkReference, findReferences, makeReference } from '#api/kernel/reference.ts';

const seed = fc.uint8Array({ minLength: 8, maxLength: 16 });
const typed = [...alphabet31, ...'IOSVZ'];
const bare = (reference: string): string => reference.replaceAll('-', '');
const accepted = (text: string): string | null => {
  const result = checkReference(text);
  return result.ok ? result.reference : null;
};

describe('a payment reference', () => {
  it('is checked as made, and has one written form', () => {
    fc.assert(
      fc.property(seed, (bytes) => {
        const reference = makeReference(bytes);
        expect(reference).toMatch(/^JK[0-9A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
        expect(reference).not.toMatch(/[IOSVZ]/);
        for (const text of [bare(reference), reference.toLowerCase(), ` ${reference.replaceAll('-', ' ')} `])
          expect(accepted(text)).toBe(reference);
        const wide = bare(reference).replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
        expect(accepted(wide)).toBe(reference);
      }),
    );
  });

  it('finds every single wrong character: refused, or a look-alike put right', () => {
    fc.assert(
      fc.property(seed, (bytes) => {
        const reference = makeReference(bytes);
        const text = bare(reference);
        for (let i = 0; i < text.length; i++)
          for (const c of typed) {
            if (c === text[i]) continue;
            const got = accepted(text.slice(0, i) + c + text.slice(i + 1));
            if (got !== null) expect([got, 'IOSVZ'.includes(c)]).toEqual([reference, true]);
          }
      }),
      { numRuns: 200 },
    );
  });

  it('finds every swap of two neighbours', () => {
    fc.assert(
      fc.property(seed, (bytes) => {
        const text = bare(makeReference(bytes));
        for (let i = 0; i + 1 < text.length; i++) {
          if (text[i] === text[i + 1]) continue;
          expect(accepted(text.slice(0, i) + text[i + 1] + text[i] + text.slice(i + 2))).toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds every swap of every pair of characters at every place', () => {
    // The check is linear, so one reference with each pair planted covers all of them.
    const text = bare(makeReference(new Uint8Array(10)));
    const missed: string[] = [];
    for (let i = 2; i + 2 < text.length; i++)
      for (const a of alphabet31)
        for (const b of alphabet31) {
          if (a === b) continue;
          const [before, after] = [text.slice(0, i), text.slice(i + 2, -1)];
          const check = [...alphabet31].find((c) => accepted(before + a + b + after + c) !== null);
          if (check === undefined || accepted(before + b + a + after + check) !== null) missed.push(`${i}:${a}${b}`);
        }
    expect(missed).toEqual([]);
  }, 30_000);

  it('finds a lost and an added character', () => {
    fc.assert(
      fc.property(seed, fc.nat(11), fc.constantFrom(...alphabet31), (bytes, at, c) => {
        const text = bare(makeReference(bytes));
        expect(checkReference(text.slice(0, at) + text.slice(at + 1))).toEqual({ ok: false, reason: 'shape' });
        expect(checkReference(text.slice(0, at) + c + text.slice(at))).toEqual({ ok: false, reason: 'shape' });
      }),
    );
  });

  it('is found in a bank memo', () => {
    const [a, b] = [makeReference(new Uint8Array(10).fill(7)), makeReference(new Uint8Array(10).fill(200))];
    expect(findReferences(`货款 ${a.toLowerCase()}，${bare(b)}/${a}`)).toEqual([a, b]);
    expect(findReferences('JKJKJKJK 无')).toEqual([]);
    expect(findReferences(`JK${bare(a)}`)).toEqual([a]);
  });

  it('needs 8 random bytes and differs by every one of them', () => {
    expect(() => makeReference(new Uint8Array(7))).toThrow(RangeError);
    const made = new Set(Array.from({ length: 256 }, (_, i) => makeReference(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, i))));
    expect(made.size).toBe(256);
  });
  it.each(['', 'JK', 'ZZ12-3456-7890', 'JK12-3456-789@'])('"%s" has not the shape', (text) => {
    expect(checkReference(text)).toEqual({ ok: false, reason: 'shape' });
  });
});
