/**
 * Every operation of the contracts against who may not call it: nobody signed in; people of the organisations concerned with every
 * duty but the ones that may; and another region's government and another enterprise with every duty, who know the real ids.
 * Rights only grow with duties, so a person with all wrong duties together stands for each of them. A new operation without a row
 * in the table fails.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#api/context.ts';
import type { Operation } from '#api/kernel/operation.ts';
import { operationTables } from '#api/operations.ts';
import { type Duty, duties as dutyWords } from '#api/organizations/rules/codes.ts';
import { sha256 } from '#api/people/device.ts';
import { noPassword } from '#api/people/passwords.ts';
import type { Listening } from '#api/server.ts';
import { publicChanges, rules } from '#test/support/authorisation/rules.ts';
import { answersJson, type Call, callOf, type Known } from '#test/support/authorisation/targets.ts';
import { agreement } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld, paidOrder, statement } from '#test/support/market.ts';

const operations: Readonly<Record<string, Operation>> = Object.assign({}, ...Object.values(operationTables));
const all = Object.keys(dutyWords) as Duty[];
const record = process.env.AUTHORISATION_RECORD;

let m: Market;
let server: Listening;
let known: Known;
/** Tokens of one person in each organisation concerned, and of the outsiders. */
const own: { token: string; personId: string; organizationId: string }[] = [];
const others: string[] = [];
/** What outsiders must not find in an answer. */
let secret: string[] = [];

const refusedAs = new Set([401, 403, 404, 410]);

beforeAll(async () => {
  m = await marketWorld('2026-08-03T09:30:00+08:00', { from: '2026-08-03', to: '2027-08-02' });
  const product = await listedProduct(m);
  const order = await paidOrder(m, product.no);
  m.t.clock.set('2026-09-02T10:00:00+08:00');
  const drawn = await statement(m, '2026-08', 'drawn');
  const half = await agreement(m, 'draft');
  await m.t.drain();
  server = await m.t.serve();
  const tables = await m.t.database.query<{ name: string }>(
    `select table_name as name from information_schema.columns where column_name = 'id' and data_type = 'text' and table_schema = 'public'`,
  );
  const ids = new Map<string, string>();
  for (const { name } of tables) {
    for (const { id } of await m.t.database.query<{ id: string }>(
      `select id from "${name}" order by id desc limit 1`,
    )) {
      const [prefix = ''] = id.split('_');
      if (/^\w{3}_/.test(id) && !ids.has(prefix)) ids.set(prefix, id);
    }
  }
  ids.set('ord', order.id).set('agr', m.agreement.id).set('sta', drawn.id).set('prd', product.id);
  const transport = m.world.organization('province.transport');
  ids.set('per', transport.personIds['province.transport.head'] ?? '');
  const [version] = await m.t.database.query<{ id: string }>(
    `select v.id from version v join entry e on e.id = v.entry_id where e.code = $1 order by v.id limit 1`,
    [m.codes.road],
  );
  ids.set('ver', version?.id ?? '');
  const [group = '', seq = ''] = m.codes.road.split('/');
  known = {
    ids,
    params: {
      class: group,
      seq,
      no: product.no,
      year: '2026',
      period: '2026-08',
      number: '1',
      version: '1',
      uscc: transport.uscc,
      format: 'csv',
    },
  };
  secret = [order.id, m.agreement.id, half.id, drawn.id, ...(ids.get('app') === undefined ? [] : [ids.get('app')!])];
  for (const key of ['province.transport', 'province.information', 'province.finance', 'developer.road'] as const) {
    const organizationId = m.world.organization(key).id;
    own.push({ ...(await person(organizationId, [])), organizationId });
  }
  // One agency of the city that holds every power there, and another enterprise, each with every duty.
  const city = m.world.organization('taiyuan.information').id;
  await m.t.database.query(`update mandate set organization_id = $1 where region_code = '140100'`, [city]);
  // Auditors too: they read their own region and no other (decision 0071).
  others.push((await person(city, all)).token);
  const enterprise: Duty[] = ['developer', 'buyer', 'signatory', 'admin'];
  others.push((await person(m.world.organization('developer.harvest').id, enterprise)).token);
}, 240_000);
afterAll(async () => {
  await m.t.close();
});

let made = 0;
async function person(organizationId: string, duties: readonly Duty[]): Promise<{ token: string; personId: string }> {
  const { app, clock } = m.t;
  const id = newId(app, 'person');
  const createdAt = clock.now();
  made++;
  await app.db.person.create({
    data: { id, login: `matrix.${made}`, displayName: '矩阵', passwordHash: noPassword, createdAt },
  });
  await app.db.membership.create({ data: { personId: id, organizationId, duties: [...duties], createdAt } });
  const token = `jss_matrix${made}`;
  const expiresAt = new Date(createdAt.getTime() + 3600_000);
  await app.db.session.create({
    data: { id: sha256(token), personId: id, organizationId, createdAt, lastSeenAt: createdAt, expiresAt },
  });
  return { token, personId: id };
}

