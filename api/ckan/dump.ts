/** Whole tables, or what passes a question, written out in CKAN's four formats. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { onTable } from '#api/datasets/read.ts';
import { neutral } from '#api/kernel/formula.ts';
import type { dumpInput } from './contract.ts';
import { cellsOf, fieldsOf, type Question, questionOf } from './datastore.ts';
import { ckanValue, csvLine, type Value, xmlNames, xmlText } from './rules/datastore.ts';
import { getOpenTable, type OpenTable, pagesOf, wholeTable } from './tables.ts';

export interface Dump {
  readonly table: OpenTable;
  readonly pieces: AsyncGenerator<string>;
}

/** A whole table, or what passes a question, in pieces: memory stays flat however long it is. */
export async function dumpRows(ctx: Ctx, input: z.output<typeof dumpInput>): Promise<Dump> {
  const table = await getOpenTable(ctx, input.resource_id);
  const question = questionOf(table, input);
  // A question that cannot be answered is refused before anything is sent.
  await onTable(ctx, table, (path) => ctx.ports.tables.page(path, { ...question.query, limit: 1, count: 'none' }));
  const fields = await fieldsOf(ctx, table, question.columns);
  return { table, pieces: written(ctx, table, question, input, fields) };
}

async function* batches(ctx: Ctx, path: string, question: Question, limit: number | null): AsyncGenerator<Value[][]> {
  const { query, columns, single } = question;
  const plain = query.filters?.length === 0 && query.q === undefined && query.sort === undefined && !query.columns;
  if (plain && limit === null && query.offset === 0 && columns[0]?.name === '_id') {
    let number = 0;
    for await (const rows of wholeTable(ctx, path))
      yield rows.map((row) => [++number, ...row.map((cell, i) => ckanValue(cell, columns[i + 1]?.type ?? 'text'))]);
    return;
  }
  for await (const page of pagesOf(ctx, path, { ...query, count: 'none' }, single ? 1 : limit)) {
    if (page.rows.length > 0) yield cellsOf(page, columns);
  }
}

async function* written(
  ctx: Ctx,
  table: OpenTable,
  question: Question,
  { format, bom, limit }: z.output<typeof dumpInput>,
  fields: readonly { readonly id: string; readonly type: string }[],
): AsyncGenerator<string> {
  const names = fields.map((field) => field.id);
  const elements = xmlNames(names);
  const file = await ctx.ports.files.localPath(table.tableKey);
  try {
    if (bom) yield '\ufeff';
    if (format === 'csv' || format === 'tsv') yield csvLine(names, format === 'csv' ? ',' : '\t', neutral);
    else if (format === 'json')
      yield `{\n  "fields": ${JSON.stringify(fields.map(({ id, type }) => ({ id, type })))},\n  "records": [`;
    else yield '<data xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n';
    let first = true;
    for await (const rows of batches(ctx, file.path, question, limit)) {
      const piece: string[] = [];
      for (const row of rows) {
        if (format === 'csv' || format === 'tsv') piece.push(csvLine(row, format === 'csv' ? ',' : '\t', neutral));
        else if (format === 'json') piece.push(`${first ? '' : ','}\n    ${JSON.stringify(row)}`);
        else piece.push(xmlRow(names, elements, row));
        first = false;
      }
      yield piece.join('');
    }
    if (format === 'json') yield '\n]}\n';
    if (format === 'xml') yield '</data>\n';
  } finally {
    await file.release();
  }
}

function xmlRow(names: readonly string[], elements: readonly string[], row: readonly Value[]): string {
  const id = names[0] === '_id' ? ` _id="${row[0]}"` : '';
  const cells = names.flatMap((name, i) => {
    if (name === '_id') return [];
    const value = row[i] ?? null;
    const element = elements[i] ?? 'column';
    return value === null ? `<${element} xsi:nil="true" />` : `<${element}>${xmlText(String(value))}</${element}>`;
  });
  return `<row${id}>${cells.join('')}</row>\n`;
}
