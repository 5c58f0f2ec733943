/** Which controls are on: each is measured here and now from the configuration, the database or the keys, never claimed. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { anyParameter } from '#api/organizations/service.ts';
import { policyKey, readPolicy } from '#api/people/rules/second-factor.ts';
import { sessionHours } from '#api/people/rules/session-cookie.ts';
import { scopeOf } from './access.ts';
import { clockSkewMs, keyStanding } from './controls-store.ts';
import type { controlShape } from './desk-contract.ts';
import { guarded } from './privileges-store.ts';
import { type ControlCode, controlWords, measures } from './rules/controls.ts';

export type ControlOut = z.input<typeof controlShape>;

const control = (code: ControlCode, state: ControlOut['state'], [zh, en]: readonly [string, string]): ControlOut => ({
  code,
  name: { zh: controlWords[code][0], en: controlWords[code][1] },
  state,
  measured: { zh, en },
});

const appended = ['audit_event', 'account_event', 'ledger_entry', 'signature', 'delivery', 'audit_root'] as const;

/** For one region: the second factor is the region's own policy. */
export async function measureControls(ctx: Ctx, regionCode: string): Promise<ControlOut[]> {
  const { env, ports } = ctx;
  const [guards, keys, skew, policyKept] = await Promise.all([
    guarded(ctx.db, appended),
    keyStanding(ctx.db, ctx.clock.now()),
    clockSkewMs(ctx.db, ctx.clock.now),
    anyParameter(ctx, policyKey, regionCode),
  ]);
  const https = env.PUBLIC_URL.startsWith('https:');
  const policy = readPolicy(policyKept);
  const inForce = policy !== null && policy.from <= dayOf(ctx.clock.now());
  const off = appended.filter((table) => !guards.has(table));
  const stamps = ports.timestamps.operatedBy;
  return [
    control('transport', https ? 'on' : 'off', measures.transport(https)),
    control('proxy', env.TRUST_PROXY === undefined ? 'unknown' : 'on', measures.proxy(env.TRUST_PROXY !== undefined)),
    control('session', 'on', measures.session(sessionHours)),
    control('factor', inForce ? 'on' : 'off', measures.factor(inForce ? policy.duties.length : null)),
    control(
      'history',
      off.length === 0 ? 'on' : 'off',
      measures.history(appended.length - off.length, appended.length),
    ),
    control('keys', keys.plain === 0 ? 'on' : 'off', measures.keys(keys.all, keys.plain, keys.ending)),
    control('clock', Math.abs(skew) < 2000 ? 'on' : 'off', measures.clock(skew)),
    control('stamps', stamps === 'outside' ? 'on' : 'off', measures.stamps(stamps === 'outside')),
    control('files', 'unknown', measures.files(env.S3_BUCKET !== undefined)),
    control('backup', 'unknown', measures.backup()),
  ];
}

export async function showControls(ctx: Ctx): Promise<{ items: ControlOut[] }> {
  const { viewer } = scopeOf(ctx);
  return { items: await measureControls(ctx, viewer.organization.regionCode) };
}
