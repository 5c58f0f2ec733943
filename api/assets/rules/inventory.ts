/** What differs between the cards, the catalogue and the storage of one agency. */
import type { Day } from '#api/kernel/time.ts';
import type { DifferenceKind } from './codes.ts';
import { rowsText, storageLocations } from './codes.ts';
import { type EntryFacts, scaleOf } from './facts.ts';

export interface CountedCard {
  readonly id: string;
  readonly no: string;
  readonly name: string;
  readonly location: string | null;
  readonly entryIds: readonly string[];
  readonly facts: readonly EntryFacts[];
  readonly maintainBy: Day | null;
  readonly validTo: Day | null;
}

export interface CountedEntry {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly withdrawn: boolean;
  readonly providerId: string;
  readonly location: string | null;
  /** First day from which it held data; null while it holds none. */
  readonly versionId: string | null;
  readonly rows: string;
}

export interface CountedFile {
  readonly entryId: string;
  readonly name: string;
  readonly recorded: string;
  /** Null: nothing is kept under its key. */
  readonly found: string | null;
}

export interface Difference {
  readonly kind: DifferenceKind;
  readonly cardId: string | null;
  readonly entryId: string | null;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}

export interface Counted {
  readonly agencyId: string;
  readonly asOf: Day;
  readonly cards: readonly CountedCard[];
  readonly entries: readonly CountedEntry[];
  readonly files: readonly CountedFile[];
}

const nothing = '—';
const place = (code: string | null): string => (code === null ? nothing : storageLocations.labelOrCode(code, 'zh'));

export function differencesOf({ agencyId, asOf, cards, entries, files }: Counted): Difference[] {
  const found: Difference[] = [];
  const byId = new Map(entries.map((one) => [one.id, one]));
  const cardOf = new Map(cards.flatMap((card) => card.entryIds.map((id) => [id, card.id] as const)));
  for (const entry of entries) {
    const subject = `${entry.title}（${entry.code}）`;
    if (!cardOf.has(entry.id) && entry.versionId !== null && entry.providerId === agencyId && !entry.withdrawn)
      found.push({
        kind: 'data_without_card',
        cardId: null,
        entryId: entry.id,
        subject,
        expected: nothing,
        found: rowsText(entry.rows),
      });
  }
  for (const card of cards) {
    const own = { cardId: card.id, subject: `${card.name}（${card.no}）` };
    for (const id of card.entryIds) {
      const entry = byId.get(id);
      const on = { ...own, entryId: id, subject: `${own.subject} · ${entry?.code ?? id}` };
      if (entry === undefined || entry.versionId === null) {
        const recorded = card.facts.find((one) => one.entry_id === id);
        found.push({ ...on, kind: 'card_without_data', expected: rowsText(recorded?.rows ?? '0'), found: nothing });
        continue;
      }
      if (entry.withdrawn) found.push({ ...on, kind: 'entry_withdrawn', expected: entry.code, found: nothing });
      if (entry.providerId !== agencyId)
        found.push({ ...on, kind: 'holder_differs', expected: agencyId, found: entry.providerId });
      if (card.location !== null && entry.location !== null && card.location !== entry.location)
        found.push({
          ...on,
          kind: 'location_differs',
          expected: place(card.location),
          found: place(entry.location),
        });
    }
    const recorded = scaleOf(card.facts);
    const rows = card.entryIds.reduce((sum, id) => sum + BigInt(byId.get(id)?.rows ?? '0'), 0n);
    const whole = card.entryIds.every((id) => byId.get(id)?.versionId != null);
    if (whole && recorded.rows !== String(rows))
      found.push({
        ...own,
        entryId: null,
        kind: 'scale_differs',
        expected: rowsText(recorded.rows),
        found: rowsText(String(rows)),
      });
    if (card.maintainBy !== null && asOf > card.maintainBy)
      found.push({ ...own, entryId: null, kind: 'stale_card', expected: card.maintainBy, found: nothing });
    if (card.validTo !== null && asOf > card.validTo)
      found.push({ ...own, entryId: null, kind: 'registration_expired', expected: card.validTo, found: asOf });
  }
  for (const file of files) {
    if (file.found === file.recorded) continue;
    const entry = byId.get(file.entryId);
    found.push({
      kind: file.found === null ? 'file_missing' : 'file_changed',
      cardId: cardOf.get(file.entryId) ?? null,
      entryId: file.entryId,
      subject: `${entry?.title ?? ''}（${entry?.code ?? ''}）${file.name}`,
      expected: file.recorded,
      found: file.found ?? nothing,
    });
  }
  return found;
}
