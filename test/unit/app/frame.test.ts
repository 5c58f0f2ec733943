import { describe, expect, it } from 'vitest';
import { paths, withQuery } from '#app/paths.ts';
import { navigationFor } from '#app/present/navigation.ts';
import { askedPreferences, readPreferences, safeBack } from '#app/present/preferences.ts';

describe('preferences', () => {
  it('are read from plain cookies, Chinese by default', () => {
    expect(readPreferences(null)).toEqual({ lng: 'zh', easy: false, dense: false });
    expect(readPreferences('a=b; lng=en;easy=1; dense=0')).toEqual({ lng: 'en', easy: true, dense: false });
    expect(readPreferences('lng=xx; =; easy')).toEqual({ lng: 'zh', easy: false, dense: false });
  });

  it('take only what is on the list', () => {
    expect(askedPreferences(new URLSearchParams('lng=en; Domain=evil&easy=2&x=1'))).toEqual([]);
    expect(askedPreferences(new URLSearchParams('lng=en'))).toEqual(['lng=en; Path=/; Max-Age=31536000; SameSite=Lax']);
  });

  it('lead back to this site only', () => {
    expect(safeBack('/datasets?q=a#b')).toBe('/datasets?q=a#b');
    for (const evil of [
      null,
      '',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/\t/evil.example',
      'x',
      '/..//evil.example',
    ]) {
      expect(safeBack(evil), String(evil)).toMatch(/^\/(?!\/)/);
      expect(safeBack(evil), String(evil)).not.toContain('evil');
    }
  });
});

describe('addresses', () => {
  it('leave out empty values and repeat lists', () => {
    expect(withQuery('/x', { a: '', b: null, c: ['1', '2'], d: 3 })).toBe('/x?c=1&c=2&d=3');
    expect(paths.datasets()).toBe('/datasets');
    expect(paths.dataset('306014/000 127')).toBe('/datasets/306014/000%20127');
    expect(paths.law('12')).toBe('/law#article-12');
  });
});

describe('navigation', () => {
  const words = (viewer: Parameters<typeof navigationFor>[0]) =>
    navigationFor(viewer).flatMap((group) => group.items.map((item) => item.word));

  it('shows a steward the catalogue and no money', () => {
    const shown = words({ duties: ['steward'], powers: [], organization: { kind: 'agency' } });
    expect(shown).toEqual([
      'worklist',
      'entries',
      'catalogue_clocks',
      'scores',
      'sharing',
      'assets',
      'collection',
      'consents',
      'data_uses',
      'digitisation',
      'bases',
      'service_items',
      'requests',
      'corrections',
      'subject_requests',
      'targeted',
      'jobs',
      'leaks',
      'supervision',
      'evaluation',
      'calendar',
      'organization',
      'account',
      'tokens',
      'subscriptions',
    ]);
  });

  it('shows the queues of a power only to whoever holds it', () => {
    const organization = { kind: 'agency' } as const;
    expect(words({ duties: ['reviewer'], powers: [], organization })).not.toContain('reviews');
    const reviewer = words({
      duties: ['reviewer'],
      powers: [{ power: 'information_department', regionCode: '140000' }],
      organization,
    });
    expect(reviewer).toContain('reviews');
    expect(reviewer).toContain('filings');
    const finance = words({
      duties: ['finance_review'],
      powers: [{ power: 'finance_bureau', regionCode: '140000' }],
      organization,
    });
    expect(finance).toEqual([
      'worklist',
      'applications',
      'pricing',
      'trade_clues',
      'relations',
      'finance',
      'payments',
      'bank',
      'reminders',
      'statements',
      'remittances',
      'asset_ledger',
      'calendar',
      'organization',
      'account',
      'tokens',
      'subscriptions',
    ]);
  });

  it('names each item once', () => {
    const all = words({
      duties: ['steward', 'licensing', 'reviewer', 'signatory', 'finance_review', 'finance_issue', 'auditor', 'admin'],
      powers: [
        { power: 'information_department', regionCode: '140000' },
        { power: 'finance_bureau', regionCode: '140000' },
      ],
      organization: { kind: 'agency' },
    });
    expect(new Set(all).size).toBe(all.length);
  });
});
