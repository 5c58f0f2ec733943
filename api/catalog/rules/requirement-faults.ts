/** What keeps a draft of the requirements from being published: it contradicts itself, or it would relax the core law. Pure. */
import { type FieldFault, fill } from '#api/kernel/refusal.ts';
import { inLocale, type Words } from '#api/kernel/words.ts';
import { type Field, fields, parts } from './codes.ts';
import { guideline } from './guideline.ts';
import {
  type CodedElement,
  codedElements,
  codedParts,
  isCoded,
  isSafePattern,
  isTextElement,
  type RequirementContent,
} from './requirement.ts';

export const requirementFaultWords = {
  element_missing: ['缺少核心要素“{{name}}”', 'The core element "{{name}}" is missing'],
  element_twice: ['要素“{{name}}”重复', 'The element "{{name}}" stands twice'],
  relaxed: [
    '“{{name}}”是法定要素，不能放宽为“{{status}}”',
    '"{{name}}" is asked for by law and cannot become "{{status}}"',
  ],
  no_clause: ['请写明“{{name}}”出自哪个文件', 'Name the instrument that "{{name}}" comes from'],
  no_condition: ['请写明“{{name}}”在何种情形下必填', 'Say when "{{name}}" is mandatory'],
  condition_value: ['条件中的“{{value}}”不是“{{of}}”的取值', '"{{value}}" in a condition is no value of "{{of}}"'],
  not_text: ['“{{name}}”不是文本要素，不能规定长度或格式', '"{{name}}" is no text: it takes no length and no pattern'],
  lengths: ['“{{name}}”的最短长度大于最长长度', 'The least length of "{{name}}" is above the greatest'],
  pattern: [
    '“{{name}}”的格式表达式不能使用（语法错误，或可能无法在有限时间内完成）',
    'The pattern of "{{name}}" cannot be used: it is wrong, or it could run without end',
  ],
  list_unknown: [
    '“{{name}}”所用的代码表“{{list}}”不在本版本中',
    'The code list "{{list}}" of "{{name}}" is not in this version',
  ],
  list_wrong: [
    '代码“{{value}}”不是“{{name}}”的法定取值，只能缩小取值范围',
    '"{{value}}" is no value of "{{name}}": a list can only narrow it',
  ],
  list_useless: ['“{{name}}”不能使用代码表', '"{{name}}" takes no code list'],
  list_twice: ['代码表“{{list}}”重复', 'The code list "{{list}}" stands twice'],
  list_empty: ['代码表“{{list}}”没有取值', 'The code list "{{list}}" has no value'],
  rule_list: [
    '规则“{{no}}”所用的代码表“{{list}}”不在本版本中',
    'The code list "{{list}}" of rule "{{no}}" is not in this version',
  ],
  rule_twice: ['规则编号“{{no}}”重复', 'The rule number "{{no}}" stands twice'],
  rule_clause: ['请写明规则“{{no}}”出自哪个文件', 'Name the instrument that rule "{{no}}" comes from'],
  rule_words: ['请写明规则“{{no}}”的中文和英文', 'Write rule "{{no}}" in both languages'],
} as const satisfies Words;

type Word = keyof typeof requirementFaultWords;

function fault(
  path: string,
  word: Word,
  params: Readonly<Record<string, readonly [string, string] | string>> = {},
): FieldFault {
  const side = (locale: 'zh' | 'en') =>
    fill(
      inLocale(requirementFaultWords[word], locale),
      Object.fromEntries(
        Object.entries(params).map(([key, value]) => [
          key,
          typeof value === 'string' ? value : inLocale(value, locale),
        ]),
      ),
    );
  return { path, zh: side('zh'), en: side('en') };
}

const order = { optional: 0, conditional: 1, mandatory: 2 } as const;
const statusWords = {
  mandatory: ['必填', 'mandatory'],
  conditional: ['条件必填', 'conditional'],
  optional: ['选填', 'optional'],
} as const;

