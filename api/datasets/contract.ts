/** What may be asked of versions by their agency and reviewer: inputs and operations (Articles 14, 15). */
import { z } from 'zod';
import { operation } from '#api/kernel/operation.ts';
import { rowsQuery } from './open-contract.ts';
import { treatmentActions } from './rules/codes.ts';
import { rowsOut, versionOut, versionSummary } from './rules/shapes.ts';

export const treatBody = z.object({
  treatments: z
    .array(z.object({ column: z.string().max(300), action: z.enum(treatmentActions.codes) }))
    .max(1000)
    .meta({ description: 'The whole set: what is left out is left as it is' }),
});

const id = z.object({ id: z.string().max(40) });
const steward = ['auth.required', 'auth.forbidden', 'datasets.version_not_found'];
export const datasetOperations = {
  uploadVersion: operation({
    method: 'post',
    path: '/catalog/entries/:id/versions',
    auth: 'session',
    summary: ['上传数据版本', 'Upload a version'],
    description:
      'One CSV of at most 300 MB: UTF-8 (with or without BOM) or GB18030; comma, tab or semicolon. Read, converted and scanned in the background: follow it at /versions/{id}.',
    params: id,
    upload: { media: ['multipart/form-data'], fields: { note: 'What is new in this version' } },
    out: versionOut,
    status: 201,
    refusals: [
      'catalog.not_found',
      'catalog.wrong_state',
      'datasets.no_file',
      'datasets.empty',
      'datasets.too_large',
      'datasets.broken_upload',
      'datasets.file_name',
      'datasets.duplicate',
    ],
  }),
  listOwnVersions: operation({
    method: 'get',
    path: '/catalog/entries/:id/versions',
    auth: 'session',
    summary: ['条目的全部数据版本', 'All versions of an entry'],
    params: id,
    out: z.object({ items: z.array(versionSummary) }),
    refusals: ['catalog.not_found'],
  }),
  showVersion: operation({
    method: 'get',
    path: '/versions/:id',
    auth: 'session',
    summary: ['数据版本及其处理进度', 'A version and how far the work on it is'],
    params: id,
    out: versionOut,
    refusals: steward,
  }),
  previewVersion: operation({
    method: 'get',
    path: '/versions/:id/rows',
    auth: 'session',
    summary: ['预览未发布的数据', 'Look at a version before it is published'],
    description: 'For its agency and its reviewer, once the table holds no untreated personal information.',
    params: id,
    query: rowsQuery,
    out: rowsOut,
    refusals: [...steward, 'datasets.wrong_state', 'datasets.bad_filter'],
  }),
  treatVersion: operation({
    method: 'post',
    path: '/versions/:id/treatment',
    auth: 'session',
    summary: ['处理个人信息', 'Drop or mask columns'],
    description: 'Makes the treated table and scans it again, in the background.',
    params: id,
    body: treatBody,
    out: versionOut,
    status: 202,
    refusals: [...steward, 'datasets.wrong_state', 'datasets.unknown_column', 'datasets.nothing_left'],
  }),
  publishVersion: operation({
    method: 'post',
    path: '/versions/:id/publication',
    auth: 'session',
    summary: ['发布数据版本', 'Publish a further version'],
    description: 'For an entry that is already published. The first version is published with the entry.',
    params: id,
    out: versionOut,
    refusals: [
      ...steward,
      'datasets.wrong_state',
      'datasets.untreated',
      'datasets.not_ready',
      'datasets.entry_unpublished',
      'datasets.not_open',
    ],
  }),
  retryVersion: operation({
    method: 'post',
    path: '/versions/:id/retry',
    auth: 'session',
    summary: ['重新处理', 'Process a failed version again'],
    params: id,
    out: versionOut,
    status: 202,
    refusals: [...steward, 'datasets.wrong_state'],
  }),
};
