/** One contract for the platform's own clock and an outside authority; the last runs against a real one where it is named. */
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkToken } from '#api/ports/timestamp/check.ts';
import { createHttpTimestamps } from '#api/ports/timestamp/http.ts';
import { createLocalTimestamps } from '#api/ports/timestamp/local.ts';
import { StampUnavailable, type TimestampPort } from '#api/ports/timestamp/port.ts';
import { type Mood, openTimestampDouble, type TimestampDouble } from '#test/support/timestamp-double.ts';

const dir = mkdtempSync(join(tmpdir(), 'jinshu-stamps-'));
let now = new Date('2026-11-05T02:00:00.400Z');
const own = createLocalTimestamps({
  dir: join(dir, 'own'),
  secret: 'a secret of a test, long enough',
  clock: { now: () => now },
});
let double: TimestampDouble;
let outside: TimestampPort;
const digest = (text: string) => createHash('sha256').update(text).digest();
const realUrl = process.env.TSA_TEST_URL;
const realRoots = process.env.TSA_TEST_ROOTS;

beforeAll(async () => {
  double = await openTimestampDouble(join(dir, 'outside'), () => now);
  outside = createHttpTimestamps({ url: double.url, roots: [double.root], alsoTrusted: () => own.roots() });
});
afterAll(async () => {
  await double.close();
  rmSync(dir, { recursive: true, force: true });
});

const ports: [string, () => TimestampPort][] = [
  ['the own clock', () => own],
  ['an authority over HTTP', () => outside],
];
if (realUrl !== undefined && realRoots !== undefined) {
  const roots =
    readFileSync(realRoots, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  ports.push([
    'the authority of TSA_TEST_URL',
    () => createHttpTimestamps({ url: realUrl, roots, alsoTrusted: () => own.roots() }),
  ]);
}

describe.each(ports)('%s', (_name, port) => {
  it('stamps a digest with a time, and the token holds for that digest only', async () => {
    const token = await port().stamp(digest('a paper'));
    const report = await port().check(token, digest('a paper'));
    expect(report.faults).toEqual([]);
    expect(report.at).toBeInstanceOf(Date);
    expect(report.authority).not.toBeNull();
    expect((await port().check(token, digest('another'))).faults).toContain('imprint_mismatch');
  });

  it('gives each token a number of its own', async () => {
    const numbers = await Promise.all(
      [1, 2, 3].map(async () => (await port().check(await port().stamp(digest('x')), digest('x'))).serial),
    );
    expect(numbers.every((one) => one !== null)).toBe(true);
  });

  it('never takes a token in which any byte was changed', async () => {
    const token = await port().stamp(digest('a paper'));
    const roots = (await port().roots()).map((pem) => new X509Certificate(pem));
    await fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(1, 2, 4, 8, 16, 32, 64, 128), (at, flip) => {
        const changed = Uint8Array.from(token);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(checkToken(changed, digest('a paper'), roots).faults).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('says of anything else that it is no token', async () => {
    for (const bytes of [new Uint8Array(), randomBytes(500), Buffer.from('<html>')])
      expect((await port().check(bytes, digest('x'))).faults).toEqual(['token_unreadable']);
  });
});

describe('the own clock', () => {
  it('is never earlier than the instant it attests', async () => {
    const report = await own.check(await own.stamp(digest('x')), digest('x'));
    expect(report.at).toEqual(new Date('2026-11-05T02:00:01.000Z'));
  });
});

describe('an outside authority', () => {
  it('that is unknown here is named so', async () => {
    const token = await outside.stamp(digest('x'));
    expect((await own.check(token, digest('x'))).faults).toEqual(['authority_unknown']);
  });

  it('does not make the platform’s older tokens worthless', async () => {
    expect((await outside.check(await own.stamp(digest('x')), digest('x'))).faults).toEqual([]);
  });

  it.each<Mood>(['refuses', 'broken', 'gone', 'stamps_another', 'in_words'])('that %s gives no token', async (mood) => {
    double.mood = mood;
    await expect(outside.stamp(digest('x'))).rejects.toThrow(StampUnavailable);
    double.mood = 'well';
  });

  it('cannot pass yesterday’s answer off as today’s', async () => {
    double.mood = 'replays';
    await expect(outside.stamp(digest('x'))).rejects.toThrow(/imprint_mismatch/);
    double.mood = 'well';
  });

  it('is not named in what is thrown', async () => {
    const nowhere = createHttpTimestamps({
      url: 'http://user:hidden@127.0.0.1:9/',
      roots: [double.root],
      alsoTrusted: () => own.roots(),
    });
    const error = await nowhere.stamp(digest('x')).catch((e: Error) => e);
    expect(error).toBeInstanceOf(StampUnavailable);
    expect((error as Error).message).not.toMatch(/hidden|127\.0\.0\.1/);
  });

  it('whose certificate was not valid then gives nothing', async () => {
    const then = now;
    now = new Date('2009-01-01T00:00:00Z');
    await expect(outside.stamp(digest('x'))).rejects.toThrow(/authority_not_valid_then/);
    now = then;
  });
});
