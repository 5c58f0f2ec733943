/** What all kinds of portal have in common: a catalogue comes in batches, and after each one the harvest could go on later. */
import type { Refusal } from '#api/kernel/refusal.ts';
import type { Mapped, SourceFacts } from '../rules/content.ts';
import { identifierOf } from '../rules/content.ts';
import { asFault, type Validators, type Web } from './web.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Item =
  | { readonly identifier: string; readonly record: Mapped }
  /** `identifier` null: nobody can tell which record it is. */
  | { readonly identifier: string | null; readonly fault: Refusal };

export interface Batch {
  readonly items: readonly Item[];
  /** How many records were read for them; some are no datasets. */
  readonly read: number;
  /** Where to go on after these. */
  readonly position: Json;
  /** How many records the portal says it has in all. */
  readonly told?: number;
  /** Set for a page that could not be read and was passed over. */
  readonly skipped?: Refusal;
  /** State of a single document, for the next conditional question. */
  readonly validators?: Validators;
  /** True when the portal pages by itself, and so may understand `modified_since`. */
  readonly paged?: boolean;
  /** The portal says nothing changed since the last full run. */
  readonly unchanged?: true;
}

export interface Ask {
  /** Only what changed since, where the kind can tell; null for everything. */
  readonly since: string | null;
  /** Where an earlier attempt of this run stopped. */
  readonly position: Json;
  readonly validators: Validators;
  readonly paged: boolean;
  /** Records a page, where the kind lets us choose. */
  readonly size: number;
}

export type Reader = (web: Web, source: SourceFacts, ask: Ask) => AsyncGenerator<Batch>;

/** One broken record harms no other: its reason is kept in its place. */
export function readItems(
  raw: readonly unknown[],
  identify: (item: unknown) => unknown,
  map: (item: unknown) => Mapped | null,
): Item[] {
  return raw.flatMap((item): Item[] => {
    let identifier: string | null = null;
    try {
      identifier = identifierOf({ identifier: identify(item) });
      const record = map(item);
      return record === null ? [] : [{ identifier: record.identifier, record }];
    } catch (error) {
      return [{ identifier, fault: asFault(error) }];
    }
  });
}

/**
 * A page as long as a portal likes, in parts that one transaction takes. Until the last of them the harvest stands before the
 * page: whoever goes on reads it again, and what was taken of it counts once.
 */
export async function* inParts(batches: AsyncGenerator<Batch>, before: Json, most = mostAtOnce): AsyncGenerator<Batch> {
  let position = before;
  for await (const batch of batches) {
    const { items } = batch;
    let from = 0;
    for (; items.length - from > most; from += most) yield { items: items.slice(from, from + most), read: 0, position };
    yield from === 0 ? batch : { ...batch, items: items.slice(from) };
    position = batch.position;
  }
}
const mostAtOnce = 500;

/** Asks for the next batch while this one is written: the portal's time and the database's run side by side. */
export async function* ahead(batches: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  const ask = () => {
    const asked = batches.next();
    // Heard when it is waited for, and not before.
    asked.catch(() => {});
    return asked;
  };
  try {
    let next = ask();
    for (let step = await next; step.done !== true; step = await next) {
      next = ask();
      yield step.value;
    }
  } finally {
    await batches.return(undefined);
  }
}

/** Of a slice of work, and of a run as a whole: a portal whose pages never end is left there. */
export const maxPages = 20_000;
export const usualSize = 100;
