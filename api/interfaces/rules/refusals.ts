/** What the interfaces refuse. OAI-PMH answers its own errors inside a 200 (rules/oai). */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'interfaces.bad_parameter': {
    status: 400,
    zh: '参数 {{name}} 的值不符合要求：{{expected}}。',
    en: 'The parameter {{name}} is not as it must be: {{expected}}.',
  },
  'interfaces.unknown_parameter': {
    status: 400,
    zh: '这里没有名为 {{name}} 的参数，也没有这样的列。',
    en: 'There is no parameter and no column named {{name}} here.',
  },
  'interfaces.no_page': {
    status: 404,
    zh: '目录只有 {{pages}} 页。',
    en: 'The catalogue has {{pages}} page(s) only.',
  },
  'interfaces.no_collection': {
    status: 404,
    zh: '没有这个要素集：{{id}}。只有含坐标的公开表才有要素集。',
    en: 'There is no such collection: {{id}}. Open tables with coordinates have one.',
  },
  'interfaces.no_item': { status: 404, zh: '要素集中没有这一项。', en: 'The collection has no such item.' },
  'interfaces.no_table': {
    status: 404,
    zh: '“{{title}}”没有已发布的公开数据表，无法按此格式描述。',
    en: '"{{title}}" has no published open table to describe in this format.',
  },
});
