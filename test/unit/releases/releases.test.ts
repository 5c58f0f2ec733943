/** The changelog keeps up with the operation tables: one that nobody announced fails here. */
import express, { Router } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { problemHandler } from '#api/http/problem.ts';
import { type Operation, operation } from '#api/kernel/operation.ts';
import { operationTables } from '#api/operations.ts';
import { operationsOf } from '#api/releases/rules/operations.ts';
import { releases } from '#api/releases/rules/releases.ts';
import { listReleases } from '#api/releases/service.ts';

describe('the changelog', () => {
  it('names every operation in exactly one release, and none that is not there', () => {
    const here = Object.values(operationTables)
      .flatMap((table) => Object.keys(table))
      .sort();
    const told = Object.values(operationsOf).flat().sort();
    expect(told).toEqual(here);
  });

  it('goes back in time from the newest, and every change is said in both languages', () => {
    expect(Object.keys(operationsOf).sort()).toEqual(releases.map((one) => one.version).sort());
    const days = releases.map((one) => one.day);
    expect([...days].sort().reverse()).toEqual(days);
    for (const { changes } of releases)
      for (const { zh, en } of changes) expect([zh.length > 5, en.length > 5]).toEqual([true, true]);
  });

  it('lets nothing go without the notice it promises', () => {
    for (const table of Object.values(operationTables))
      for (const { deprecated } of Object.values(table as Record<string, Operation>))
        if (deprecated !== undefined)
          expect(Date.parse(deprecated.sunset) - Date.parse(deprecated.since)).toBeGreaterThan(180 * 86_400_000);
  });
});

const going = {
  oldWay: operation({
    method: 'get',
    path: '/old',
    auth: 'public',
    summary: ['旧接口', 'The old way'],
    out: z.object({ said: z.string() }),
    deprecated: { since: '2026-05-01', sunset: '2026-11-01', successor: '/new' },
  }),
  lastWay: operation({
    method: 'get',
    path: '/last',
    auth: 'public',
    summary: ['末路', 'The last way'],
    out: z.object({ said: z.string() }),
    deprecated: { since: '2026-05-01', sunset: '2026-11-01' },
  }),
};

describe('an operation that will go', () => {
  let now = new Date('2026-10-31T15:59:59Z');
  let base = '';
  let close: () => void;
  beforeAll(async () => {
    const app = {
      clock: { now: () => now },
      env: { PUBLIC_URL: 'https://data.example' },
      log: { error() {}, warn() {}, info() {} },
    } as unknown as App;
    const server = express();
    const router = Router();
    mount(router, app, going, { oldWay: () => ({ said: 'still here' }), lastWay: () => ({ said: 'still here' }) });
    server.use('/api/v1', router);
    server.use(problemHandler(app.log));
    const listening = server.listen(0, '127.0.0.1');
    await new Promise((resolve) => listening.once('listening', resolve));
    base = `http://127.0.0.1:${(listening.address() as { port: number }).port}/api/v1`;
    close = () => listening.close();
  });
  afterAll(() => close());

  it('says since when, until when and what to use, and answers as ever', async () => {
    const answer = await fetch(`${base}/old`);
    expect(await answer.json()).toEqual({ said: 'still here' });
    // RFC 9745: a structured date; midnight in Shanghai is 16:00 of the day before.
    expect(answer.headers.get('deprecation')).toBe(`@${Date.UTC(2026, 3, 30, 16) / 1000}`);
    expect(answer.headers.get('sunset')).toBe('Sat, 31 Oct 2026 16:00:00 GMT');
    expect(answer.headers.get('link')).toBe(
      '<https://data.example/developers/changelog>; rel="deprecation"; type="text/html", <https://data.example/api/v1/new>; rel="successor-version"',
    );
  });

  it('answers 410 by name from the first second of the day', async () => {
    now = new Date('2026-10-31T16:00:00Z');
    const answer = await fetch(`${base}/old`);
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({ code: 'request.superseded', params: { successor: '/new' } });
    expect(await (await fetch(`${base}/last`)).json()).toMatchObject({ code: 'request.sunset', status: 410 });
  });

  it('stands in the changelog', () => {
    expect(listReleases({ room: going }).deprecated).toEqual([
      {
        operation: 'oldWay',
        method: 'get',
        path: '/old',
        since: '2026-05-01',
        sunset: '2026-11-01',
        successor: '/new',
      },
      {
        operation: 'lastWay',
        method: 'get',
        path: '/last',
        since: '2026-05-01',
        sunset: '2026-11-01',
        successor: null,
      },
    ]);
  });
});
