/** Browsers: a few words of what one says it is, and the mark by which one is known again. */
import { createHash, timingSafeEqual } from 'node:crypto';
import bowser from 'bowser';
import ipaddr from 'ipaddr.js';
import type { Ctx } from '#api/context.ts';
import { keyed } from '#api/ports/seal/sealed-text.ts';

/** `Firefox 131 · Windows`, or null for what names no browser. */
export function deviceOf(userAgent: string | undefined): string | null {
  if (userAgent === undefined || userAgent.trim() === '') return null;
  const { browser, os } = bowser.parse(userAgent.slice(0, 400));
  const version = browser.version?.split('.')[0];
  const words = [browser.name === undefined ? null : `${browser.name}${version ? ` ${version}` : ''}`, os.name];
  const known = words.filter((word) => word !== null && word !== undefined && word !== '');
  return known.length === 0 ? null : known.join(' · ').slice(0, 80);
}

const room = 'people';
const markOf = (ctx: Pick<Ctx, 'env'>, login: string, nonce: string): string =>
  keyed(ctx, room, 'device/v1', `${nonce} ${login.toLowerCase()}`).digest('base64url');

/** A mark for the browser in which this login just signed in: a nonce, and the proof that we gave it for that login. */
export function newDevice(ctx: Pick<Ctx, 'env' | 'random'>, login: string): string {
  const nonce = Buffer.from(ctx.random(16)).toString('base64url');
  return `${nonce}.${markOf(ctx, login, nonce)}`;
}

/**
 * Who knocks, for counting guesses at a login: a browser in which it signed in before, else an address (of IPv6 the
 * network of 64 bits, since one caller has them all).
 */
export function callerOf(ctx: Pick<Ctx, 'env' | 'ip' | 'knownDevice'>, login: string) {
  const [nonce = '', mark = ''] = (ctx.knownDevice ?? '').split('.');
  const right = Buffer.from(markOf(ctx, login, nonce));
  const given = Buffer.from(mark);
  if (nonce !== '' && right.length === given.length && timingSafeEqual(right, given))
    return { known: true, name: `device ${nonce}` };
  return { known: false, name: `address ${networkOf(ctx.ip)}` };
}

function networkOf(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return 'none';
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return Buffer.from(address.toByteArray().slice(0, 8)).toString('hex');
}

/** A keyed hash: the table of guesses names neither logins nor addresses. */
export const guessKey = (ctx: Pick<Ctx, 'env'>, ...parts: readonly string[]): string =>
  keyed(ctx, room, 'guess/v1', parts.join('\n')).digest('hex');

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
