/**
 * What holds before the information department has published requirements of its own: the core metadata of the guideline G1272
 * (《政务信息资源目录编制指南（试行）》, 发改高技〔2017〕1272号) with the five elements of Article 8 and those of Order 809.
 */
import { type Clause, clauses, type Field, fields } from './codes.ts';
import type { FieldStatus, Requirement, RequirementContent, RequirementField } from './requirement.ts';

type Row = readonly [
  element: Field,
  status: FieldStatus,
  clause: Clause,
  hint: readonly [zh: string, en: string],
  when?: RequirementField['when'],
];

const none = ['', ''] as const;
const restricted = { element: 'share_type' as const, is: ['2', '3'] };
const opened = { element: 'open_type' as const, is: ['unconditional', 'conditional'] };

const rows: readonly Row[] = [
  [
    'classification_code',
    'mandatory',
    'R8',
    ['目或细目的代码，条目建立后不可更改', 'The code of the class, fixed once the entry is made'],
  ],
  ['title', 'mandatory', 'G1272', ['同一提供方的资源名称不得重复', 'Unique within the agency']],
  ['title_en', 'optional', 'G1272', none],
  ['abstract', 'mandatory', 'G1272', ['概述资源的内容、范围和用途', 'What the resource holds, covers and serves']],
  ['keywords', 'mandatory', 'G1272', ['以顿号或逗号分隔', 'Separated by commas']],
  ['theme', 'mandatory', 'R8', none],
  ['format_category', 'mandatory', 'R8', none],
  ['format_detail', 'mandatory', 'R8', ['例如 csv、xlsx、mysql', 'Such as csv, xlsx, mysql']],
  [
    'items',
    'mandatory',
    'G1272',
    ['逐项登记字段名、名称、类型和敏感标识', 'Each with name, label, type and sensitivity'],
  ],
  ['update_cycle', 'mandatory', 'R8', none],
  ['share_type', 'mandatory', 'R8', none],
  ['share_method', 'conditional', 'R8', none, { element: 'share_type', is: ['1', '2'] }],
  [
    'share_condition',
    'conditional',
    'T15',
    ['共享范围和使用用途', 'For whom and for what use'],
    { element: 'share_type', is: ['2'] },
  ],
  ['share_reason', 'conditional', 'R12', none, restricted],
  [
    'share_basis',
    'conditional',
    'R12',
    ['不予共享须有法律、行政法规或国务院决定为依据', 'Withholding rests on national law'],
    restricted,
  ],
  ['usage_conditions', 'mandatory', 'T13', none],
  ['open_type', 'mandatory', 'R14', none],
  ['open_condition', 'conditional', 'R14', none, { element: 'open_type', is: ['conditional'] }],
  ['open_checks', 'conditional', 'R14', none, opened],
  ['licence', 'conditional', 'R15', none, opened],
  ['grade', 'mandatory', 'T13', none],
  ['storage_location', 'mandatory', 'R6', ['同级政务云平台', 'The government cloud of the same level']],
  ['secret', 'mandatory', 'R2', ['涉密资源不在本平台编目', 'State secrets are not catalogued here']],
  ['spatial', 'optional', 'G1272', none],
  ['temporal_from', 'optional', 'G1272', ['例如 2026、2026-03 或 2026-03-05', 'Such as 2026, 2026-03 or 2026-03-05']],
  ['temporal_to', 'optional', 'G1272', none],
  ['related_codes', 'optional', 'G1272', none],
];

const content: RequirementContent = {
  fields: rows.map(
    ([element, status, clause, [zh, en], when = null]): RequirementField => ({
      element,
      name: { zh: fields.words[element][0], en: fields.words[element][1] },
      status,
      when,
      min_length: null,
      max_length: null,
      pattern: null,
      list: null,
      hint: { zh, en },
      clause: { instrument: clauses.words[clause][0], article: '' },
    }),
  ),
  lists: [],
  rules: [],
};

export const guideline: Requirement = {
  number: 0,
  title: ['政务信息资源目录编制指南核心元数据', 'Core metadata of the catalogue guideline'],
  documentNo: null,
  effectiveOn: null,
  content,
};
