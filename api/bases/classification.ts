/** The classification tree, maintained by the province's information department (Article 8): codes are never used twice. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { addClassBody, classChange, classOut, closeClassBody, renameClassBody } from './contract.ts';
import { nextCode } from './rules/classification.ts';
import type { ClassificationAction } from './rules/codes.ts';
import { isDepartment } from './rules/lead.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

type ClassOut = z.input<typeof classOut>;

function requireDepartment(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (!isDepartment(viewer)) throw refuse('bases.department_only');
  return viewer;
}

async function tree(ctx: Ctx): Promise<ClassOut[]> {
  const [nodes, sets] = await Promise.all([store.listClasses(ctx.db), store.listSets(ctx.db)]);
  const names = new Map(sets.filter((one) => one.closedOn === null).map((one) => [one.code, one.name]));
  return nodes.map((node) => ({
    code: node.code,
    parent_code: node.parentCode,
    depth: node.depth,
    name: node.name,
    name_en: node.nameEn,
    closed_on: node.closedOn,
    entries: node._count.entries,
    set: names.get(node.code) ?? null,
  }));
}

export async function listClassificationDesk(ctx: Ctx) {
  const viewer = requireViewer(ctx.viewer);
  const [items, changes] = await Promise.all([tree(ctx), store.listClassChanges(ctx.db)]);
  return {
    items,
    changes: changes.map(
      (one): z.input<typeof classChange> => ({
        code: one.code,
        action: one.action as ClassificationAction,
        name: one.name,
        document_no: one.documentNo,
        at: one.at.toISOString(),
      }),
    ),
    may_edit: isDepartment(viewer),
  };
}

const find = (items: readonly ClassOut[], code: string): ClassOut => {
  const found = items.find((one) => one.code === code);
  if (found === undefined) throw refuse('bases.classification_unknown', { code });
  return found;
};

function requireOpen(node: ClassOut): void {
  if (node.closed_on !== null) throw refuse('bases.classification_closed', { code: node.code });
}

function requireFreeName(items: readonly ClassOut[], parent: string | null, name: string, but?: string): void {
  const taken = items.some(
    (one) => one.parent_code === parent && one.closed_on === null && one.name === name && one.code !== but,
  );
  if (taken) throw refuse('bases.name_taken', { name });
}

async function remember(tx: Ctx, by: string, action: ClassificationAction, node: ClassOut, documentNo: string) {
  await store.insertClassChange(tx.db, {
    id: newId(tx, 'classificationChange'),
    code: node.code,
    action,
    name: node.name,
    nameEn: node.name_en,
    documentNo,
    by,
    at: tx.clock.now(),
  });
}

export async function addClassification(ctx: Ctx, input: z.output<typeof addClassBody>): Promise<ClassOut> {
  const { parent_code: parentCode, name, name_en: nameEn } = input;
  return act(ctx, { action: 'bases.add_class', subject: ['classification', parentCode] }, async (tx, note) => {
    const viewer = requireDepartment(tx);
    await store.lockClasses(tx.db);
    const items = await tree(tx);
    const parent = find(items, parentCode);
    requireOpen(parent);
    requireFreeName(items, parentCode, name);
    const next = nextCode(
      parent,
      items.filter((one) => one.parent_code === parentCode).map((one) => one.code),
    );
    if (!next.ok)
      throw next.why === 'depth'
        ? refuse('bases.classification_depth')
        : refuse('bases.classification_full', { code: parentCode });
    await store.insertClass(tx.db, { code: next.code, parentCode, depth: parent.depth + 1, name, nameEn });
    const made = find(await tree(tx), next.code);
    await remember(tx, viewer.personId, 'added', made, input.document_no);
    note({ code: next.code, document: input.document_no }, next.code);
    return made;
  });
}

export async function renameClassification(
  ctx: Ctx,
  code: string,
  input: z.output<typeof renameClassBody>,
): Promise<ClassOut> {
  return act(ctx, { action: 'bases.rename_class', subject: ['classification', code] }, async (tx, note) => {
    const viewer = requireDepartment(tx);
    await store.lockClasses(tx.db);
    const items = await tree(tx);
    const node = find(items, code);
    requireOpen(node);
    if (node.parent_code === null) throw refuse('bases.classification_fixed');
    requireFreeName(items, node.parent_code, input.name, code);
    await store.updateClass(tx.db, code, { name: input.name, nameEn: input.name_en });
    const made = find(await tree(tx), code);
    await remember(tx, viewer.personId, 'renamed', made, input.document_no);
    note({ before: node.name, document: input.document_no });
    return made;
  });
}

export async function closeClassification(
  ctx: Ctx,
  code: string,
  input: z.output<typeof closeClassBody>,
): Promise<ClassOut> {
  return act(ctx, { action: 'bases.close_class', subject: ['classification', code] }, async (tx, note) => {
    const viewer = requireDepartment(tx);
    await store.lockClasses(tx.db);
    const items = await tree(tx);
    const node = find(items, code);
    requireOpen(node);
    if (node.parent_code === null) throw refuse('bases.classification_fixed');
    const children = items.filter((one) => one.parent_code === code && one.closed_on === null);
    if (children.length > 0) throw refuse('bases.classification_children', { code, count: children.length });
    if (node.set !== null) throw refuse('bases.classification_set', { name: node.set });
    await store.updateClass(tx.db, code, { closedOn: dayOf(tx.clock.now()) });
    const made = find(await tree(tx), code);
    await remember(tx, viewer.personId, 'closed', made, input.document_no);
    note({ entries: node.entries, document: input.document_no });
    return made;
  });
}
