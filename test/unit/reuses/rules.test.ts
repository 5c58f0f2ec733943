import { describe, expect, it } from 'vitest';
import { isRefusal } from '#api/kernel/refusal.ts';
import { checkAddress } from '#api/reuses/address.ts';
import { moderatedRegions, moderates, moderatingRegion } from '#api/reuses/rules/moderation.ts';
import { requireImpersonal } from '#api/reuses/rules/personal.ts';
import { cleanPicture } from '#api/reuses/rules/picture.ts';
import { ratingBody, reuseBody } from '#api/reuses/rules/shapes.ts';
import { standingOf } from '#api/reuses/rules/standing.ts';
import { jpeg, png } from '#test/support/pictures.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  return 'none';
};

describe('an address', () => {
  it.each(['https://example.org/a?b=1', 'https://例子.中国/', 'https://93.184.216.34/x', 'https://example.org:8443/'])(
    'takes %s',
    (address) => {
      expect(checkAddress(address)).toMatch(/^https:/);
    },
  );
  it.each([
    'http://example.org/',
    'javascript:alert(1)',
    'https://user:secret@example.org/',
    'https://localhost/',
    'https://intranet/',
    'https://db.internal/',
    'https://192.168.1.5/',
    'https://2130706433/',
    'https://[::1]/',
    'https://169.254.169.254/latest',
    'example.org',
  ])('refuses %s', (address) => {
    expect(codeOf(() => checkAddress(address))).toBe('reuses.bad_address');
  });
});

describe('the region that looks', () => {
  it('is that of the datasets, or the province where they are of several', () => {
    expect(moderatingRegion(['140100', '140100'])).toBe('140100');
    expect(moderatingRegion(['140100', '140200'])).toBe('140000');
    expect(moderatingRegion(['140000', '140200'])).toBe('140000');
  });
  it('needs the duty and the power in exactly that region', () => {
    const viewer = (duty: string, regionCode: string) => ({
      organization: { id: 'org', regionCode },
      duties: [duty],
      powers: [{ power: 'information_department', regionCode }],
    });
    expect(moderates(viewer('reviewer', '140000'), '140000')).toBe(true);
    expect(moderates(viewer('reviewer', '140000'), '140100')).toBe(false);
    expect(moderates(viewer('steward', '140000'), '140000')).toBe(false);
    expect(moderates(null, '140000')).toBe(false);
    expect(moderatedRegions(viewer('reviewer', '140100'))).toEqual(['140100']);
    expect(moderatedRegions(viewer('steward', '140100'))).toEqual([]);
  });
});

describe('a standing', () => {
  it('says no mean before the third rating', () => {
    expect(standingOf({ counts: [0, 0, 0, 1, 1], mean: '4.5' })).toMatchObject({ total: 2, mean: null });
    expect(standingOf({ counts: [0, 0, 0, 1, 2], mean: '4.7' })).toMatchObject({ total: 3, mean: '4.7' });
    expect(standingOf({ counts: [0, 0, 0, 0, 0], mean: null }).distribution).toHaveLength(5);
  });
  it('draws five stars first', () => {
    const [five, four] = standingOf({ counts: [0, 0, 0, 1, 3], mean: '4.8' }).distribution;
    expect([five, four]).toEqual([
      { stars: 5, count: 3, percent: 75 },
      { stars: 4, count: 1, percent: 25 },
    ]);
  });
});

