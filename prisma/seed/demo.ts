/**
 * Makes the demonstration province in an empty database: a year and two months of its life, day by day. What changes a
 * state goes through the services, by the people whose act it is; only organisations, accounts and download counters are
 * written directly. Killed in the middle, it is not resumed: the caller empties the database and it begins anew
 * (api/launch/seed.ts), because half a history that was told twice would not be one.
 */
import type { App } from '#api/context.ts';
import { openBook } from './demo/book.ts';
import { catalogueScenes } from './demo/catalogue.ts';
import { countDownloads } from './demo/counters.ts';
import { federationScenes } from './demo/federation-scenes.ts';
import { licensingScenes } from './demo/licensing-scenes.ts';
import { moneyScenes } from './demo/money-scenes.ts';
import { peopleScenes } from './demo/people.ts';
import { reachScenes } from './demo/reach.ts';
import { playAll } from './demo/scene.ts';
import { raiseStage } from './demo/stage.ts';
import { yearScenes } from './demo/year.ts';

/** The day before the story begins, and its last. */
const opening = '2025-09-01';
export const lastDay = '2026-11-20';

export async function seedDemo(
  { app, databaseUrl }: { readonly app: App; readonly databaseUrl: string },
  say: (line: string) => void,
): Promise<void> {
  const stage = await raiseStage(app, databaseUrl, opening);
  say('organisations and accounts');
  const book = openBook();
  const scenes = [
    ...catalogueScenes(book.catalogue),
    ...licensingScenes(book),
    ...moneyScenes(book),
    ...federationScenes(),
    ...reachScenes(book),
    ...peopleScenes(book),
    ...yearScenes(book, lastDay),
  ];
  await playAll(stage, scenes, say);
  // Letters of the last days.
  await stage.drain();
  await countDownloads(stage, book.catalogue, lastDay);
  await stage.web.close();
  say('done');
}
