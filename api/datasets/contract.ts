/** What may be asked of versions by their agency and reviewer: inputs and operations (Articles 14, 15). */
import { z } from 'zod';
import { operation } from '#api/kernel/operation.ts';
import { simpleActions } from './rules/codes.ts';
import { rowsQuery } from './rules/questions.ts';
import { rowsOut, uploadOut, versionOut, versionSummary } from './rules/shapes.ts';

export const treatBody = z.object({
  treatments: z
    .array(
      z.object({
        table: z.number().int().min(1).default(1),
        column: z.string().max(300),
        action: z.enum(simpleActions),
      }),
    )
    .max(1000)
    .meta({ description: 'The whole set: what is left out is left as it is' }),
});

export const driftBody = z.object({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .meta({ description: 'Why the columns changed; readers of the record see it' }),
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
      'One file of at most 2 GB, judged by its content: CSV or TSV (UTF-8, UTF-16 or GB18030), XLSX, JSON, JSON Lines, GeoJSON, Parquet, a document, image, audio or video, or a ZIP of them. Read, converted and scanned in the background: follow it at /versions/{id}. To go on after a broken connection, upload by tus (https://tus.io) at /uploads with the metadata `entry`, `filename` and `note`.',
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
  showUpload: operation({
    method: 'get',
    path: '/uploads/:id',
    auth: 'session',
    summary: ['续传的进度与结果', 'How far an upload in pieces is, and what became of it'],
    description:
      'Begun by POST /uploads and filled by PATCH /uploads/{id} as tus 1.0 says (creation, termination, expiration); kept for 24 hours. The one who began it reads it.',
    params: id,
    out: uploadOut,
    refusals: ['datasets.upload_not_found'],
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
    query: rowsQuery.extend({ table: z.coerce.number().int().min(1).default(1) }),
    out: rowsOut,
    refusals: [...steward, 'datasets.wrong_state', 'datasets.table_not_found', 'datasets.bad_filter'],
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
  confirmFile: operation({
    method: 'post',
    path: '/versions/:id/files/:file/confirmation',
    auth: 'session',
    summary: ['确认文件不含个人信息', 'Confirm that a file holds no personal information'],
    description: 'No scan reads a document, picture or recording; the steward who looked into it stands for it.',
    params: id.extend({ file: z.coerce.number().int().min(1) }),
    out: versionOut,
    refusals: [...steward, 'datasets.wrong_state', 'datasets.file_not_found'],
  }),
  downloadFile: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/files/:file',
    auth: 'public',
    summary: ['下载文件', 'Download a file that is no table'],
    description: 'As it was uploaded, under the media type its content has; answers byte ranges.',
    params: z.object({
      class: z.string().max(20),
      seq: z.string().max(12),
      number: z.union([z.literal('latest'), z.coerce.number().int().min(1).max(1_000_000)]),
      file: z.coerce.number().int().min(1).max(10_000),
    }),
    out: { media: ['application/octet-stream'] },
    refusals: [
      'catalog.not_found',
      'catalog.withdrawn',
      'datasets.version_not_found',
      'datasets.licence_needed',
      'datasets.not_open',
      'datasets.file_not_found',
      'datasets.bad_range',
    ],
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
      'datasets.no_table',
      'datasets.files_unconfirmed',
      'datasets.entry_unpublished',
      'datasets.not_open',
      'datasets.drift_open',
      'datasets.quality_failed',
      'datasets.quality_pending',
    ],
  }),
  acceptDrift: operation({
    method: 'post',
    path: '/versions/:id/drift-acceptance',
    auth: 'session',
    summary: ['确认列的变化', 'Accept that the columns changed'],
    description:
      'A version whose columns differ from those of the published version before is published only after this.',
    params: id,
    body: driftBody,
    out: versionOut,
    refusals: [...steward, 'datasets.wrong_state', 'datasets.no_drift'],
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
