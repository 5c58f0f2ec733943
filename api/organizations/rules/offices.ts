/** Powers and agencies by document, and regions by the day: what may follow what (Article 4). */
import { parentOf, provinceCode } from '#api/kernel/regions.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { defineCodes } from '#api/kernel/words.ts';
import type { Duty, Power } from './codes.ts';

export const officeCaseKinds = defineCodes({
  appoint: ['确定职权承担机构', 'Appoint the holder of a power'],
  end_power: ['终止职权', 'End a power'],
  found: ['设立机构', 'Found an agency'],
  rename: ['机构更名', 'Rename an agency'],
  hand_over: ['目录条目移交', 'Hand entries over'],
  merge: ['机构合并', 'Merge an agency into another'],
  split: ['机构分立', 'Split an agency'],
  dissolve: ['机构撤销', 'Dissolve an agency'],
});
export type OfficeCaseKind = keyof typeof officeCaseKinds.words;

export const officeCaseStates = defineCodes({
  proposed: ['待复核', 'Waits for a second person'],
  done: ['已生效', 'Done'],
  refused: ['未通过', 'Refused'],
  withdrawn: ['已撤回', 'Withdrawn'],
});
export type OfficeCaseState = keyof typeof officeCaseStates.words;

/** What an agency still has open and somebody must take over before it ends. */
export const openMatters = defineCodes({
  entries: ['未撤回的目录条目', 'Catalogue entries not withdrawn'],
  sharing: ['未了结的数据共享', 'Sharing not concluded'],
  agreements: ['有效的合作协议', 'Agreements in force'],
  applications: ['在办的授权申请', 'Applications under way'],
  statements: ['未归档的收益账单', 'Statements not closed'],
  powers: ['现任职权', 'Powers held'],
  topics: ['牵头的主题', 'Topics led'],
  corrections: ['未答复的公众纠错', 'Corrections not answered'],
  requests: ['未答复的公众数据需求', 'Data requests not answered'],
});
export type OpenMatter = keyof typeof openMatters.words;

export interface MandateTerm {
  readonly organizationId: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export type Appointment =
  | { readonly ok: true; readonly ends: Day | null }
  | { readonly ok: false; readonly why: 'standing' | 'day'; readonly day: Day };

/** One holder on any day: the present term ends the day before the new begins, and nothing begins inside a past term. */
export function appointment(terms: readonly MandateTerm[], organizationId: string, from: Day): Appointment {
  const lived = terms.filter((one) => one.validTo === null || one.validTo >= one.validFrom);
  const open = lived.find((one) => one.validTo === null);
  if (open?.organizationId === organizationId) return { ok: false, why: 'standing', day: open.validFrom };
  const last = lived
    .map((one) => one.validTo ?? one.validFrom)
    .sort()
    .at(-1);
  if (last !== undefined && from <= last) return { ok: false, why: 'day', day: last };
  return { ok: true, ends: open === undefined ? null : addDays(from, -1) };
}

/** Entries that go from one agency to another because a document says so. */
export interface HandingOver {
  readonly fromId: string;
  readonly toId: string;
  /** Resource codes; null for every entry that is not withdrawn. */
  readonly codes: readonly string[] | null;
  readonly caseId: string;
  readonly documentNo: string;
  readonly effectiveOn: Day;
}

/** `306014/000127 306014/000128`, separated by anything people put between codes. */
export const codesIn = (text: string): string[] => [
  ...new Set(text.split(/[\s,，、;；]+/).filter((one) => one !== '')),
];

interface Registrar {
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

/**
 * The regions for which documents are entered and confirmed: the own region of an information department, and those right below it. Its
 * head is often the second person.
 */
export function registers(viewer: Registrar | null, regionCode: string): boolean {
  if (viewer === null || !viewer.duties.some((duty) => duty === 'admin' || duty === 'reviewer' || duty === 'signatory'))
    return false;
  const above = parentOf(regionCode);
  return viewer.powers.some(
    (held) => held.power === 'information_department' && (held.regionCode === regionCode || held.regionCode === above),
  );
}

/** The tree of regions is one for the province and kept by its information department. */
export const keepsRegions = (viewer: Registrar | null): boolean =>
  viewer?.duties.includes('admin') === true &&
  viewer.powers.some((held) => held.power === 'information_department' && held.regionCode === provinceCode);

/** A zone has no code of its own (GB/T 2260): its government's six digits and a local suffix. */
export const zoneCode = /^(\d{6})-(\d{2})$/;

export const inForce = (row: { readonly validFrom: Day; readonly validTo: Day | null }, day: Day): boolean =>
  row.validFrom <= day && (row.validTo === null || row.validTo >= day);
