/** The government cloud of a level: nodes and their links, and data that do not lie where Article 6 puts them. */
import { createPublicKey, verify } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { levelOf, provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { changeNodeBody, nodeBody, nodeOut, pingBody, reportBody, storageFinding } from './cloud-contract.ts';
import * as store from './cloud-store.ts';
import { isBroken, type LastPing, linkState, pingLeewayMs, pingText, storageFault } from './rules/cloud.ts';
import { refuse } from './rules/cloud-refusals.ts';
import type { LinkState, PingState, StorageFault } from './rules/codes.ts';
import { isDepartment } from './rules/lead.ts';

export type NodeOut = z.input<typeof nodeOut>;

const lastOf = (row: store.NodeRow): LastPing | null => {
  const last = row.pings[0];
  return last === undefined ? null : { at: last.at, state: last.state as PingState };
};

const mayReport = (ctx: Ctx, regionCode: string): boolean =>
  holdsPower(ctx.viewer, 'information_department', regionCode) &&
  (ctx.viewer?.duties.some((duty) => duty === 'reviewer' || duty === 'admin') ?? false);

function showNode(ctx: Ctx, row: store.NodeRow): NodeOut {
  const [last] = row.pings;
  return {
    id: row.id,
    region_code: row.regionCode,
    name: row.name,
    name_en: row.nameEn,
    operator: row.operator,
    document_no: row.documentNo,
    has_key: row.publicKey !== null,
    threshold_minutes: row.thresholdMinutes,
    opened_on: row.openedOn,
    revision: row.revision,
    link: linkState(lastOf(row), row.thresholdMinutes, ctx.clock.now()),
    last_ping:
      last === undefined
        ? null
        : {
            at: last.at.toISOString(),
            state: last.state as PingState,
            source: last.source as 'signed' | 'reported',
            note: last.note,
          },
    systems: row._count.systems,
    may_report: mayReport(ctx, row.regionCode),
  };
}

export async function listCloudNodes(ctx: Ctx) {
  const viewer = requireViewer(ctx.viewer);
  const rows = await store.listNodes(ctx.db);
  return { items: rows.map((row) => showNode(ctx, row)), may_register: isDepartment(viewer) };
}

function requireProvince(ctx: Ctx): void {
  if (!isDepartment(requireViewer(ctx.viewer))) throw refuse('cloud.province_only');
}

/** The key in its plain form; a text that is none, or of another kind, is refused. */
function readKey(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    // Not a key at all: the same answer.
  }
  throw refuse('cloud.key_unfit');
}

const factsOf = (input: z.output<typeof nodeBody> | z.output<typeof changeNodeBody>) => ({
  name: input.name,
  nameEn: input.name_en,
  operator: input.operator,
  documentNo: input.document_no,
  thresholdMinutes: input.threshold_minutes,
});

const shown = async (tx: Ctx, id: string): Promise<NodeOut> => {
  const row = await store.findNode(tx.db, id);
  if (row === null) throw refuse('cloud.node_not_found');
  return showNode(tx, row);
};

export async function registerCloudNode(ctx: Ctx, input: z.output<typeof nodeBody>): Promise<NodeOut> {
  const region = input.region_code;
  return act(ctx, { action: 'cloud.register_node', subject: ['region', region] }, async (tx, note) => {
    requireProvince(tx);
    if (levelOf(region) === 'county') throw refuse('cloud.two_levels');
    await store.lockNodes(tx.db);
    const nodes = await store.listNodes(tx.db);
    if (nodes.some((one) => one.regionCode === region)) throw refuse('cloud.node_taken');
    if (region !== provinceCode && !nodes.some((one) => one.regionCode === provinceCode))
      throw refuse('cloud.no_province_node');
    const id = newId(tx, 'cloudNode');
    await store.insertNode(tx.db, {
      id,
      regionCode: region,
      ...factsOf(input),
      publicKey: readKey(input.public_key),
      openedOn: dayOf(tx.clock.now()),
      createdAt: tx.clock.now(),
    });
    note({ region, document: input.document_no }, id);
    return shown(tx, id);
  });
}

/** Without a key in the input the registered one stays. */
export async function changeCloudNode(ctx: Ctx, id: string, input: z.output<typeof changeNodeBody>): Promise<NodeOut> {
  return act(ctx, { action: 'cloud.change_node', subject: ['cloud_node', id] }, async (tx, note) => {
    requireProvince(tx);
    if ((await store.lockNode(tx.db, id)) === null) throw refuse('cloud.node_not_found');
    const publicKey = readKey(input.public_key);
    const data = { ...factsOf(input), ...(publicKey === null ? {} : { publicKey }) };
    if (!(await store.updateNode(tx.db, id, input.revision, data))) throw refuse('cloud.changed_meanwhile');
    note({ document: input.document_no, key_changed: publicKey !== null });
    return shown(tx, id);
  });
}

