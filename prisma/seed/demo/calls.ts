/** Programs that read licensed data with their keys, as the gateway counts them: answered, refused, over quota. */
import { type Ctx, systemContext } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { figuresQuery, rowsQuery } from '#api/usage/contract.ts';
import { readLicensedRows } from '#api/usage/deliver.ts';
import { readLicensedFigures } from '#api/usage/figures.ts';
import { countCall, createKey, listKeys, reportLeak, resolveGrant, rotateKey } from '#api/usage/keys.ts';
import { type Book, look } from './book.ts';
import { type CaseKey, cases } from './cases.ts';
import { random } from './random.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { addressOf } from './usage.ts';

/** One call over the wire: resolved, read, counted by the status of its answer. */
async function call<R>(stage: Stage, book: Book, key: CaseKey, read: (ctx: Ctx) => Promise<R>): Promise<R | null> {
  const ctx = systemContext(stage.app);
  const { class: group, seq } = addressOf(book, key);
  const dataset = `${group}/${seq}`;
  const seen: string[] = [];
  let [status, answer]: [number, R | null] = [200, null];
  try {
    const use = { scope: 'rows', dataset, known: (id: string) => void seen.push(id) } as const;
    answer = await read({ ...ctx, grant: await resolveGrant(ctx, look(book.keys, key), use) });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    status = error.spec.status;
  }
  for (const id of seen) await countCall(stage.app, id, dataset, status);
  return answer;
}

export const rows = (
  stage: Stage,
  book: Book,
  key: CaseKey,
  query: Partial<Parameters<typeof rowsQuery.parse>[0] & object>,
) => call(stage, book, key, (ctx) => readLicensedRows(ctx, addressOf(book, key), rowsQuery.parse(query)));

/** Figures over groups as a table, heads first, with the delivery they stand on; null when they were refused. */
export async function figures(
  stage: Stage,
  book: Book,
  key: CaseKey,
  group: string[],
  measure: string[],
): Promise<string[][]> {
  const got = await call(stage, book, key, (ctx) =>
    readLicensedFigures(ctx, addressOf(book, key), figuresQuery.parse({ group, measure })),
  );
  if (got === null) throw new Error(`figures of ${key} were refused`);
  book.deliveries.set(key, [...(book.deliveries.get(key) ?? []), got.delivery_id]);
  return [got.columns.map((one) => one.name), ...got.rows.map((row) => row.map((cell) => String(cell ?? '')))];
}

/** What a program of each case asks for in a day. */
const programs: Partial<Record<CaseKey, (stage: Stage, book: Book, n: number) => Promise<unknown>>> = {
  roads: (stage, book, n) => rows(stage, book, 'roads', { limit: 300 + n * 40, filter: 'vehicle_class:eq:货车' }),
  visitors: (stage, book, n) => rows(stage, book, 'visitors', { limit: 150 + n * 10 }),
  freight: (stage, book, n) => rows(stage, book, 'freight', { limit: 400 + n * 50 }),
  crops: (stage, book, n) => rows(stage, book, 'crops', { limit: 200 + n * 20 }),
  load: (stage, book, n) => rows(stage, book, 'load', { limit: 250 + n * 25 }),
  transfer: (stage, book, n) => rows(stage, book, 'transfer', { limit: 300 + n * 30 }),
  smoke: (stage, book, n) => rows(stage, book, 'smoke', { limit: 100 + n * 10 }),
  firms: (stage, book, n) => rows(stage, book, 'firms', { limit: 80 + n * 10 }),
};

/** `[case, first day, last day, a call every so many days, most calls a day]`; none on weekends. */
const habits: readonly (readonly [CaseKey, Day, Day, number, number])[] = [
  ['freight', '2026-01-07', '2026-10-15', 15, 2],
  ['crops', '2026-02-04', '2026-07-22', 20, 1],
  ['smoke', '2026-02-10', '2026-08-25', 30, 1],
  ['firms', '2026-04-20', '2026-10-28', 24, 1],
  ['load', '2026-05-12', '2026-10-14', 20, 1],
  ['transfer', '2026-06-03', '2026-10-14', 17, 1],
  // The month that pages show day by day. Some days the quota is used up; after the suspension all is refused.
  ['freight', '2026-10-26', '2026-11-20', 2, 8],
  ['roads', '2026-10-23', '2026-11-20', 1, 3],
  ['load', '2026-10-26', '2026-11-17', 2, 5],
  ['transfer', '2026-10-28', '2026-11-20', 3, 3],
  ['visitors', '2026-10-27', '2026-11-09', 3, 2],
];

const isWeekend = (day: Day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

export function callScenes(book: Book): Scene[] {
  const scenes = habits.flatMap(([key, from, until, every, most]): Scene[] => {
    const days: Day[] = [];
    for (let day = from; day <= until; day = addDays(day, every)) if (!isWeekend(day)) days.push(day);
    return days.map((day) => ({
      day,
      time: '22:00',
      what: `calls: ${key}`,
      async play(stage) {
        const times = random(`calls ${key} ${day}`).int(1, most);
        for (let n = 0; n < times; n++) await programs[key]?.(stage, book, n);
      },
    }));
  });
  const key = (day: Day, of: CaseKey, name: string): Scene => ({
    day,
    time: '16:00',
    what: `key: ${of}`,
    async play(stage) {
      const made = await createKey(stage.as(cases[of].developer), look(book.agreements, of), { name });
      book.keys.set(of, made.secret);
    },
  });
  return [
    key('2025-12-15', 'freight', '调度系统'),
    key('2026-01-13', 'smoke', '研究环境'),
    key('2026-01-13', 'crops', '数据加工'),
    key('2026-03-10', 'outpatients', '指标计算'),
    key('2026-04-13', 'firms', '模型校验'),
    key('2026-04-28', 'load', '车队平台'),
    key('2026-05-26', 'transfer', '通勤规划'),
    ...scenes,
    {
      day: '2026-11-04',
      time: '10:00',
      what: 'a key is rotated',
      async play(stage) {
        const own = () => stage.as(cases.roads.developer);
        const { items } = await listKeys(own(), { agreement_id: look(book.agreements, 'roads') });
        const live = items.find((one) => one.standing === 'live');
        if (live === undefined) throw new Error('no live key to rotate');
        book.keys.set('roads', (await rotateKey(own(), live.id, { overlap_hours: 72 })).secret);
      },
    },
    {
      day: '2026-11-10',
      time: '15:00',
      what: 'a key was found in a public repository and is stopped',
      async play(stage) {
        await reportLeak(systemContext(stage.app), {
          secret: look(book.keys, 'visitors'),
          found_at: 'https://code.example/fenghe/visitors/blob/main/config.yml（演示）',
        });
        const made = await createKey(stage.as(cases.visitors.developer), look(book.agreements, 'visitors'), {
          name: '数据加工（更换）',
        });
        book.keys.set('visitors', made.secret);
      },
    },
  ];
}
