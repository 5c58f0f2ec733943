/** What changed, as facts and as one sentence in either language. */
import { fields } from '#api/catalog/rules/codes.ts';
import type { Counts, Uncounted } from '#api/datasets/rules/row-counts.ts';
import { fill } from '#api/kernel/refusal.ts';
import { inLocale, type Locale, type Word } from '#api/kernel/words.ts';
import type { ChangeKind } from './codes.ts';

export interface RetypedColumn {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

export interface VersionFacts {
  readonly number: number;
  /** The published version before it; null for the first. */
  readonly previous: number | null;
  readonly rows_before: number | null;
  readonly rows_after: number;
  readonly columns_added: readonly string[];
  readonly columns_dropped: readonly string[];
  readonly columns_retyped: readonly RetypedColumn[];
  /** Of the published table (Parquet), lower-case hexadecimal. */
  readonly sha256: string;
  readonly note: string | null;
}

export interface Facts {
  readonly version?: VersionFacts;
  /** Rows and the columns that changed in them, where the versions were compared row by row: open data only. */
  readonly diff?: Counts;
  /** Why they were not. */
  readonly diff_skipped?: Uncounted;
  /** Codes of the elements of the description that changed. */
  readonly fields?: readonly string[];
  readonly reason?: string;
}

export interface ColumnShape {
  readonly table: number;
  readonly name: string;
  readonly type: string;
}

/** Columns by name; of a version with several tables each name carries its table's number. */
export function columnChanges(
  before: readonly ColumnShape[],
  after: readonly ColumnShape[],
): Pick<VersionFacts, 'columns_added' | 'columns_dropped' | 'columns_retyped'> {
  const several = [...before, ...after].some((one) => one.table > 1);
  const named = (columns: readonly ColumnShape[]) =>
    new Map(columns.map((one) => [several ? `${one.table}:${one.name}` : one.name, one.type]));
  const [old, now] = [named(before), named(after)];
  return {
    columns_added: [...now.keys()].filter((name) => !old.has(name)),
    columns_dropped: [...old.keys()].filter((name) => !now.has(name)),
    columns_retyped: [...now].flatMap(([name, to]) => {
      const from = old.get(name);
      return from === undefined || from === to ? [] : [{ name, from, to }];
    }),
  };
}

const words = {
  published: ['数据集已发布。', 'The dataset was published.'],
  published_with: [
    '数据集已发布，第 {{n}} 版共 {{rows}} 行。',
    'The dataset was published; version {{n}} has {{rows}} rows.',
  ],
  version: ['第 {{n}} 版已发布，共 {{rows}} 行', 'Version {{n}} was published with {{rows}} rows'],
  more: ['，较第 {{p}} 版增加 {{d}} 行', ', {{d}} more than version {{p}}'],
  fewer: ['，较第 {{p}} 版减少 {{d}} 行', ', {{d}} fewer than version {{p}}'],
  same: ['，行数与第 {{p}} 版相同', ', as many as version {{p}}'],
  diff: ['（新增 {{a}}、删除 {{r}}、修改 {{c}} 行）', ' ({{a}} added, {{r}} removed, {{c}} changed)'],
  diff_unkeyed: ['（新增 {{a}}、删除 {{r}} 行）', ' ({{a}} added, {{r}} removed)'],
  too_large: ['数据量较大，未逐行比较。', 'The tables are too large to be compared row by row.'],
  took_too_long: ['逐行比较未能在时限内完成。', 'Comparing them row by row took too long.'],
  values: ['取值有变化的列：{{names}}。', 'Columns with changed values: {{names}}.'],
  added: ['新增列：{{names}}。', 'Columns added: {{names}}.'],
  dropped: ['删除列：{{names}}。', 'Columns dropped: {{names}}.'],
  retyped: ['改变类型的列：{{names}}。', 'Columns of another type: {{names}}.'],
  note: ['说明：{{note}}', 'Note: {{note}}'],
  fields: ['目录信息有变更：{{names}}。', 'The description changed: {{names}}.'],
  fields_none: ['目录信息已重新发布。', 'The description was published again.'],
  withdrawn: [
    '数据集已撤下，目录信息和引用信息继续保留。',
    'The dataset was withdrawn; its description and citations stay.',
  ],
  reason: ['原因：{{reason}}', 'Reason: {{reason}}'],
} as const satisfies Readonly<Record<string, Word>>;

/** A few sentences; names that are many are cut with their number. */
export function changeText(kind: ChangeKind, facts: Facts, locale: Locale): string {
  const say = (key: keyof typeof words, values: Readonly<Record<string, string | number>> = {}) =>
    fill(inLocale(words[key], locale), values);
  const list = (names: readonly string[]) => {
    const shown = names.slice(0, 12).join(locale === 'zh' ? '、' : ', ');
    return names.length > 12 ? `${shown}… (${names.length})` : shown;
  };
  const space = locale === 'zh' ? '' : ' ';
  const stop = locale === 'zh' ? '。' : '.';
  const { version } = facts;
  const number = (count: number) => count.toLocaleString('en-US');
  switch (kind) {
    case 'dataset_published':
      return version === undefined
        ? say('published')
        : say('published_with', { n: version.number, rows: number(version.rows_after) });
    case 'dataset_withdrawn':
      return [say('withdrawn'), ...(facts.reason ? [say('reason', { reason: facts.reason })] : [])].join(space);
    case 'metadata_changed': {
      const names = (facts.fields ?? []).map((one) => fields.labelOrCode(one, locale));
      return names.length === 0 ? say('fields_none') : say('fields', { names: list(names) });
    }
    case 'version_published': {
      if (version === undefined) return '';
      const { previous, rows_before, rows_after } = version;
      let head = say('version', { n: version.number, rows: number(rows_after) });
      if (previous !== null && rows_before !== null) {
        const by = rows_after - rows_before;
        const values = { p: previous, d: number(Math.abs(by)) };
        head += say(by === 0 ? 'same' : by > 0 ? 'more' : 'fewer', values);
      }
      const { diff, diff_skipped } = facts;
      if (diff !== undefined) {
        const values = { a: number(diff.added), r: number(diff.removed) };
        head +=
          diff.changed === null ? say('diff_unkeyed', values) : say('diff', { ...values, c: number(diff.changed) });
      }
      const retyped = version.columns_retyped.map(({ name, from, to }) => `${name} (${from} → ${to})`);
      return [
        head + stop,
        ...(diff_skipped === undefined ? [] : [say(diff_skipped)]),
        ...(diff === undefined || diff.changed_columns.length === 0
          ? []
          : [say('values', { names: list(diff.changed_columns) })]),
        ...(previous === null || version.columns_added.length === 0
          ? []
          : [say('added', { names: list(version.columns_added) })]),
        ...(version.columns_dropped.length === 0 ? [] : [say('dropped', { names: list(version.columns_dropped) })]),
        ...(retyped.length === 0 ? [] : [say('retyped', { names: list(retyped) })]),
        ...(version.note ? [say('note', { note: version.note })] : []),
      ].join(space);
    }
  }
}
