/** A small province for tests: two governments, two agencies, developers, a buyer, each with people and contexts. */

import { type App, type Ctx, systemContext, type Viewer } from '#api/context.ts';
import { levelOf } from '#api/kernel/regions.ts';
import { seedBase } from '#prisma/seed/base.ts';
import { type SeededOrganization, seedOrganizations } from '#prisma/seed/organizations.ts';

export const worldKeys = [
  'province.information',
  'province.finance',
  'province.transport',
  'province.ecology',
  'taiyuan.information',
  'taiyuan.finance',
  'taiyuan.transport',
  'operator',
  'developer.road',
  'developer.harvest',
  'buyer',
] as const;
export type WorldKey = (typeof worldKeys)[number];

export interface World {
  readonly organizations: ReadonlyMap<string, SeededOrganization>;
  organization(key: WorldKey): SeededOrganization;
  /** The context of a person by login (`province.transport`, `province.transport.head`, `province.information`, `province.finance`,
   * `province.finance.cashier`, `developer`, `developer2`, `buyer`, …), or of a passer-by (`null`). */
  ctx(login: string | null, over?: Partial<Ctx>): Ctx;
}

/** Passwords of all accounts are `demoPassword` of prisma/seed/organizations.ts. */
export async function makeWorld(app: App): Promise<World> {
  await seedBase(app);
  const organizations = await seedOrganizations(app, worldKeys);
  const viewers = new Map<string, Viewer>();
  for (const o of organizations.values()) {
    for (const person of o.people) {
      viewers.set(person.login, {
        personId: o.personIds[person.login] ?? '',
        displayName: person.name,
        sessionId: '',
        organization: {
          id: o.id,
          uscc: o.uscc,
          name: o.name,
          kind: o.kind,
          regionCode: o.regionCode,
          level: levelOf(o.regionCode),
        },
        duties: person.duties,
        powers: (o.powers ?? []).map((power) => ({ power, regionCode: o.regionCode })),
      });
    }
  }
  return {
    organizations,
    organization(key) {
      const found = organizations.get(key);
      if (found === undefined) throw new Error(`no organisation ${key}`);
      return found;
    },
    ctx(login, over = {}) {
      if (login === null) return systemContext(app, over);
      const viewer = viewers.get(login);
      if (viewer === undefined) throw new Error(`no account ${login}`);
      return systemContext(app, { viewer, ...over });
    },
  };
}
