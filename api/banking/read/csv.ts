/** A bank's CSV: preamble, headings, lines, sums. Read with csv-parse as a stream of records with their row numbers. */
import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { bareAccount, readAmount, readDay, readMovement, readSerialCell, readText } from '../rules/cells.ts';
import { type ColumnRole, columnRoles } from '../rules/codes.ts';
import {
  columnsByRole,
  headingScore,
  isSummary,
  missingRoles,
  type RoleMap,
  recogniseColumns,
  statedIn,
} from '../rules/columns.ts';
import { refuse } from '../rules/refusals.ts';
import { Faults, type FileLine, mostLines, type StatementFile } from './file.ts';

/** The row of headings stands among the first rows of the file. */
const headingWithin = 40;

interface Record_ {
  readonly row: number;
  readonly cells: string[];
}

export interface CsvOptions {
  readonly text: string;
  readonly encoding: StatementFile['encoding'];
  readonly today: string;
  /** The officer's own word on what is what, or what is remembered for this bank. */
  readonly roles: (headings: readonly string[]) => Promise<RoleMap | null>;
}

async function* records(text: string): AsyncGenerator<Record_> {
  const delimiter = delimiterOf(text);
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 200_000,
  });
  Readable.from(pieces(text)).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { row: info.lines, cells: record };
    }
  } catch (error) {
    const broken = error as Partial<CsvError> & { lines?: number };
    if (typeof broken.code !== 'string' || !broken.code.startsWith('CSV_')) throw error;
    throw refuse('banking.broken_csv', { row: broken.lines ?? 0 });
  } finally {
    parser.destroy();
  }
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}

/** By the row among the first that has most of one of them. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).split(/\r\n|\r|\n/, headingWithin);
  let best: [string, number] = [',', 0];
  for (const delimiter of [',', '\t', ';', '|']) {
    const most = Math.max(...head.map((line) => line.split(delimiter).length - 1));
    if (most > best[1]) best = [delimiter, most];
  }
  return best[0];
}

export async function readCsv({ text, encoding, today, roles }: CsvOptions): Promise<StatementFile> {
  const all: Record_[] = [];
  for await (const record of records(text)) {
    all.push({ row: record.row, cells: record.cells.map((cell) => cell.trim()) });
    if (all.length > mostLines + headingWithin) throw refuse('banking.too_many_lines', { limit: mostLines });
  }
  const { at, headings, columns } = await headingOf(all, roles);
  const faults = new Faults();
  const missing = missingRoles(columns);
  const lines: FileLine[] = [];
  const stated: { opening?: string; closing?: string; account?: string } = {};
  for (const { cells } of all.slice(0, at)) Object.assign(stated, statedIn(cells));
  let currency: string | null = null;
  let own: string | null = null;
  const cell = (cells: readonly string[], role: ColumnRole): string | null => {
    const found = columns[role];
    return found === undefined
      ? null
      : found
          .map((column) => cells[column] ?? '')
          .filter((one) => one !== '')
          .join(' ');
  };
  const name = (role: ColumnRole): string => headings[columns[role]?.[0] ?? -1] ?? columnRoles.words[role][0];
  if (missing.length === 0) {
    for (const { row, cells } of all.slice(at + 1)) {
      const dayCell = cell(cells, 'day') ?? '';
      if (isSummary(cells) && !/^\d{4}/.test(dayCell)) {
        Object.assign(stated, statedIn(cells));
        continue;
      }
      const day = readDay(dayCell, today);
      const movement = readMovement({
        credit: cell(cells, 'credit'),
        debit: cell(cells, 'debit'),
        amount: cell(cells, 'amount'),
        direction: cell(cells, 'direction'),
      });
      const serial = readSerialCell(cell(cells, 'serial') ?? '');
      const balance = readAmount(cell(cells, 'balance') ?? '');
      if (!day.ok) faults.add(row, name('day'), day.fault);
      if (!movement.ok) faults.add(row, name(movement.role ?? 'amount'), movement.fault);
      if (!serial.ok) faults.add(row, name('serial'), serial.fault);
      if (!balance.ok) faults.add(row, name('balance'), balance.fault);
      currency ??= cell(cells, 'currency') || null;
      own ??= cell(cells, 'own_no') || null;
      if (!day.ok || !movement.ok || !serial.ok || !balance.ok) continue;
      lines.push({
        row,
        serial: serial.value,
        valueDate: day.value,
        amountFen: movement.value,
        balanceFen: balance.value,
        payerName: readText(cell(cells, 'payer_name') ?? '', 200),
        payerNo: readText(cell(cells, 'payer_no') ?? '', 60),
        memo: readText(cell(cells, 'memo') ?? '', 500),
      });
    }
  }
  if (lines.length > mostLines) throw refuse('banking.too_many_lines', { limit: mostLines });
  const fenOf = (amount: string | undefined) => {
    const read = readAmount(amount ?? '');
    return read.ok ? read.value : null;
  };
  const account = own ?? stated.account ?? null;
  return {
    format: 'csv',
    encoding,
    accountNo: account === null ? null : bareAccount(account),
    currency,
    openingFen: fenOf(stated.opening),
    closingFen: fenOf(stated.closing),
    lines,
    faults: faults.list,
    faultCount: faults.count,
    headings,
    columns,
    sample: all.slice(at + 1, at + 9).map(({ cells }) => cells),
  };
}

/** The row that names most columns; without one, the widest of the first rows, for the officer to say what is what. */
async function headingOf(all: readonly Record_[], roles: CsvOptions['roles']) {
  const first = all.slice(0, headingWithin);
  const known = first.map(({ cells }) => recogniseColumns(cells));
  const scores = known.map(headingScore);
  const best = Math.max(...scores, Number.NEGATIVE_INFINITY);
  const widest = Math.max(...first.map(({ cells }) => cells.length), 0);
  const at =
    best >= 2
      ? scores.indexOf(best)
      : Math.max(
          0,
          first.findIndex(({ cells }) => cells.length === widest),
        );
  const headings = first[at]?.cells ?? [];
  const chosen = await roles(headings);
  const columns = chosen === null ? (known[at] ?? {}) : columnsByRole(chosen, headings);
  return { at, headings, columns };
}
