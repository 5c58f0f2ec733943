import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'datasets.citation_not_found': { status: 404, zh: '没有这条引用。', en: 'There is no such citation.' },
  'datasets.cite_whole': {
    status: 422,
    zh: '没有筛选条件：请直接引用该版本，其永久地址和校验值已经固定。',
    en: 'Nothing is selected: cite the version itself, whose address and checksum are fixed already.',
  },
  'datasets.cite_too_many': {
    status: 422,
    zh: '该查询的结果超过 {{limit}} 行。请缩小筛选范围，或引用整个版本。',
    en: 'The query answers more than {{limit}} rows. Narrow it, or cite the whole version.',
  },
});