describe('what is sent', () => {
  const whole = {
    title: '出行  助手\u0007',
    kind: 'app',
    description: '根据收费站车道数\r\n推荐通行时段的小程序，每日更新。\u0000',
    url: 'https://example.org/',
    author_name: '太原某工作室',
    datasets: ['301001/000001'],
  };
  it('is tidied to plain text', () => {
    const { title, description, picture } = reuseBody.parse(whole);
    expect(title).toBe('出行 助手');
    expect(description).toBe('根据收费站车道数\n推荐通行时段的小程序，每日更新。');
    expect(picture).toBeNull();
  });
  it('needs a dataset, a known kind and a description of some length', () => {
    for (const wrong of [{ datasets: [] }, { kind: 'film' }, { description: '太短' }, { title: ' ' }])
      expect(reuseBody.safeParse({ ...whole, ...wrong }).success).toBe(false);
  });
  it('rates one to five, with a thousand characters at most', () => {
    expect(ratingBody.parse({ stars: '4' })).toMatchObject({ stars: 4, comment: '', revision: 0 });
    for (const wrong of [{ stars: 0 }, { stars: 6 }, { stars: 4.5 }, { stars: 3, comment: '长'.repeat(1001) }])
      expect(ratingBody.safeParse(wrong).success).toBe(false);
  });
  it('holds no personal information, and the refusal does not repeat it', () => {
    try {
      requireImpersonal({ comment: '请联系 13935112345 张经理' }, '2026-11-02');
      expect.unreachable();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      expect(error.code).toBe('reuses.personal_data');
      expect(JSON.stringify([error.sentence('zh'), error.params, error.fields])).not.toContain('13935112345');
      expect(error.fields[0]?.path).toBe('comment');
    }
    expect(codeOf(() => requireImpersonal({ comment: '数据很全，更新及时。' }, '2026-11-02'))).toBe('none');
  });
});

describe('a picture', () => {
  it('keeps what draws and nothing else', () => {
    const clean = cleanPicture('image/png', png(64, 40, 'GPS 37.87'));
    expect(clean).toMatchObject({ width: 64, height: 40 });
    const text = Buffer.from(clean?.bytes ?? []).toString('latin1');
    expect(text).not.toMatch(/GPS|tEXt|script/);
    expect(text.endsWith('IEND\u00aeB`\u0082')).toBe(true);
  });
  it('loses what the camera wrote and what follows the end', () => {
    const clean = cleanPicture('image/jpeg', jpeg('Exif\0\0GPS 37.87'));
    expect(clean).toMatchObject({ width: 1, height: 1 });
    const bytes = Buffer.from(clean?.bytes ?? []);
    expect(bytes.toString('latin1')).not.toMatch(/Exif|GPS|trailing/);
    expect(bytes.subarray(-2).toString('hex')).toBe('ffd9');
    expect(bytes.includes(Buffer.from('JFIF'))).toBe(true);
  });
  it('of WebP loses Exif and the flag that announces it', () => {
    const chunk = (name: string, body: Buffer) => {
      const head = Buffer.alloc(8);
      head.write(name, 'latin1');
      head.writeUInt32LE(body.length, 4);
      return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
    };
    const extended = Buffer.from([0x0c, 0, 0, 0, 9, 0, 0, 4, 0, 0]);
    const body = Buffer.concat([
      chunk('VP8X', extended),
      chunk('VP8L', Buffer.from([0x2f, 9, 0x40, 1, 0, 0, 0])),
      chunk('EXIF', Buffer.from('GPS 37.87')),
    ]);
    const head = Buffer.alloc(12);
    head.write('RIFF');
    head.writeUInt32LE(body.length + 4, 4);
    head.write('WEBP', 8);
    const clean = cleanPicture('image/webp', Buffer.concat([head, body]));
    expect(clean).toMatchObject({ width: 10, height: 5 });
    const bytes = Buffer.from(clean?.bytes ?? []);
    expect(bytes.includes(Buffer.from('GPS'))).toBe(false);
    expect(bytes[20]).toBe(0);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  });
  it('that is cut off is none', () => {
    for (const cut of [20, 60, 90]) expect(cleanPicture('image/png', png().subarray(0, cut))).toBeNull();
    for (const cut of [3, 30, 120]) expect(cleanPicture('image/jpeg', jpeg().subarray(0, cut))).toBeNull();
    expect(cleanPicture('image/webp', Buffer.from('RIFF\xff\xff\xff\xffWEBPVP8 ........................'))).toBeNull();
  });
});
