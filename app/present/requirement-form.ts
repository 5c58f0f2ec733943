/** What the small forms of a draft of the requirements send, put into its content. Pure. */
import { z } from 'zod';
import { fields } from '#api/catalog/rules/codes.ts';
import {
  coded,
  codedPart,
  fieldStatuses,
  listElements,
  type RequirementContent,
  type RequirementField,
  type RequirementRule,
  requirementField,
  requirementList,
  requirementRule,
  ruleKinds,
} from '#api/catalog/rules/requirement.ts';

const codes = (text: string) =>
  text
    .split(/[,，、\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
const seen = { revision: z.coerce.number().int().min(1) };
const wordy = z.string().trim().default('');
const clause = z.object({ instrument: wordy, article: wordy }).default({ instrument: '', article: '' });
const both = z.object({ zh: wordy, en: wordy }).default({ zh: '', en: '' });

export const headForm = z.object({
  ...seen,
  title: z.string().trim().min(2).max(200),
  title_en: z.string().trim().min(2).max(300),
});

export const fieldForm = z.object({
  ...seen,
  element: z.enum(fields.codes),
  name: both,
  status: z.enum(fieldStatuses.codes),
  when_element: z.enum(coded).nullable().default(null),
  when_is: wordy,
  min_length: z.number().int().min(1).max(4000).nullable().default(null),
  max_length: z.number().int().min(1).max(4000).nullable().default(null),
  pattern: z.string().trim().max(120).nullable().default(null),
  list: z.string().nullable().default(null),
  hint: both,
  clause,
});

export function withField(content: RequirementContent, sent: z.output<typeof fieldForm>): RequirementContent {
  const { revision: _revision, when_element, when_is, ...rest } = sent;
  const is = codes(when_is);
  const field: RequirementField = requirementField.parse({
    ...rest,
    when:
      rest.status === 'conditional' && when_element !== null && is.length > 0 ? { element: when_element, is } : null,
  });
  const known = content.fields.some(({ element }) => element === field.element);
  return {
    ...content,
    fields: known
      ? content.fields.map((one) => (one.element === field.element ? field : one))
      : [...content.fields, field],
  };
}

export const listForm = z.object({
  ...seen,
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,39}$/),
  name: both,
  values: wordy,
});

/** One value a line: `value | Chinese | English`. */
export function withList(
  content: RequirementContent,
  { code, name, values }: z.output<typeof listForm>,
): RequirementContent {
  const list = requirementList.parse({
    code,
    name,
    values: values
      .split('\n')
      .map((line) => line.split(/[|｜]/).map((one) => one.trim()))
      .filter(([value = '']) => value !== '')
      .map(([value = '', zh = '', en = '']) => ({
        value: value.slice(0, 40),
        zh: zh.slice(0, 120),
        en: en.slice(0, 200),
      })),
  });
  return { ...content, lists: [...content.lists.filter((one) => one.code !== code), list] };
}

export const ruleForm = z.object({
  ...seen,
  kind: z.enum(ruleKinds.codes),
  no: z.string().trim().min(1).max(20),
  element: z.enum(listElements).default('keywords'),
  number: z.number().int().min(1).max(50).default(1),
  part: z.enum(['description', 'unit']).default('description'),
  coded_part: z.enum(codedPart).default('sensitivity'),
  list: z.string().default(''),
  first: z.enum(coded).default('open_type'),
  first_is: wordy,
  second: z.enum(coded).default('update_cycle'),
  second_is: wordy,
  says: both,
  clause,
});

export function withRule(content: RequirementContent, sent: z.output<typeof ruleForm>): RequirementContent {
  const { kind, no, says, clause: of } = sent;
  const raw =
    kind === 'at_least'
      ? { element: sent.element, number: sent.number }
      : kind === 'item_part'
        ? { part: sent.part }
        : kind === 'item_list'
          ? { part: sent.coded_part, list: sent.list }
          : {
              first: { element: sent.first, is: codes(sent.first_is) },
              second: { element: sent.second, is: codes(sent.second_is) },
            };
  const rule: RequirementRule = requirementRule.parse({ kind, no, says, clause: of, ...raw });
  return { ...content, rules: [...content.rules.filter((one) => one.no !== no), rule] };
}

export const removeForm = z.object({ ...seen, list: z.string().optional(), rule: z.string().optional() });

export function without(content: RequirementContent, { list, rule }: z.output<typeof removeForm>): RequirementContent {
  return {
    ...content,
    lists: content.lists.filter((one) => one.code !== list),
    rules: content.rules.filter((one) => one.no !== rule),
  };
}
