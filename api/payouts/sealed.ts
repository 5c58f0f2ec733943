/** Account numbers at rest: AES-256-GCM under a key of the installation's secret, bound to the row they belong to. */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Ctx } from '#api/context.ts';

const keyOf = (ctx: Ctx): Buffer =>
  Buffer.from(hkdfSync('sha256', ctx.env.SESSION_SECRET, 'jinshu/payouts/account/v1', 'account-number', 32));

/** @param row id of the row: a sealed number moved to another row cannot be opened. */
export function sealNumber(ctx: Ctx, row: string, number: string): string {
  const iv = Buffer.from(ctx.random(12));
  const cipher = createCipheriv('aes-256-gcm', keyOf(ctx), iv).setAAD(Buffer.from(row));
  const sealed = Buffer.concat([cipher.update(number, 'utf8'), cipher.final()]);
  return ['v1', iv, cipher.getAuthTag(), sealed]
    .map((one) => (typeof one === 'string' ? one : one.toString('base64url')))
    .join('.');
}

/** Throws where the text was not sealed for this row under this installation's secret. */
export function openNumber(ctx: Ctx, row: string, text: string): string {
  const [version, iv = '', tag = '', sealed = ''] = text.split('.');
  if (version !== 'v1') throw new Error('an account number sealed in an unknown way');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ctx), Buffer.from(iv, 'base64url'));
  decipher.setAAD(Buffer.from(row)).setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8');
}
