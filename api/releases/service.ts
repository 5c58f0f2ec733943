/** The changelog, and what the operation tables say will go. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import type { Operations } from '#api/kernel/operation.ts';
import type { Locale } from '#api/kernel/words.ts';
import type { Feed } from '#api/subscriptions/atom.ts';
import type { deprecationShape, releaseShape } from './contract.ts';
import { operationsOf } from './rules/operations.ts';
import { changeKinds, currentVersion, feedWords, releases } from './rules/releases.ts';

export interface Changelog {
  readonly version: string;
  readonly items: z.input<typeof releaseShape>[];
  readonly deprecated: z.input<typeof deprecationShape>[];
}

/** @param rooms every room's operations, as the routes are made from them. */
export function listReleases(rooms: Readonly<Record<string, Operations>>): Changelog {
  return {
    version: currentVersion,
    items: releases.map((one) => ({
      version: one.version,
      day: one.day,
      changes: one.changes.map((change) => ({ ...change })),
      operations: [...(operationsOf[one.version] ?? [])],
    })),
    deprecated: Object.values(rooms).flatMap((operations) =>
      Object.entries(operations).flatMap(([name, { method, path, deprecated }]) =>
        deprecated === undefined
          ? []
          : [{ operation: name, method, path, ...deprecated, successor: deprecated.successor ?? null }],
      ),
    ),
  };
}

/** One entry a release. @param path of the feed as it was asked for. */
export function releaseFeed(ctx: Ctx, { locale, path }: { readonly locale: Locale; readonly path: string }): Feed {
  const base = ctx.env.PUBLIC_URL;
  const side = locale === 'en' ? 1 : 0;
  const at = (day: string) => `${day}T00:00:00.000Z`;
  return {
    id: `${base}${path}`,
    self: `${base}${path}`,
    first: `${base}${path}`,
    next: null,
    alternate: `${base}/developers/changelog`,
    locale,
    title: feedWords.title[side],
    subtitle: feedWords.subtitle[side],
    platform: feedWords.platform[side],
    updated: at(releases[0].day),
    entries: releases.map((one) => ({
      id: `${base}/developers/changelog#${one.version}`,
      title: one.version,
      updated: at(one.day),
      published: at(one.day),
      url: `${base}/developers/changelog#${one.version}`,
      author: feedWords.platform[side],
      categories: [],
      related: `${base}/api/docs/openapi.yaml`,
      summary: one.changes.map((change) => `${changeKinds[change.kind][side]}: ${change[locale]}`).join('\n'),
    })),
  };
}
