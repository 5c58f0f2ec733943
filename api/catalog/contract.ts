/** What may be asked of the catalogue: inputs and operations (Articles 8, 12, 14). */
import { z } from 'zod';
import { operation, page, pageQuery } from '#api/kernel/operation.ts';
import { decisions, entryStates } from './rules/codes.ts';
import { entryContent } from './rules/entry.ts';
import {
  classificationNode,
  codeLists,
  entryList,
  entryOut,
  fieldOpinion,
  historyOut,
  queueItem,
  worklist,
} from './rules/shapes.ts';

const seen = {
  revision: z
    .number()
    .int()
    .min(1)
    .meta({ description: 'The revision this was read at; another since then refuses the change' }),
};

export const createBody = z.object({
  classification_code: z.string().trim().max(20),
  content: entryContent.refine((content) => content.title !== '', {
    path: ['title'],
    message: '请填写资源名称 | Give the title',
  }),
});

export const saveBody = z.object({ ...seen, content: entryContent });

export const seenBody = z.object(seen);

export const reviewBody = z.object({
  ...seen,
  decision: z.enum(decisions.codes),
  opinion: z.string().trim().max(4000).default(''),
  field_opinions: z.array(fieldOpinion).max(100).default([]),
});

export const withdrawBody = z.object({ ...seen, reason: z.string().trim().min(2).max(1000) });

export const recallBody = z.object({ ...seen, reason: z.string().trim().min(2).max(1000) });

export const listQuery = pageQuery.extend({
  state: z.enum(entryStates.codes).optional(),
  q: z.string().trim().max(100).optional(),
});

const id = z.object({ id: z.string().max(40) });
const own = ['auth.required', 'auth.forbidden', 'catalog.not_found'] as const;
const change = [...own, 'catalog.changed_meanwhile', 'catalog.wrong_state'] as const;
export const catalogOperations = {
  listCodes: operation({
    method: 'get',
    path: '/catalog/codes',
    auth: 'public',
    summary: ['目录代码表', 'Code lists of the catalogue'],
    out: codeLists,
  }),
  listClassifications: operation({
    method: 'get',
    path: '/catalog/classifications',
    auth: 'public',
    summary: ['信息资源分类', 'The classification'],
    out: z.object({ items: z.array(classificationNode) }),
  }),
  createEntry: operation({
    method: 'post',
    path: '/catalog/entries',
    auth: 'session',
    summary: ['新建目录条目', 'Start a catalogue entry'],
    description: 'Assigns the permanent resource code. A draft needs no more than a classification and a title.',
    body: createBody,
    out: entryOut,
    status: 201,
    refusals: ['catalog.out_of_scope', 'catalog.secret', 'catalog.unknown_classification', 'catalog.title_taken'],
  }),
  listEntries: operation({
    method: 'get',
    path: '/catalog/entries',
    auth: 'session',
    summary: ['本单位目录条目', 'Entries of your own agency'],
    query: listQuery,
    out: entryList,
  }),
  showEntry: operation({
    method: 'get',
    path: '/catalog/entries/:id',
    auth: 'session',
    summary: ['目录条目', 'A catalogue entry'],
    params: id,
    out: entryOut,
    refusals: own,
  }),
  saveEntry: operation({
    method: 'put',
    path: '/catalog/entries/:id',
    auth: 'session',
    summary: ['保存目录条目', 'Save a catalogue entry'],
    description: 'Replaces the content. A published entry stays public as it was while the change is drafted.',
    params: id,
    body: saveBody,
    out: entryOut,
    refusals: [...change, 'catalog.secret', 'catalog.title_taken'],
  }),
  discardChanges: operation({
    method: 'post',
    path: '/catalog/entries/:id/discard',
    auth: 'session',
    summary: ['放弃未发布的修改', 'Drop unpublished changes'],
    params: id,
    body: seenBody,
    out: entryOut,
    refusals: [...change, 'catalog.nothing_to_discard'],
  }),
  submitEntry: operation({
    method: 'post',
    path: '/catalog/entries/:id/submission',
    auth: 'session',
    summary: ['提交审核', 'Submit for review'],
    description:
      'Refused with every fault at once when the compilation requirements are not met (Articles 2, 8, 12, 14).',
    params: id,
    body: seenBody,
    out: entryOut,
    refusals: [...change, 'catalog.incomplete', 'catalog.no_basis', 'catalog.secret'],
  }),
  reviewEntry: operation({
    method: 'post',
    path: '/catalog/entries/:id/reviews',
    auth: 'session',
    summary: ['审核目录条目', 'Decide on a submitted entry'],
    description:
      'Only the information department of exactly that region (Article 4). Publishing also publishes the newest ready version of its data.',
    params: id,
    body: reviewBody,
    out: entryOut,
    refusals: [
      ...change,
      'catalog.no_jurisdiction',
      'catalog.opinion_missing',
      'datasets.untreated',
      'datasets.not_ready',
    ],
  }),
  withdrawEntry: operation({
    method: 'post',
    path: '/catalog/entries/:id/withdrawal',
    auth: 'session',
    summary: ['撤销目录条目', 'Withdraw an entry'],
    description: 'The code is never used again; its address answers 410 with what it was.',
    params: id,
    body: withdrawBody,
    out: entryOut,
    refusals: change,
  }),
  recallEntry: operation({
    method: 'post',
    path: '/catalog/entries/:id/recall',
    auth: 'session',
    summary: ['撤回已提交的条目', 'Take back a submitted entry'],
    description:
      'Until the information department has decided. The reason stays in the history; the entry is a draft again.',
    params: id,
    body: recallBody,
    out: entryOut,
    refusals: change,
  }),
  entryHistory: operation({
    method: 'get',
    path: '/catalog/entries/:id/history',
    auth: 'session',
    summary: ['修订历史', 'Revisions and reviews'],
    params: id,
    out: historyOut,
    refusals: own,
  }),
  reviewQueue: operation({
    method: 'get',
    path: '/catalog/reviews',
    auth: 'session',
    summary: ['待审核条目', 'Entries waiting for your review'],
    query: pageQuery,
    out: page(queueItem),
  }),
  countCatalogWork: operation({
    method: 'get',
    path: '/catalog/worklist',
    auth: 'session',
    summary: ['目录待办数', 'What waits in the catalogue'],
    out: worklist,
  }),
};
