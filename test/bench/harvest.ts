/** 100 pages of 100 records of a CKAN portal into the catalogue, against fetching, parsing and inserting the same records bare. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { App } from '#api/context.ts';
import { workOn } from '#api/federation/harvest.ts';
import * as sources from '#api/federation/sources.ts';
import type { World } from '#test/support/world.ts';
import { against, type Bench } from './measure.ts';

const pages = 100;
const perPage = 100;

const rounds = 3;

/** Pages lie ready before the clock starts: neither side is charged for the portal's own work, nor for its memory. */
async function startPortal() {
  const file = fileURLToPath(new URL('./harvest-portal.ts', import.meta.url));
  // A warm-up of each comes before the rounds.
  const asked = [2 * (rounds + 1), pages, perPage].map(String);
  const child = fork(file, asked, { execArgv: ['--import', 'tsx'] });
  const [host] = (await once(child, 'message')) as [string];
  let round = 0;
  return {
    host,
    /** The address of datasets nobody has read. */
    next: () => `http://${host}/${round++}`,
    close: async () => {
      const over = once(child, 'exit');
      child.disconnect();
      await over;
    },
  };
}

export function harvestBench(app: App, world: World, client: pg.Client): Bench {
  return {
    name: '100 harvested pages of 100 records (checked, mapped, de-duplicated, audited, queued for the search)',
    limit: 'the same pages fetched, parsed and inserted as they are, one statement a page',
    run: async () => {
      const city = await startPortal();
      const here: App = { ...app, env: { ...app.env, OUTBOUND_ALLOW: [city.host] } };
      const department = { ...world.ctx('province.information'), env: here.env };
      await client.query('CREATE TABLE bench_harvest (id text PRIMARY KEY, content jsonb NOT NULL)');
      const ours = async () => {
        const url = city.next();
        const source = await sources.addSource(department, {
          kind: 'ckan',
          url,
          region_code: '140000',
          name: url,
          name_en: '',
          schedule: 'manual',
        });
        const run = await sources.runSource(department, source.id, { full: true });
        while ((await workOn(here, run.id)) === 'again');
        const report = await sources.getRun(department, run.id);
        if (report.state !== 'done' || report.added !== pages * perPage)
          throw new Error(`the harvest ended ${report.state} with ${report.added}: ${report.fault?.en}`);
      };
      const limit = async () => {
        const url = city.next();
        for (let start = 0; start < pages * perPage; start += perPage) {
          const answer = await fetch(
            `${url}/api/3/action/package_search?q=*:*&sort=id+asc&rows=${perPage}&start=${start}`,
          );
          const { result } = (await answer.json()) as { result: { results: unknown[] } };
          await client.query(
            "INSERT INTO bench_harvest SELECT one->>'id', one FROM jsonb_array_elements($1::jsonb) AS one",
            [JSON.stringify(result.results)],
          );
        }
      };
      try {
        return await against(ours, limit, rounds);
      } finally {
        await city.close();
      }
    },
  };
}
