import { describe, expect, it } from 'vitest';
import { isRefusal } from '#api/kernel/refusal.ts';
import { ownPage, participantCookieHeader } from '#api/participants/rules/cookie.ts';
import { requireImpersonal } from '#api/participants/rules/impersonal.ts';
import { visitorName } from '#api/participants/rules/names.ts';

describe('whoever takes part', () => {
  it('goes on to pages of this site only', () => {
    for (const page of ['/', '/requests/new?q=%E5%85%AC%E4%BA%A4', '/datasets/301001/1#cite'])
      expect(ownPage(page)).toBe(page);
    for (const evil of ['//evil.example', '/\\evil.example', 'https://evil.example', '', '/a\nSet-Cookie: x', null])
      expect(ownPage(evil), String(evil)).toBeNull();
  });

  it('is kept by a cookie no script reads', () => {
    expect(participantCookieHeader('jpt_x', true)).toMatch(/HttpOnly; SameSite=Lax; Max-Age=15552000; Secure$/);
    expect(participantCookieHeader('jpt_x', false)).not.toContain('Secure');
  });

  it('has a number where no name was chosen', () => {
    expect(visitorName('ptc_06a1b2c3d4')).toEqual(['网友 C3D4', 'Visitor C3D4']);
  });

  it('is told which field holds what kind, never the value', () => {
    try {
      requireImpersonal({ title: '公交站点', purpose: '联系 13800138000 或 a@b.cn', note: null }, '2026-11-02');
      expect.unreachable();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      expect(error.code).toBe('participants.personal_data');
      expect(error.fields.map((fault) => fault.path)).toEqual(['purpose']);
      expect(error.fields[0]?.zh).toContain('手机号码');
      expect(JSON.stringify(error.fields)).not.toContain('13800138000');
    }
    requireImpersonal({ title: '山西省交通运输厅 11140000000000000X' }, '2026-11-02');
  });
});
