/** The search over the entries of entries.ts through the API, against bare statements on a bare connection; 95th percentiles. */
import type pg from 'pg';
import { queryWords } from '#api/ports/search/words.ts';
import { type Bench, p95, type Result } from './measure.ts';

const questions = [
  '空气质量',
  '高速公路 收费站',
  '公交线路',
  '农产品价格',
  '医院 门诊',
  '煤矿',
  '行政许可',
  '养老机构 床位',
];
const filters = [
  { open_type: ['unconditional'], update_cycle: ['daily', 'monthly', 'yearly'], format: ['csv'] },
  { open_type: ['unconditional', 'conditional'], update_cycle: ['realtime', 'weekly'], source: ['own'] },
  { format: ['csv', 'xlsx'], update_cycle: ['quarterly', 'yearly', 'irregular'], source: ['own'] },
] as const;
type Filter = Readonly<Record<string, readonly string[]>>;

const columns: Readonly<Record<string, string>> = {
  theme: 'theme',
  agency: 'provider_id',
  region: 'region_code',
  format: 'formats',
  update_cycle: 'update_cycle',
  open_type: 'open_type',
  source: 'source_id',
};

const rounds = 48;

/** In turn, after a warm-up of each; the fifth-worst of a hundred, not the middle. */
async function worst(
  ours: (round: number) => Promise<unknown>,
  limit: (round: number) => Promise<unknown>,
): Promise<Result> {
  const times = { ours: [] as number[], limit: [] as number[] };
  for (let round = -8; round < rounds; round++) {
    for (const [name, work] of [
      ['ours', ours],
      ['limit', limit],
    ] as const) {
      const began = performance.now();
      await work(round + 8);
      if (round >= 0) times[name].push(performance.now() - began);
    }
  }
  const [ours_ms, limit_ms] = [p95(times.ours), p95(times.limit)];
  return { ours_ms, limit_ms, ratio: ours_ms / limit_ms };
}

/** What anyone would write by hand for the same answer: matches, count, page, and each facet under all choices but its own. */
function bare(client: pg.Client, q: string, filter: Filter, sort: string) {
  const words = queryWords(q).map((word) => `'${word}':*`);
  const parameters: unknown[] = [words.join(' & ')];
  const where = (except: string) =>
    Object.entries(filter)
      .filter(([name]) => name !== except)
      .map(([name, values]) => {
        parameters.push(values);
        return `${columns[name]} ${name === 'format' ? '&&' : '= ANY('}$${parameters.length}::text[]${name === 'format' ? '' : ')'}`;
      })
      .join(' AND ') || 'true';
  const facets = Object.entries(columns).map(
    ([name, column]) =>
      `(SELECT json_agg(f) FROM (SELECT ${name === 'format' ? 'unnest(formats)' : column}, count(*) FROM hits WHERE ${where(name)} GROUP BY 1) f)`,
  );
  const matched = q === '' ? '$1::text IS NOT NULL' : "tsv @@ to_tsquery('simple', $1)";
  const rank = q === '' ? '0' : "ts_rank(tsv, to_tsquery('simple', $1))";
  return client.query(
    `WITH hits AS MATERIALIZED (SELECT id, ${Object.values(columns).join(', ')}, downloads, updated_at, ${rank} AS rank
       FROM search_document WHERE ${matched})
     SELECT (SELECT count(*) FROM hits WHERE ${where('')}), ${facets.join(', ')},
       (SELECT json_agg(p) FROM (SELECT d.* FROM search_document d JOIN
         (SELECT id FROM hits WHERE ${where('')} ORDER BY ${sort} LIMIT 20) h USING (id)) p)`,
    parameters,
  );
}

const inVain = ['火箭 发射 日程 统计', '海港 泊位 潮汐 动态', '火山 监测 站点 数据', '地铁 隧道 渗漏 明细'];

/** What a search has to look at before it may say that there is nothing. */
function bareParts(client: pg.Client, q: string) {
  const words = q.split(' ');
  const met = words.map((_, n) => `(title LIKE $${n + 1} OR abstract LIKE $${n + 1} OR provider_name LIKE $${n + 1})`);
  return client.query(
    `SELECT count(*) FROM search_document WHERE ${met.join(' AND ')}`,
    words.map((word) => `%${word}%`),
  );
}

async function get(url: string, query: URLSearchParams, needs: number): Promise<void> {
  const answer = await fetch(`${url}/api/v1/datasets?${query}`);
  const body = (await answer.json()) as { total: number; facets: Record<string, unknown[]> };
  if (!answer.ok || body.total < needs || Object.keys(body.facets).length !== 7)
    throw new Error(`${query}: ${body.total}`);
}

function queryOf(q: string, filter: Filter, over: Readonly<Record<string, string>> = {}): URLSearchParams {
  const query = new URLSearchParams({ ...(q === '' ? {} : { q }), ...over });
  for (const [name, values] of Object.entries(filter)) for (const value of values) query.append(name, value);
  return query;
}

const pick = <T>(list: readonly T[], round: number): T => list[round % list.length] as T;

export function searchBenches(url: string, client: pg.Client, entries: number): Bench[] {
  const over = entries.toLocaleString('en');
  return [
    {
      name: `search with three facets over ${over} entries, p95 (page of 20, count, seven facets, over HTTP)`,
      limit: 'bare SQL for the same answer, p95, no HTTP',
      run: () =>
        worst(
          (round) => get(url, queryOf(pick(questions, round), pick(filters, round)), 1),
          (round) => bare(client, pick(questions, round), pick(filters, round), 'rank DESC, downloads DESC'),
        ),
    },
    {
      name: `facet counts of a search over ${over} entries, p95 (seven facets, nothing chosen)`,
      limit: 'bare SQL for the same answer, p95, no HTTP',
      run: () =>
        worst(
          (round) => get(url, queryOf(pick(questions, round), {}, { page_size: '1' }), 1),
          (round) => bare(client, pick(questions, round), {}, 'rank DESC, downloads DESC'),
        ),
    },
    {
      name: `listing of ${over} entries, p95 (page of 20, count, seven facets, over HTTP)`,
      limit: 'bare SQL for the same answer, p95, no HTTP',
      run: () =>
        worst(
          (round) => get(url, queryOf('', {}, { page: String(1 + round) }), entries),
          () => bare(client, '', {}, 'updated_at DESC'),
        ),
    },
    {
      name: `search that finds nothing, with its ways out, over ${over} entries, p95 (three filters, four words)`,
      limit: 'bare SQL looking for the same words letter by letter once, p95, no HTTP',
      run: () =>
        worst(
          (round) => get(url, queryOf(pick(inVain, round), pick(filters, round)), 0),
          (round) => bareParts(client, pick(inVain, round)),
        ),
    },
    {
      name: `suggestions while typing over ${over} entries, p95`,
      limit: 'one bare statement on the titles’ index',
      run: () =>
        worst(
          async (round) => {
            const q = pick(
              ['太', '太原', '太原市高', 'ty', 'taiyuan', 'kongqi', 'sfz', '收费站', 'price', '门诊'],
              round,
            );
            const answer = await fetch(`${url}/api/v1/suggestions?q=${encodeURIComponent(q)}`);
            if (!answer.ok) throw new Error(String(answer.status));
            await answer.json();
          },
          (round) =>
            client.query('SELECT id, title FROM search_document WHERE title LIKE $1 LIMIT 10', [
              `${pick(['太', '太原', '太原市高', '大同'], round)}%`,
            ]),
        ),
    },
  ];
}
