/** The enterprise file as a check list: what a kind asks for, and how each item stands on a day. */
import type { FieldFault, Refusal } from '#api/kernel/refusal.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import type { AuthorizationKind } from './codes.ts';
import { type FileItem, fileItems, type ItemState, type PaperState } from './kind-codes.ts';
import { refuse } from './kind-refusals.ts';
import { procedures } from './procedures.ts';

/** Days before the last one from which a paper is said to run out soon. */
export const expiringDays = 30;

export interface Paper {
  readonly id: string;
  readonly item: FileItem;
  readonly state: PaperState;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly addedAt: string;
}

export interface CheckItem {
  readonly item: FileItem;
  readonly state: ItemState;
  readonly paperId: string | null;
  readonly validTo: Day | null;
}

export function paperState(paper: Paper, today: Day): ItemState {
  if (paper.state === 'rejected') return 'rejected';
  if (paper.validTo !== null && paper.validTo < today) return 'expired';
  if (paper.state === 'submitted') return 'submitted';
  return paper.validTo !== null && paper.validTo <= addDays(today, expiringDays) ? 'expiring' : 'verified';
}

const best: readonly ItemState[] = ['verified', 'expiring', 'submitted', 'expired', 'rejected', 'missing'];

/** For each item the paper that serves it best; what was taken back counts as absent. */
export function checkList(items: readonly FileItem[], papers: readonly Paper[], today: Day): CheckItem[] {
  return items.map((item) => {
    const own = papers
      .filter((paper) => paper.item === item && paper.state !== 'withdrawn' && paper.validFrom <= today)
      .map((paper) => ({ item, state: paperState(paper, today), paperId: paper.id, validTo: paper.validTo }))
      .toSorted((a, b) => best.indexOf(a.state) - best.indexOf(b.state));
    return own[0] ?? { item, state: 'missing', paperId: null, validTo: null };
  });
}

/** The items a region asks for: its parameter where that is a list of known items, else those of the procedure. */
export function itemsFor(kind: AuthorizationKind, parameter: unknown): readonly FileItem[] {
  if (Array.isArray(parameter) && parameter.every((one) => fileItems.is(one))) return parameter;
  return procedures[kind].file;
}

/** Whether the file is asked for on a day; `from` is the region's parameter, null where it has set none. */
export function fileWanted(kind: AuthorizationKind, from: unknown, today: Day): boolean {
  if (procedures[kind].fileFrom === 'always') return true;
  return typeof from === 'string' && today >= from;
}

const faultsOf = (list: readonly CheckItem[]): FieldFault[] =>
  list.map(({ item }) => ({ path: `file.${item}`, zh: fileItems.words[item][0], en: fileItems.words[item][1] }));

/** What keeps an application from being sent: an item that is missing, expired or rejected. */
export function sendingFault(list: readonly CheckItem[]): Refusal | null {
  return fileFault('licensing.file_incomplete', list, ['missing', 'expired', 'rejected']);
}

/** What keeps it from being accepted: an item that nobody has checked. */
export function acceptingFault(list: readonly CheckItem[]): Refusal | null {
  return fileFault('licensing.file_unchecked', list, ['missing', 'expired', 'rejected', 'submitted']);
}

function fileFault(
  code: 'licensing.file_incomplete' | 'licensing.file_unchecked',
  list: readonly CheckItem[],
  bad: readonly ItemState[],
): Refusal | null {
  const found = list.filter((one) => bad.includes(one.state));
  if (found.length === 0) return null;
  const named = (side: 0 | 1) => found.map(({ item }) => fileItems.words[item][side]);
  return refuse(code, { items: named(0).join('、'), items_en: named(1).join(', ') }, faultsOf(found));
}
