/** The counting of an inventory: every file of the agency's newest versions is read once and hashed. */
import { createHash } from 'node:crypto';
import { act } from '#api/audit/act.ts';
import { type App, newId, systemContext } from '#api/context.ts';
import * as facts from './facts-store.ts';
import * as store from './inventory-store.ts';
import { type CountedFile, differencesOf } from './rules/inventory.ts';
import { contentOf, kept } from './show.ts';
import { maintainBy, spansBy } from './terms.ts';

/** Answers null where nothing is kept under the key. */
async function hashOf(app: App, key: string): Promise<{ sha256: string; bytes: bigint } | null> {
  if ((await app.ports.files.stat(key)) === null) return null;
  const { stream } = await app.ports.files.open(key);
  const hash = createHash('sha256');
  let bytes = 0n;
  for await (const chunk of stream) {
    const part = chunk as Uint8Array;
    bytes += BigInt(part.byteLength);
    hash.update(part);
  }
  return { sha256: hash.digest('hex'), bytes };
}

type Stored = Awaited<ReturnType<typeof facts.storedOf>>[number];

function filesOf({ versions: [version] }: Stored): { name: string; key: string; sha256: string }[] {
  if (version === undefined) return [];
  return [
    { name: version.fileName, key: version.sourceKey, sha256: version.sourceSha256 },
    ...version.tables.flatMap((one) =>
      one.tableKey === null || one.tableSha256 === null
        ? []
        : [{ name: one.name, key: one.tableKey, sha256: one.tableSha256 }],
    ),
    ...version.files.map((one) => ({ name: one.path, key: one.key, sha256: one.sha256 })),
  ];
}

export async function countInventory(app: App, { inventory: id }: { readonly inventory: string }): Promise<void> {
  const ctx = systemContext(app);
  const row = await store.findInventory(app.db, id);
  if (row === null || row.state !== 'counting') return;
  const cards = await store.countedCards(app.db, row.agencyId);
  const entryIds = cards.flatMap((card) => card.resources.map((one) => one.entryId));
  const entries = await facts.storedOf(app.db, row.agencyId, entryIds);
  const scales = new Map(
    (
      await facts.factsOf(
        app.db,
        entries.map((one) => one.id),
      )
    ).map((one) => [one.entry_id, one]),
  );
  const files: CountedFile[] = [];
  const hashed = new Map<string, { sha256: string; bytes: bigint } | null>();
  let bytes = 0n;
  for (const entry of entries)
    for (const { name, key, sha256 } of filesOf(entry)) {
      // The table of a plain file may be the file itself.
      const seen = hashed.has(key) ? (hashed.get(key) ?? null) : await hashOf(app, key);
      if (!hashed.has(key)) bytes += seen?.bytes ?? 0n;
      hashed.set(key, seen);
      files.push({ entryId: entry.id, name, recorded: sha256, found: seen?.sha256 ?? null });
    }
  const spans = await spansBy(ctx)(row.regionCode);
  const differences = differencesOf({
    agencyId: row.agencyId,
    asOf: row.asOf,
    cards: cards.map((card) => ({
      id: card.id,
      no: card.no,
      name: card.name,
      location: contentOf(card.content).location,
      entryIds: card.resources.map((one) => one.entryId),
      facts: kept(card.facts),
      maintainBy: maintainBy(card.maintainedOn, spans),
      validTo: card.validTo,
    })),
    entries: entries.map((one) => ({
      id: one.id,
      code: one.code,
      title: one.title,
      withdrawn: one.state === 'withdrawn',
      providerId: one.providerId,
      location: (one.content as { storage_location?: string | null }).storage_location ?? null,
      versionId: one.versions[0]?.id ?? null,
      rows: scales.get(one.id)?.rows ?? '0',
    })),
    files,
  });
  const equal = files.filter((one) => one.found === one.recorded).length;
  const counted = {
    cards: cards.length,
    entries: entries.length,
    files: files.length,
    equal,
    bytes: String(bytes),
  };
  await act(ctx, { action: 'assets.inventory_counted', subject: ['asset_inventory', id] }, async (tx, note) => {
    // Counted twice at once (a job that ran again), the first one stands.
    const now = await store.lockInventory(tx.db, id);
    if (now?.state !== 'counting') return;
    await store.insertLines(
      tx.db,
      differences.map((one) => ({ id: newId(tx, 'assetDifference'), inventoryId: id, ...one })),
    );
    await store.updateInventory(tx.db, id, { state: 'settling', counted, countedAt: tx.clock.now() });
    note({ no: row.no, files: files.length, equal, differences: differences.length });
  });
}
