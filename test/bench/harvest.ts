/** 100 pages of 100 records of a CKAN portal into the catalogue, against fetching, parsing and inserting the same records bare. */
import type pg from 'pg';
import type { App } from '#api/context.ts';
import { workOn } from '#api/federation/harvest.ts';
import * as sources from '#api/federation/sources.ts';
import { ckanPackage, portal, send } from '#test/support/portals.ts';
import type { World } from '#test/support/world.ts';
import { against, type Bench } from './measure.ts';

const pages = 100;
const perPage = 100;

export function harvestBench(app: App, world: World, client: pg.Client): Bench {
  return {
    name: '100 harvested pages of 100 records (checked, mapped, de-duplicated, audited, queued for the search)',
    limit: 'the same pages fetched, parsed and inserted as they are, one statement a page',
    run: async () => {
      let round = 0;
      let bodies: readonly string[] = [];
      // Pages lie ready: neither side is charged for the portal's own work.
      const city = await portal((url, response) =>
        send(response, 200, 'application/json', bodies[Number(url.searchParams.get('start')) / perPage] ?? '{}'),
      );
      // Every round has datasets of its own: a copy of what another source has would not be work of the same kind.
      const next = () => {
        round += 1;
        const count = pages * perPage;
        bodies = Array.from({ length: pages }, (_, page) => {
          const results = Array.from({ length: perPage }, (_, n) => ckanPackage(round * count + page * perPage + n));
          return JSON.stringify({ success: true, result: { count, results } });
        });
        return round;
      };
      const here: App = { ...app, env: { ...app.env, OUTBOUND_ALLOW: [city.host] } };
      const department = { ...world.ctx('province.information'), env: here.env };
      await client.query('CREATE TABLE bench_harvest (id text PRIMARY KEY, content jsonb NOT NULL)');
      const ours = async () => {
        const n = next();
        const source = await sources.addSource(department, {
          kind: 'ckan',
          url: `${city.url}?round=${n}`,
          region_code: '140000',
          name: `bench ${n}`,
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
        next();
        for (let start = 0; start < pages * perPage; start += perPage) {
          const answer = await fetch(
            `${city.url}/api/3/action/package_search?q=*:*&sort=id+asc&rows=${perPage}&start=${start}`,
          );
          const { result } = (await answer.json()) as { result: { results: unknown[] } };
          await client.query(
            "INSERT INTO bench_harvest SELECT one->>'id', one FROM jsonb_array_elements($1::jsonb) AS one",
            [JSON.stringify(result.results)],
          );
        }
      };
      try {
        return await against(ours, limit, 3);
      } finally {
        await city.close();
      }
    },
  };
}
