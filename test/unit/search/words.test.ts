import { describe, expect, it } from 'vitest';
import { readingsOf } from '#api/ports/search/rules/readings.ts';
import { asPinyin, indexWords, looserWords, queryWords } from '#api/ports/search/words.ts';
import { findQueryOf, toggled, without } from '#app/present/find-query.ts';

describe('words of search', () => {
  it('keeps whole names of agencies and terms, and the words within them', () => {
    const words = indexWords('山西省交通运输厅公布收费站和充电桩');
    for (const word of ['交通运输厅', '交通', '运输', '收费站', '充电桩', '山西省']) expect(words).toContain(word);
  });

  it('takes a question apart once, without marks', () => {
    expect(queryWords('高速公路，收费站 收费站!')).toEqual(['高速公路', '收费站']);
    expect(queryWords('ＰＭ２．５')).toEqual(queryWords('pm2.5'));
    expect(queryWords('  ，。!')).toEqual([]);
    expect(queryWords('站'.repeat(500)).length).toBeLessThanOrEqual(20);
  });

  it('drops what the cut leaves beside a word, not what stands alone', () => {
    expect(looserWords('省交通 桥')).toEqual(['交通', '桥']);
    expect(looserWords('煤')).toEqual(['煤']);
    expect(looserWords('，')).toEqual([]);
  });

  it('writes pinyin in full and by initials', () => {
    expect(readingsOf('收费站').all).toBe('shoufeizhan sfz');
    expect(readingsOf('绿化')).toMatchObject({ spelling: 'lvhua', initials: 'lh' });
    expect(readingsOf('ETC 收费站 2').all).toBe('shoufeizhan sfz');
    expect(readingsOf('').all).toBe('');
  });

  it('keeps the other readings of a character that has several', () => {
    expect(readingsOf('长治市').all.split(' ')).toEqual(
      expect.arrayContaining(['changzhishi', 'czs', 'zhangzhishi', 'zzs']),
    );
    expect(readingsOf('银行网点').all).toMatch(/yinxingwangdian/);
    expect(readingsOf('洪洞县').all).toMatch(/hongtongxian/);
  });

  it('takes Latin letters alone for pinyin', () => {
    expect(asPinyin("Shou Fei'Zhan")).toBe('shoufeizhan');
    expect([asPinyin('a'), asPinyin('收fei'), asPinyin('pm2'), asPinyin('')]).toEqual([null, null, null, null]);
  });
});

describe('a search in the address', () => {
  it('drops what it does not know', () => {
    const query = findQueryOf(new URLSearchParams('q= a &theme=x&theme=&evil=1&page=0&sort=title'));
    expect(query).toEqual({ q: 'a', theme: ['x'], sort: 'title' });
  });

  it('adds and takes away a value and goes back to the first page', () => {
    const query = { q: 'a', theme: ['x'], page: 3 };
    expect(toggled(query, 'theme', 'y')).toEqual({ q: 'a', theme: ['x', 'y'], page: undefined });
    expect(toggled(query, 'theme', 'x')).toEqual({ q: 'a', theme: [], page: undefined });
    expect(without(query, ['theme'])).toEqual({ q: 'a', theme: [], page: undefined });
  });
});
