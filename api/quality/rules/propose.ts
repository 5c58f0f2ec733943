/** What the data themselves say of a column: a proposal, which a steward completes and confirms. Pure. */
import type { Grade, Sensitivity } from '#api/catalog/rules/codes.ts';
import type { EntryItem } from '#api/catalog/rules/entry.ts';
import type { Stats } from '#api/datasets/rules/statistics.ts';
import type { PersonalKind } from '#api/kernel/personal-kinds.ts';
import { codeNames, hanUnits, headerUnits, headerWords, knownPatterns, knownRanges } from './headers.ts';
import type { ColumnRule } from './rule.ts';

export interface Profiled {
  readonly name: string;
  readonly type: string;
  readonly stats: Stats;
}

export interface Code {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface Proposal {
  readonly label: string;
  readonly labelEn: string | null;
  readonly description: string | null;
  readonly unit: string | null;
  readonly sensitivity: Sensitivity;
}

export const mostCodes = 50;
const longestCode = 40;

const han = /\p{Script=Han}/u;
const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The item of the catalogue that describes a column: by its name, else by its label, with or without the unit in its header. */
export function itemFor(items: readonly EntryItem[], column: string): EntryItem | null {
  const wanted = [folded(column), folded(splitHeader(column).label)];
  const by = (key: 'name' | 'label') => items.find((item) => item[key] !== '' && wanted.includes(folded(item[key])));
  return by('name') ?? by('label') ?? null;
}

/** `金额（万元）` → 金额, 万元; `speed_kmh` → speed, km/h; `name` → name, none. */
export function splitHeader(header: string): { readonly label: string; readonly unit: string | null } {
  const text = header.trim();
  const bracket = /^(.+?)\s*[（([【]([^（()）[\]【】]{1,12})[）)\]】]$/u.exec(text);
  if (bracket !== null && hanUnits.test(bracket[2] ?? ''))
    return { label: bracket[1] ?? text, unit: bracket[2] ?? null };
  const slash = /^(\p{Script=Han}+)[/／]([\p{L}\d%℃²³]{1,8})$/u.exec(text);
  if (slash !== null && hanUnits.test(slash[2] ?? '')) return { label: slash[1] ?? text, unit: slash[2] ?? null };
  const words = latinWords(text);
  const unit = headerUnits[words.at(-1) ?? ''];
  if (words.length > 1 && unit !== undefined) return { label: words.slice(0, -1).join('_'), unit };
  return { label: text, unit: null };
}

/** `tollStation_Code` → toll, station, code; none for a header with Chinese in it. */
function latinWords(header: string): string[] {
  if (han.test(header)) return [];
  return header
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

function wordsOf(label: string): readonly [zh: string, en: string] | null {
  const words = latinWords(label);
  const known = words.map((word) => headerWords[word]);
  if (words.length === 0 || known.some((one) => one === undefined)) return null;
  return [
    known.map((one) => one?.[0]).join(''),
    known.map((one, at) => (at === 0 ? one?.[1] : one?.[1].toLowerCase())).join(' '),
  ];
}

export interface Known {
  readonly items: readonly EntryItem[];
  readonly grade: Grade | null;
  readonly findings: readonly { readonly kind: PersonalKind; readonly blocks: boolean }[];
  /** The column was masked before it was published. */
  readonly masked: boolean;
}

export function propose(column: Profiled, known: Known): Proposal {
  const { label, unit } = splitHeader(column.name);
  const item = itemFor(known.items, column.name);
  const words = wordsOf(label);
  const number = column.type === 'integer' || column.type === 'decimal';
  const named = item?.label ?? '';
  return {
    label: named !== '' ? named : han.test(label) ? label : (words?.[0] ?? column.name),
    labelEn: han.test(label) ? null : (words?.[1] ?? null),
    description: item === null || item.description === '' ? null : item.description,
    unit: item !== null && item.unit !== '' ? item.unit : number ? unit : null,
    sensitivity: sensitivityOf(item, known),
  };
}

const direct: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'citizen_number',
  'bank_card',
  'mobile',
  'email',
  'plate',
  'passport',
  'personal_name',
]);
const quasi: ReadonlySet<PersonalKind> = new Set<PersonalKind>(['address', 'birth_date']);
const order: readonly Sensitivity[] = ['none', 'sensitive', 'quasi_identifier', 'direct_identifier'];

