/** Workbooks of entries: template and export, and what is taken in from them. */
import { z } from 'zod';
import { entryStates } from '#api/catalog/rules/codes.ts';
import { instantText, one, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { importStates, rowKinds } from './rules/codes.ts';

const xlsx = { media: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] } as const;

export const exportQuery = z.object({
  of: z
    .enum(['own', 'region'])
    .default('own')
    .meta({ description: 'Entries of the own agency, or of every agency of the region' }),
  state: z.enum(entryStates.codes).optional(),
});
export const importQuery = pageQuery.extend({ kind: z.enum(rowKinds.codes).optional() });

export const importFault = z
  .object({ sheet: z.enum(['entries', 'items']), cell: z.string(), zh: z.string(), en: z.string(), stops: z.boolean() })
  .meta({
    id: 'ImportFault',
    description: 'What is wrong with a cell; `stops` where the row cannot be imported even as a draft',
  });

export const importSummary = z
  .object({
    id: z.string(),
    file_name: z.string(),
    sha256: z.string(),
    state: z.enum(importStates.codes),
    requirement: z.number().int(),
    counts: z.object({
      total: z.number().int(),
      new: z.number().int(),
      changed: z.number().int(),
      unchanged: z.number().int(),
      faulty: z.number().int(),
    }),
    uploaded_by: z.string().nullable(),
    uploaded_at: instantText,
    applied_at: instantText.nullable(),
  })
  .meta({ id: 'CatalogueImport' });

export const importRow = z
  .object({
    /** As the spreadsheet counts; negative for a row of the sheet of items that belongs to no entry. */
    row: z.number().int(),
    kind: z.enum(rowKinds.codes),
    title: z.string(),
    code: z.string().nullable(),
    entry_id: z.string().nullable(),
    faults: z.array(importFault),
  })
  .meta({ id: 'CatalogueImportRow' });

export const importOut = importSummary
  .extend({
    rows: page(importRow),
    may: z.object({ apply: z.boolean(), drop: z.boolean(), faults: z.boolean() }),
  })
  .meta({ id: 'CatalogueImportDetail' });

const own = ['auth.required', 'auth.forbidden', 'compilation.import_not_found'] as const;

export const importOperations = {
  downloadCatalogueTemplate: operation({
    method: 'get',
    path: '/catalog/template.xlsx',
    auth: 'session',
    summary: ['下载目录填报模板', 'Template of the catalogue as a workbook'],
    description: 'Columns, drop-down lists and explanations follow the requirements in force.',
    out: xlsx,
  }),
  exportCatalogue: operation({
    method: 'get',
    path: '/catalog/export.xlsx',
    auth: 'session',
    summary: ['导出目录', 'Export entries as a workbook'],
    description: 'Imported again unchanged, it changes nothing.',
    query: exportQuery,
    out: xlsx,
    refusals: ['auth.forbidden', 'compilation.export_too_large'],
  }),
  uploadCatalogueImport: operation({
    method: 'post',
    path: '/catalog/imports',
    auth: 'session',
    summary: ['上传目录工作簿', 'Send a workbook of entries'],
    description: 'Read and compared, with what is wrong named cell by cell; nothing is written into the catalogue yet.',
    upload: { media: ['multipart/form-data'] },
    out: importOut,
    status: 201,
    refusals: [
      'auth.forbidden',
      'catalog.out_of_scope',
      'compilation.no_file',
      'compilation.file_too_large',
      'compilation.not_a_workbook',
      'compilation.sheet_missing',
      'compilation.heads_missing',
      'compilation.merged_cells',
      'compilation.too_many_rows',
      'compilation.empty_workbook',
      'compilation.secret_rows',
    ],
  }),
  listCatalogueImports: operation({
    method: 'get',
    path: '/catalog/imports',
    auth: 'session',
    summary: ['导入记录', 'Workbooks sent in'],
    query: pageQuery,
    out: page(importSummary),
  }),
  showCatalogueImport: operation({
    method: 'get',
    path: '/catalog/imports/:id',
    auth: 'session',
    summary: ['导入预览', 'What an import would do, row by row'],
    params: one,
    query: importQuery,
    out: importOut,
    refusals: own,
  }),
  applyCatalogueImport: operation({
    method: 'post',
    path: '/catalog/imports/:id/application',
    auth: 'session',
    summary: ['导入为草稿', 'Apply an import as drafts'],
    description: 'Every row without errors in one transaction: all of them or none.',
    params: one,
    out: importOut,
    refusals: [...own, 'compilation.wrong_state', 'compilation.nothing_to_apply', 'compilation.overtaken'],
  }),
  dropCatalogueImport: operation({
    method: 'post',
    path: '/catalog/imports/:id/dropping',
    auth: 'session',
    summary: ['放弃导入', 'Drop an import'],
    params: one,
    out: importOut,
    refusals: [...own, 'compilation.wrong_state'],
  }),
  downloadImportFaults: operation({
    method: 'get',
    path: '/catalog/imports/:id/faults.xlsx',
    auth: 'session',
    summary: ['下载标注错误的工作簿', 'The workbook with its errors marked'],
    params: one,
    out: xlsx,
    refusals: [...own, 'compilation.file_gone'],
  }),
};
