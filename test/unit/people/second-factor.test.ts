import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutiesToGive } from '#api/people/rules/duties.ts';
import { requireStrong } from '#api/people/rules/password.ts';
import { dutiesUnder, isTimeCode, plainCode, readPolicy, recoveryCodeOf } from '#api/people/rules/second-factor.ts';

describe('a recovery code', () => {
  it('has sixteen characters whatever the bytes, and is read as it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 48, maxLength: 48 }), (bytes) => {
        fc.pre([...bytes].filter((byte) => byte < 248).length >= 16);
        const code = recoveryCodeOf(bytes);
        expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
        expect(plainCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(code.replaceAll('-', ''));
        expect(isTimeCode(plainCode(code))).toBe(false);
      }),
    );
    expect(isTimeCode(plainCode('１２３ 456'))).toBe(true);
  });
});

describe('what a region asks', () => {
  it('is read with care: what is no setting asks nothing', () => {
    for (const junk of [null, 7, 'x', {}, { duties: 'signatory', from: '2026-01-01' }, { duties: [], from: 3 }])
      expect(readPolicy(junk)).toBeNull();
    const policy = readPolicy({ duties: ['signatory', 'king'], from: '2026-01-01' });
    expect(policy).toEqual({ duties: ['signatory'], department: false, from: '2026-01-01', minutes: 15 });
  });

  it('is for the duties named, and for all of the department', () => {
    const policy = { duties: ['signatory' as const], department: true, from: '2026-01-01', minutes: 15 };
    expect(dutiesUnder(policy, ['signatory', 'licensing'], false)).toEqual(['signatory']);
    expect(dutiesUnder(policy, ['reviewer', 'admin'], true)).toEqual(['reviewer', 'admin']);
  });
});

describe('a password', () => {
  const leaked = (text: string) => ['dragon', 'qwerty123456'].includes(text);
  const judge = (password: string) => {
    try {
      requireStrong({ password, login: 'liang.xiaoyan', names: ['梁晓燕', '山西省交通运输厅', '李'] }, leaked);
      return 'good';
    } catch (error) {
      return (error as { code: string }).code.replace('people.', '');
    }
  };

  it('is judged by length, names and what leaked, not by kinds of characters', () => {
    expect(judge('plum river lantern')).toBe('good');
    expect(judge('山间明月照松林清泉石上')).toBe('weak_password');
    expect(judge('山间明月照松林清泉石上流啊')).toBe('good');
    expect(judge('李白乘舟将欲行忽闻岸上踏歌')).toBe('good');
    for (const own of ['LiangXiaoYan2026', 'hello xiaoyan 99', '我是梁晓燕没错就是我本人'])
      expect(judge(own)).toBe('password_personal');
    for (const known of ['!!Dragon-2026!!', 'QWERTY123456', 'aaaaaaaaaaaaaa', '123123123123123', 'bcdefghijklmno'])
      expect(judge(known), known).toBe('password_leaked');
  });
});

describe('duties an administrator may give', () => {
  it('reach no further than the organisation', () => {
    expect(dutiesToGive('enterprise', ['information_department'])).not.toContain('auditor');
    expect(dutiesToGive('agency', [])).toEqual(['steward', 'licensing', 'signatory', 'admin']);
    expect(dutiesToGive('agency', ['finance_bureau'])).toContain('finance_issue');
    expect(dutiesToGive('agency', ['finance_bureau'])).not.toContain('auditor');
    expect(dutiesToGive('agency', ['information_department'])).toEqual(expect.arrayContaining(['reviewer', 'auditor']));
  });
});