/** The gravest of what the privacy check found, the entry declares and its grade implies (GB/T 37964-2019, GB/T 43697-2024). */
function sensitivityOf(item: EntryItem | null, { findings, grade, masked }: Known): Sensitivity {
  const found = findings.map(({ kind, blocks }): Sensitivity => {
    if (quasi.has(kind)) return 'quasi_identifier';
    // A name or number that was noticed without blocking is that of an office, as far as anyone can tell.
    return direct.has(kind) ? (blocks ? 'direct_identifier' : 'quasi_identifier') : 'sensitive';
  });
  const graded: Sensitivity = grade === 'general_4' || grade === 'important' || grade === 'core' ? 'sensitive' : 'none';
  const all = [...found, item?.sensitivity ?? graded, masked ? ('sensitive' as const) : ('none' as const)];
  return order[Math.max(...all.map((one) => order.indexOf(one)))] ?? 'none';
}

/** True where the values are few and come again and again: the list of them is worth reading. */
export function hasCodes({ name, type, stats }: Profiled, rows: number, sensitivity: Sensitivity): boolean {
  const { distinctCount, nullCount, maxLength } = stats;
  const filled = rows - nullCount;
  if (sensitivity !== 'none' || distinctCount < 2 || distinctCount > mostCodes || distinctCount * 2 > filled)
    return false;
  if (type === 'text') return (maxLength ?? 0) <= longestCode && maxLength !== undefined;
  // Few different numbers are figures as a rule, and codes only where the header says so.
  return type === 'integer' && codeNames.test(name);
}

/** Chinese values mean what they say; the meaning of others is the steward's to fill in. */
export function codesFrom(values: readonly string[]): Code[] {
  return values
    .map((value) => value.trim())
    .filter((value) => value !== '')
    .map((code) => ({ code, zh: han.test(code) ? code : '', en: '' }));
}

/** Rules that hold for the data as they are and are likely meant: offered, never enforced by themselves. */
export function suggestRules(column: Profiled, rows: number, codes: readonly Code[] | null): ColumnRule[] {
  const { name, type, stats } = column;
  if (rows === 0) return [];
  const rules: ColumnRule[] = [];
  const label = splitHeader(name).label;
  if (stats.nullCount === 0) rules.push({ rule: 'not_null', blocking: false });
  // Over 100,000 rows the number of different values is an estimate (ports/tables).
  const naming = /(号|码|id|code|no)$/i.test(label);
  if (naming && rows <= 100_000 && rows > 1 && stats.distinctCount === rows)
    rules.push({ rule: 'unique', with: [], blocking: false });
  const { min, max } = stats as { min?: unknown; max?: unknown };
  const range = rangeOf(label, type, min, max);
  if (range !== null) rules.push({ rule: 'range', ...range, blocking: false });
  const pattern = type === 'text' ? knownPatterns.find((one) => one.name.test(label)) : undefined;
  if (pattern !== undefined) rules.push({ rule: 'pattern', pattern: pattern.pattern, blocking: false });
  if (codes !== null && codes.length > 0) rules.push({ rule: 'codes', codes: [], blocking: false });
  return rules;
}

function rangeOf(
  label: string,
  type: string,
  min: unknown,
  max: unknown,
): { min: number | null; max: number | null } | null {
  if (type !== 'integer' && type !== 'decimal') return null;
  const [least, most] = [Number(min ?? Number.NaN), Number(max ?? Number.NaN)];
  if (Number.isNaN(least) || Number.isNaN(most)) return null;
  const known = knownRanges.find((one) => one.name.test(label));
  if (known !== undefined) return least >= known.min && most <= known.max ? { min: known.min, max: known.max } : null;
  if (least < 0) return null;
  if (/(占比|比率|比例|率|ratio|share|percent|pct)$/i.test(label))
    return { min: 0, max: most <= 1 ? 1 : most <= 100 ? 100 : null };
  return /温度|海拔|误差|差额|temperature|delta/i.test(label) ? null : { min: 0, max: null };
}