export function requirementFaults(content: RequirementContent): FieldFault[] {
  const found: FieldFault[] = [];
  const lists = new Map(content.lists.map((list) => [list.code, list]));
  const seen = new Set<Field>();
  for (const [at, field] of content.fields.entries()) {
    const path = `fields.${at}`;
    const name = [field.name.zh, field.name.en || fields.words[field.element][1]] as const;
    const say = (part: string, word: Word, more: Parameters<typeof fault>[2] = {}) =>
      found.push(fault(`${path}.${part}`, word, { name, ...more }));
    if (seen.has(field.element)) say('element', 'element_twice');
    seen.add(field.element);
    if (field.clause.instrument === '') say('clause.instrument', 'no_clause');
    if (field.status === 'conditional' && field.when === null) say('when', 'no_condition');
    if (field.when !== null) found.push(...conditionFaults(`${path}.when`, field.when));
    const core = guideline.content.fields.find((one) => one.element === field.element);
    if (core !== undefined && order[field.status] < order[core.status])
      say('status', 'relaxed', { status: statusWords[field.status] });
    const measured = field.min_length !== null || field.max_length !== null || field.pattern !== null;
    if (measured && !isTextElement(field.element)) say('pattern', 'not_text');
    if ((field.min_length ?? 0) > (field.max_length ?? 4000)) say('min_length', 'lengths');
    if (field.pattern !== null && !isSafePattern(field.pattern)) say('pattern', 'pattern');
    if (field.list === null) continue;
    const list = lists.get(field.list);
    if (list === undefined) say('list', 'list_unknown', { list: field.list });
    else if (isCoded(field.element)) {
      const known = codedElements[field.element];
      for (const { value } of list.values) if (!known.is(value)) say('list', 'list_wrong', { value });
    } else if (!isTextElement(field.element)) say('list', 'list_useless');
  }
  for (const core of guideline.content.fields)
    if (!seen.has(core.element)) found.push(fault('fields', 'element_missing', { name: fields.words[core.element] }));
  const listCodes = new Set<string>();
  for (const [at, { code, values }] of content.lists.entries()) {
    if (listCodes.has(code)) found.push(fault(`lists.${at}.code`, 'list_twice', { list: code }));
    if (values.length === 0) found.push(fault(`lists.${at}.values`, 'list_empty', { list: code }));
    listCodes.add(code);
  }
  const numbers = new Set<string>();
  for (const [at, rule] of content.rules.entries()) {
    const { no, clause, says } = rule;
    if (rule.kind === 'not_together')
      found.push(
        ...conditionFaults(`rules.${at}.first`, rule.first),
        ...conditionFaults(`rules.${at}.second`, rule.second),
      );
    if (rule.kind === 'item_list') {
      const list = lists.get(rule.list);
      if (list === undefined) found.push(fault(`rules.${at}.list`, 'rule_list', { no, list: rule.list }));
      for (const { value } of list?.values ?? [])
        if (!codedParts[rule.part].is(value))
          found.push(fault(`rules.${at}.list`, 'list_wrong', { value, name: parts.words[rule.part] }));
    }
    if (numbers.has(no)) found.push(fault(`rules.${at}.no`, 'rule_twice', { no }));
    if (clause.instrument === '') found.push(fault(`rules.${at}.clause.instrument`, 'rule_clause', { no }));
    if (says.zh === '' || says.en === '') found.push(fault(`rules.${at}.says`, 'rule_words', { no }));
    numbers.add(no);
  }
  return found;
}

function conditionFaults(
  path: string,
  { element, is }: { readonly element: CodedElement; readonly is: readonly string[] },
): FieldFault[] {
  const known = codedElements[element];
  const wrong = is.filter((value) => !known.is(value));
  return wrong.map((value) => fault(`${path}.is`, 'condition_value', { value, of: fields.words[element] }));
}
