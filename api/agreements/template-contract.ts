/** Templates of agreements by the information department of a region (Articles 4, 19, 20). */
import { z } from 'zod';
import { one, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { termsShape } from './contract.ts';
import { clauseChange } from './rules/draft-shapes.ts';
import {
  closeShape,
  marksShape,
  newTemplateShape,
  publishShape,
  templateHead,
  templateLine,
  templateParts,
  templateQuery,
} from './rules/template-shapes.ts';

export const templateShape = z
  .object({ ...templateParts, terms: termsShape })
  .meta({ id: 'AgreementTemplate', description: 'A version of a template of agreements; immutable once published' });

export const saveTemplateShape = templateHead.extend({
  revision: z.number().int(),
  terms: termsShape,
  marks: marksShape.default({}),
});

export const templateComparison = z
  .object({
    from: z.object({ id: z.string(), version: z.number().int() }),
    to: z.object({ id: z.string(), version: z.number().int() }),
    before: termsShape,
    after: termsShape,
    clauses: z.array(clauseChange),
    /** Clauses whose mark changed. */
    marks: z.array(z.object({ clause: z.string(), before: z.string(), after: z.string() })),
  })
  .meta({ id: 'TemplateComparison' });

const kept = ['template.not_found', 'template.other_region', 'template.wrong_state'] as const;
const shaped = [
  'template.clause_of_application',
  'template.clause_unknown',
  'agreement.agency_payee',
  'agreement.share_twice',
  'agreement.share_invalid',
  'agreement.quota_order',
  'agreement.fee_contradicts',
] as const;

export const templateOperations = {
  listTemplates: operation({
    method: 'get',
    path: '/agreement-templates',
    auth: 'public',
    summary: ['协议模板', 'Templates of agreements'],
    description: 'The newest published version of each.',
    query: pageQuery.extend(templateQuery.shape),
    out: page(templateLine),
  }),
  listTemplateDesk: operation({
    method: 'get',
    path: '/agreement-templates/desk',
    auth: 'session',
    summary: ['本地区的协议模板', 'Templates of the own region'],
    out: z.object({ items: z.array(templateLine) }),
    refusals: ['auth.forbidden'],
  }),
  showTemplate: operation({
    method: 'get',
    path: '/agreement-templates/:id',
    auth: 'public',
    summary: ['一份协议模板', 'A template'],
    description: 'Published versions for anyone; a draft for the department that makes it.',
    params: one,
    out: templateShape,
    refusals: ['template.not_found'],
  }),
  openTemplatePdf: operation({
    method: 'get',
    path: '/agreement-templates/:id/template.pdf',
    auth: 'public',
    summary: ['协议模板 PDF', 'A template as PDF'],
    params: one,
    out: { media: ['application/pdf'] },
    refusals: ['template.not_found'],
  }),
  compareTemplates: operation({
    method: 'get',
    path: '/agreement-templates/:id/changes',
    auth: 'public',
    summary: ['模板两个版本的差别', 'What changed between two versions of a template'],
    params: one,
    query: z.object({ from: z.string().max(60) }),
    out: templateComparison,
    refusals: ['template.not_found'],
  }),
  createTemplate: operation({
    method: 'post',
    path: '/agreement-templates',
    auth: 'session',
    summary: ['拟订协议模板', 'Draw up a template'],
    body: newTemplateShape,
    out: templateShape,
    status: 201,
    refusals: ['template.other_region'],
  }),
  saveTemplate: operation({
    method: 'put',
    path: '/agreement-templates/:id',
    auth: 'session',
    summary: ['保存模板草案', 'Save the draft of a template'],
    params: one,
    body: saveTemplateShape,
    out: templateShape,
    refusals: [...kept, 'template.changed_meanwhile', ...shaped],
  }),
  publishTemplate: operation({
    method: 'post',
    path: '/agreement-templates/:id/publication',
    auth: 'session',
    summary: ['发布模板', 'Publish a template'],
    description: 'From then on it never changes; the version before it may be chosen until the day before.',
    params: one,
    body: publishShape,
    out: templateShape,
    refusals: [...kept, 'template.days_order', 'template.fixed_incomplete', 'template.says_nothing'],
  }),
  discardTemplate: operation({
    method: 'post',
    path: '/agreement-templates/:id/discarding',
    auth: 'session',
    summary: ['放弃模板草案', 'Discard the draft of a template'],
    description: 'It stays readable to the department that made it; the next version may then be begun.',
    params: one,
    body: z.object({}),
    out: templateShape,
    refusals: kept,
  }),
  closeTemplate: operation({
    method: 'post',
    path: '/agreement-templates/:id/closing',
    auth: 'session',
    summary: ['停用模板', 'Take a template out of use'],
    description: 'Agreements drawn from it stay as they are, and it stays readable.',
    params: one,
    body: closeShape,
    out: templateShape,
    refusals: [...kept, 'template.days_order', 'template.closed_already'],
  }),
  nextTemplateVersion: operation({
    method: 'post',
    path: '/agreement-templates/:id/versions',
    auth: 'session',
    summary: ['另立新版本', 'Begin a new version'],
    params: one,
    body: z.object({}),
    out: templateShape,
    status: 201,
    refusals: [...kept, 'template.draft_exists'],
  }),
};