async function ask({ method, path, body }: Call, token?: string) {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === null ? {} : { body }),
    redirect: 'manual',
  });
  const text = await response.text();
  return { status: response.status, text, shape: text.includes('"code":"request.invalid"') };
}

/** A few at a time: the machine has few cores, and answers come in any order. */
async function each<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

const named = Object.entries(operations);
const setDuties = (duties: readonly Duty[]) =>
  m.t.app.db.membership.updateMany({
    where: { personId: { in: own.map((one) => one.personId) } },
    data: { duties: [...duties] },
  });

/** `steward licensing | own`: who may, and whether others pass too because they are answered with their own things alone. */
const ruleOf = (name: string) => {
  const [may = '', ...flags] = (rules[name] ?? '').split(' | ');
  return { may: may.split(' ').filter((one) => one !== ''), flags };
};

describe.skipIf(record !== undefined)('the authorisation matrix', () => {
  it('has a row for every operation, and none for what is gone', () => {
    const guarded = named.filter(([, { auth }]) => auth === 'session').map(([name]) => name);
    expect(guarded.filter((name) => rules[name] === undefined)).toEqual([]);
    expect(Object.keys(rules).filter((name) => !guarded.includes(name))).toEqual([]);
    const open = named.filter(([, { auth, method }]) => auth === 'public' && method !== 'get').map(([name]) => name);
    expect(open.sort()).toEqual([...publicChanges].sort());
  });

  it('answers nobody who is not signed in', async () => {
    const wrong: string[] = [];
    await each(
      named.filter(([, { auth }]) => auth !== 'public'),
      async ([name, operation]) => {
        const { status } = await ask(callOf(operation, known));
        if (status !== 401) wrong.push(`${name} ${status}`);
      },
    );
    expect(wrong).toEqual([]);
  });

  it('refuses the people of the organisations concerned whose duty it is not', async () => {
    const groups = new Map<string, [string, Operation][]>();
    for (const [name, operation] of named.filter(([, { auth }]) => auth === 'session')) {
      const { may } = ruleOf(name);
      if (may.includes('any')) continue;
      const key = may.filter((one) => one !== 'absent').join(' ');
      groups.set(key, [...(groups.get(key) ?? []), [name, operation]]);
    }
    const wrong: string[] = [];
    for (const [key, members] of groups) {
      const may = key.split(' ');
      await setDuties(all.filter((duty) => !may.includes(duty)));
      await each(members, async ([name, operation]) => {
        for (const { token } of own) {
          const { status, shape } = await ask(callOf(operation, known), token);
          if (!refusedAs.has(status) && !shape) wrong.push(`${name} ${status}`);
        }
      });
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  it('refuses another region and another enterprise, who know the ids', async () => {
    const wrong: string[] = [];
    await each(
      named.filter(([, { auth }]) => auth === 'session'),
      async ([name, operation]) => {
        const { flags } = ruleOf(name);
        if (flags.includes('self')) return;
        for (const token of others) {
          const { status, text, shape } = await ask(callOf(operation, known), token);
          if (refusedAs.has(status) || shape) continue;
          if (!flags.includes('own')) wrong.push(`${name} ${status}`);
          const found = answersJson(operation) && status < 300 ? secret.filter((id) => text.includes(id)) : [];
          if (found.length > 0) wrong.push(`${name} tells ${found.join()}`);
        }
      },
    );
    expect(wrong).toEqual([]);
  }, 240_000);
});

describe.runIf(record !== undefined)('recording', () => {
  it('writes the table for review', async () => {
    const { writeFile } = await import('node:fs/promises');
    const may = new Map<string, Set<string>>();
    const flags = new Map<string, Set<string>>();
    const add = (map: Map<string, Set<string>>, name: string, word: string) =>
      map.set(name, (map.get(name) ?? new Set()).add(word));
    const guarded = named.filter(
      ([name, { auth }]) =>
        auth === 'session' &&
        !/^(signOut|endSession|endOtherSessions|changePassword|disableMember|changeDuties)$/.test(name),
    );
    await each(guarded, async ([name, operation]) => {
      for (const token of others) {
        const { status, text, shape } = await ask(callOf(operation, known), token);
        if (shape) add(flags, name, 'shape');
        if (refusedAs.has(status) || shape) continue;
        add(flags, name, 'own');
        if (status < 300 && secret.some((id) => text.includes(id))) add(flags, name, 'published');
        if (status >= 500) add(flags, name, `s${status}`);
      }
    });
    for (const duty of [null, ...all]) {
      await setDuties(duty === null ? [] : [duty]);
      await each(guarded, async ([name, operation]) => {
        if (may.get(name)?.has('any') === true) return;
        for (const { token } of own) {
          const { status, shape } = await ask(callOf(operation, known), token);
          if (refusedAs.has(status) || shape) continue;
          add(may, name, duty ?? 'any');
        }
      });
    }
    const rows = named
      .filter(([, { auth }]) => auth === 'session')
      .map(([name]) => {
        const text = [[...(may.get(name) ?? [])].join(' '), ...(flags.get(name) ?? [])].join(' | ');
        return `  ${name}: '${text}',`;
      });
    await writeFile(record ?? '', rows.join('\n'));
  }, 600_000);
});
