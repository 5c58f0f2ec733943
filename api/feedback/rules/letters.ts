/** What those who asked and voted are told, by mail and on their page. */
import type { Word } from '#api/kernel/words.ts';
import type { RequestAction } from './codes.ts';

interface Letter {
  readonly subject: Word;
  readonly text: Word;
}

/** The same step for whoever asked and for whoever voted; null: they are not told. */
export const requestLetters: Readonly<Record<RequestAction, Letter | null>> = {
  file: {
    subject: ['数据需求已提出：{{title}}', 'Your data request was filed: {{title}}'],
    text: [
      '您的数据需求 {{no}}“{{title}}”已公开。政务信息管理部门应在 {{due}} 前受理或说明理由。',
      'Your data request {{no}} “{{title}}” is public. The information department accepts it or says why not by {{due}}.',
    ],
  },
  assign: {
    subject: ['数据需求已受理：{{title}}', 'Your data request was accepted: {{title}}'],
    text: [
      '需求 {{no}}“{{title}}”已转交{{agency}}，应在 {{due}} 前答复。',
      'Request {{no}} “{{title}}” was assigned to {{agency}}, which has to answer by {{due}}.',
    ],
  },
  forward: {
    subject: ['数据需求已转交：{{title}}', 'Your data request was passed on: {{title}}'],
    text: [
      '需求 {{no}}“{{title}}”已转交其他地区的政务信息管理部门。说明：{{text}}',
      'Request {{no}} “{{title}}” was passed to the information department of another region: {{text}}',
    ],
  },
  return: {
    subject: ['数据需求已退回：{{title}}', 'Your data request was returned: {{title}}'],
    text: ['需求 {{no}}“{{title}}”已退回。理由：{{text}}', 'Request {{no}} “{{title}}” was returned: {{text}}'],
  },
  merge: {
    subject: ['数据需求已合并：{{title}}', 'Data request merged: {{title}}'],
    text: [
      '需求 {{no}}“{{title}}”与另一项需求相同，已合并，您的支持一并计入。说明：{{text}}',
      'Request {{no}} “{{title}}” was merged into one that asks for the same; your vote counts there: {{text}}',
    ],
  },
  extend: {
    subject: ['答复期限已延长：{{title}}', 'More time to answer: {{title}}'],
    text: [
      '需求 {{no}}“{{title}}”的答复期限延长至 {{due}}。理由：{{text}}',
      'The agency has until {{due}} to answer request {{no}} “{{title}}”: {{text}}',
    ],
  },
  promise: {
    subject: ['将开放：{{title}}', 'Will be opened: {{title}}'],
    text: [
      '{{agency}}答复需求 {{no}}“{{title}}”：将在 {{due}} 前开放。\n\n{{text}}',
      '{{agency}} answered request {{no}} “{{title}}”: it will be opened by {{due}}.\n\n{{text}}',
    ],
  },
  open: {
    subject: ['已开放：{{title}}', 'Opened: {{title}}'],
    text: [
      '{{agency}}答复需求 {{no}}“{{title}}”：数据已开放。\n\n{{text}}',
      '{{agency}} answered request {{no}} “{{title}}”: the data is open.\n\n{{text}}',
    ],
  },
  partly: {
    subject: ['部分开放：{{title}}', 'Partly opened: {{title}}'],
    text: [
      '{{agency}}答复需求 {{no}}“{{title}}”：已开放一部分。\n\n{{text}}',
      '{{agency}} answered request {{no}} “{{title}}”: a part is open.\n\n{{text}}',
    ],
  },
  refuse: {
    subject: ['不予开放：{{title}}', 'Refused: {{title}}'],
    text: [
      '{{agency}}答复需求 {{no}}“{{title}}”：不予开放。\n\n理由：{{text}}\n依据：{{basis}}\n救济途径：{{remedy}}',
      '{{agency}} answered request {{no}} “{{title}}”: it is refused.\n\nReason: {{text}}\nLegal basis: {{basis}}\nRemedy: {{remedy}}',
    ],
  },
  not_held: {
    subject: ['不掌握该数据：{{title}}', 'Not held: {{title}}'],
    text: [
      '{{agency}}答复需求 {{no}}“{{title}}”：不掌握该数据，可能掌握的单位：{{holder}}。\n\n{{text}}',
      '{{agency}} answered request {{no}} “{{title}}”: it does not hold the data; who may: {{holder}}.\n\n{{text}}',
    ],
  },
  withdraw: null,
};

/** Steps that voters are told of as well. */
export const toVoters: ReadonlySet<RequestAction> = new Set([
  'merge',
  'promise',
  'open',
  'partly',
  'refuse',
  'not_held',
  'return',
]);

export const correctionLetters = {
  file: {
    subject: ['校核申请已收到：{{title}}', 'Your correction was received: {{title}}'],
    text: [
      '您对“{{title}}”提出的校核 {{no}} 已收到。提供单位应在 {{due}} 前核实、更正并反馈。',
      'Your correction {{no}} of “{{title}}” was received. The agency has to check, correct and answer by {{due}}.',
    ],
  },
  accept: {
    subject: ['校核申请已受理：{{title}}', 'Your correction was accepted: {{title}}'],
    text: [
      '校核 {{no}}（“{{title}}”）已受理，正在核实，{{due}} 前反馈结果。',
      'Correction {{no}} (“{{title}}”) was accepted and is being checked; the answer comes by {{due}}.',
    ],
  },
  correct: {
    subject: ['已更正：{{title}}', 'Corrected: {{title}}'],
    text: [
      '校核 {{no}}（“{{title}}”）属实，已更正。\n\n{{text}}',
      'Correction {{no}} (“{{title}}”): it was wrong and is corrected.\n\n{{text}}',
    ],
  },
  no_error: {
    subject: ['经核实无误：{{title}}', 'No error found: {{title}}'],
    text: [
      '校核 {{no}}（“{{title}}”）经核实无误。理由：{{text}}',
      'Correction {{no}} (“{{title}}”): no error was found. Reason: {{text}}',
    ],
  },
} as const satisfies Readonly<Record<string, Letter>>;
export type CorrectionStep = keyof typeof correctionLetters;
