/**
 * One browser journey of the main job: nine people, each with a browser of their own, walk steps 1 to 11 through the pages.
 * Nothing is prepared behind the scenes but the bodies of two governments with their accounts.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Journey } from '#test/support/journey-browser.ts';
import { compile } from './journey/compile.ts';
import { licence } from './journey/licence.ts';
import { market } from './journey/market.ts';
import { revenue } from './journey/revenue.ts';
import { newWalk } from './journey/walk.ts';

const walk = newWalk();
beforeAll(async () => {
  walk.j = await Journey.begin('2026-11-03T09:30:00+08:00');
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await walk.j.pictures();
});
afterAll(() => walk.j.end());

describe('from the first entry to the treasury', () => {
  compile(walk);
  licence(walk);
  market(walk);
  revenue(walk);

  it('shows nobody an error', () => {
    expect(walk.j.faults).toEqual([]);
  });
});