/** What a person of the region's information department says about the link, where the node does not say it itself. */
export async function reportCloudNode(ctx: Ctx, id: string, input: z.output<typeof reportBody>): Promise<NodeOut> {
  return act(ctx, { action: 'cloud.report_node', subject: ['cloud_node', id] }, async (tx, note) => {
    const viewer = requireViewer(tx.viewer);
    const node = await store.lockNode(tx.db, id);
    if (node === null) throw refuse('cloud.node_not_found');
    if (!mayReport(tx, node.regionCode)) throw refuse('cloud.not_your_node');
    await store.insertPing(tx.db, {
      id: newId(tx, 'cloudPing'),
      nodeId: id,
      at: tx.clock.now(),
      state: input.state,
      source: 'reported',
      reportedBy: viewer.personId,
      note: input.note,
    });
    note({ state: input.state });
    return shown(tx, id);
  });
}

/** No audit event: pings come every minute and stand in an append-only table of their own. */
export async function pingCloudNode(
  ctx: Ctx,
  id: string,
  input: z.output<typeof pingBody>,
): Promise<{ recorded: boolean; link: LinkState }> {
  const node = await store.findNode(ctx.db, id);
  if (node === null) throw refuse('cloud.node_not_found');
  if (node.publicKey === null) throw refuse('cloud.no_key');
  const signed = Buffer.from(pingText(id, input.at, input.state));
  if (!verify(null, signed, node.publicKey, Buffer.from(input.signature, 'base64')))
    throw refuse('cloud.signature_wrong');
  return ctx.db.$transaction(async (db) => {
    const held = await store.lockNode(db as unknown as Ctx['db'], id);
    if (held === null) throw refuse('cloud.node_not_found');
    const at = new Date(input.at);
    const last = held.pings[0]?.at;
    const now = ctx.clock.now();
    if (Math.abs(at.getTime() - now.getTime()) > pingLeewayMs || (last !== undefined && at <= last))
      throw refuse('cloud.ping_time');
    await store.insertPing(db as unknown as Ctx['db'], {
      id: newId(ctx, 'cloudPing'),
      nodeId: id,
      at,
      state: input.state,
      source: 'signed',
    });
    return { recorded: true, link: linkState({ at, state: input.state }, held.thresholdMinutes, now) };
  });
}

/** Own agency, and the regions whose information department the viewer's organisation is. */
export function cloudScope(ctx: Ctx): store.Scope {
  const viewer = requireViewer(ctx.viewer);
  const works = viewer.duties.some((duty) => duty === 'reviewer' || duty === 'admin' || duty === 'auditor');
  return {
    organizationId: viewer.organization.id,
    regions: works
      ? viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
      : [],
  };
}

const showAgency = ({ id, uscc, name, nameEn }: store.SystemRow['organization']) => ({
  id,
  uscc,
  name,
  name_en: nameEn,
});

async function findings(ctx: Ctx, scope: store.Scope | null) {
  const [stored, nodes] = await Promise.all([store.listStored(ctx.db, scope), store.listNodes(ctx.db)]);
  const registered = new Set(nodes.map((one) => one.regionCode));
  return {
    checked: stored.length,
    found: stored.flatMap((row) => {
      const fault = storageFault(row.level, row.location, registered.has(row.regionCode));
      return fault === null ? [] : [{ row, fault }];
    }),
  };
}

export async function listStorageFindings(ctx: Ctx) {
  const { checked, found } = await findings(ctx, cloudScope(ctx));
  return {
    checked,
    items: found.map(
      ({ row, fault }): z.input<typeof storageFinding> => ({
        entry_id: row.id,
        code: row.code,
        title: row.title,
        agency: showAgency(row.provider),
        region_code: row.regionCode,
        fault,
        location: row.location,
      }),
    ),
  };
}

export interface CloudFacts {
  readonly checked: number;
  readonly storage: readonly {
    readonly entryId: string;
    readonly code: string;
    readonly title: string;
    readonly providerId: string;
    readonly regionCode: string;
    readonly fault: StorageFault;
  }[];
  /** Links that are down, or silent for longer than their threshold. */
  readonly brokenLinks: readonly {
    readonly nodeId: string;
    readonly regionCode: string;
    readonly state: LinkState;
    readonly since: string | null;
  }[];
}

/** For supervision and evaluation: no viewer is asked, the caller answers for what it shows. */
export async function readCloudFacts(ctx: Ctx): Promise<CloudFacts> {
  const [{ checked, found }, nodes] = await Promise.all([findings(ctx, null), store.listNodes(ctx.db)]);
  return {
    checked,
    storage: found.map(({ row, fault }) => ({
      entryId: row.id,
      code: row.code,
      title: row.title,
      providerId: row.provider.id,
      regionCode: row.regionCode,
      fault,
    })),
    brokenLinks: nodes.flatMap((row) => {
      const last = lastOf(row);
      const state = linkState(last, row.thresholdMinutes, ctx.clock.now());
      return isBroken(state)
        ? [{ nodeId: row.id, regionCode: row.regionCode, state, since: last?.at.toISOString() ?? null }]
        : [];
    }),
  };
}
