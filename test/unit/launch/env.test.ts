import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EnvError, isWeak, readEnv } from '#api/env.ts';

const secret = 'k7Qz2pXw9RtL4mVb8NcY5hJf3GdS6aEu1TiO0';
const kept = () => 'kept-elsewhere';

function faultsOf(source: Record<string, string>): Record<string, string> {
  try {
    readEnv(source, kept);
  } catch (error) {
    if (error instanceof EnvError) return Object.fromEntries(error.faults.map(({ name, reason }) => [name, reason]));
    throw error;
  }
  return {};
}

describe('the configuration', () => {
  it('needs nothing for a demonstration', () => {
    const env = readEnv({}, kept);
    expect(env).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      PUBLIC_URL: 'http://localhost:3000',
      SESSION_SECRET: 'kept-elsewhere',
      SEED: 'demo',
      LOG_LEVEL: 'warn',
      JOBS: 'in-process',
      DATA_DIR: path.resolve('.data'),
    });
    expect(env.DATABASE_URL).toBeUndefined();
  });

  it('names every bad variable at once', () => {
    const faults = faultsOf({
      PORT: '70000',
      DATABASE_URL: 'mysql://db/x',
      PUBLIC_URL: 'data.example',
      SEED: 'all',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'true',
      JOBS: 'maybe',
      STRIPE_SECRET_KEY: 'pk_1',
    });
    expect(Object.keys(faults).sort()).toEqual(
      [
        'DATABASE_URL',
        'JOBS',
        'LOG_LEVEL',
        'PORT',
        'PUBLIC_URL',
        'SEED',
        'STRIPE_SECRET_KEY',
        'STRIPE_WEBHOOK_SECRET',
        'TRUST_PROXY',
      ].sort(),
    );
    expect(faults.PORT).toContain('0 to 65535');
  });

  it('never repeats a value in its message', () => {
    expect(() => readEnv({ STRIPE_SECRET_KEY: 'hunter2hunter2', DATABASE_URL: 'nonsense-hunter2' }, kept)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  it.each(['3000.5', '-1', ' 80', '0x50', '1e3', 'abc'])('refuses the port %j', (PORT) => {
    expect(faultsOf({ PORT })).toHaveProperty('PORT');
  });

  it('takes an empty variable for an unset one', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '', SEED: '' }, kept).PORT).toBe(3000);
  });

  it('refuses to run in production without an address and a secret', () => {
    expect(Object.keys(faultsOf({ NODE_ENV: 'production' })).sort()).toEqual(['PUBLIC_URL', 'SESSION_SECRET']);
  });

  it('refuses a weak secret in production, and only there', () => {
    const source = { PUBLIC_URL: 'https://data.example', SESSION_SECRET: 'a'.repeat(64) };
    expect(faultsOf({ ...source, NODE_ENV: 'production' })).toHaveProperty('SESSION_SECRET');
    expect(faultsOf(source)).toEqual({});
    expect(faultsOf({ ...source, NODE_ENV: 'production', SESSION_SECRET: secret })).toEqual({});
  });

  it('seeds nothing and logs requests in production', () => {
    const env = readEnv({ NODE_ENV: 'production', PUBLIC_URL: 'https://data.example/', SESSION_SECRET: secret }, kept);
    expect(env).toMatchObject({ SEED: 'none', LOG_LEVEL: 'info', PUBLIC_URL: 'https://data.example' });
  });

  it.each([
    ['short', 'k7Qz2pXw9RtL4mVb'],
    ['one letter', 'a'.repeat(40)],
    ['a piece repeated', 'abcdefghijklm'.repeat(3)],
    ['a template', 'change-me-to-something-random-0123456789'],
  ])('calls a secret weak: %s', (_why, text) => {
    expect(isWeak(text)).toBe(true);
  });

  it('accepts what a generator gives', () => {
    expect(isWeak(secret)).toBe(false);
  });

  it.each([
    ['2', 2],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, 192.0.2.7', ['10.0.0.0/8', '192.0.2.7']],
  ])('reads the proxies %j', (TRUST_PROXY, expected) => {
    expect(readEnv({ TRUST_PROXY }, kept).TRUST_PROXY).toEqual(expected);
  });

  it('asks for the whole of an adapter', () => {
    expect(Object.keys(faultsOf({ S3_BUCKET: 'b', MEILI_KEY: 'k' })).sort()).toEqual([
      'MEILI_URL',
      'S3_ACCESS_KEY_ID',
      'S3_SECRET_ACCESS_KEY',
    ]);
  });

  it('reads how mail leaves and which inner addresses may be called', () => {
    expect(Object.keys(faultsOf({ SMTP_URL: 'smtps://mail.example.cn' }))).toEqual(['MAIL_FROM']);
    expect(Object.keys(faultsOf({ SMTP_URL: 'http://mail.example.cn', MAIL_FROM: 'a@example.cn' }))).toEqual([
      'SMTP_URL',
    ]);
    expect(Object.keys(faultsOf({ MAIL_FROM: 'not an address' }))).toEqual(['MAIL_FROM']);
    expect(Object.keys(faultsOf({ MAIL_FROM: 'a@example.cn\r\nBcc: b@example.cn' }))).toEqual(['MAIL_FROM']);
    expect(faultsOf({ MAIL_FROM: 'Jinshu <data@example.cn>' })).toEqual({});
    for (const bad of ['*', '10.0.0.0/8', 'host', 'http://host:80', 'a:1,'])
      expect(Object.keys(faultsOf({ OUTBOUND_ALLOW: bad })), bad).toEqual(['OUTBOUND_ALLOW']);
    expect(readEnv({ OUTBOUND_ALLOW: 'Portal.local:8080, [::1]:90' }, () => 's').OUTBOUND_ALLOW).toEqual([
      'portal.local:8080',
      '[::1]:90',
    ]);
  });

  it('keeps a secret of its own, readable to its owner alone', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'env-'));
    try {
      const first = readEnv({ DATA_DIR: dir }).SESSION_SECRET;
      expect(readEnv({ DATA_DIR: dir }).SESSION_SECRET).toBe(first);
      expect(isWeak(first)).toBe(false);
      expect(readFileSync(path.join(dir, 'secret'), 'utf8')).toBe(first);
      if (process.platform !== 'win32') expect(statSync(path.join(dir, 'secret')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
