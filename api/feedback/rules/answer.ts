/** What an answer must say to be one. */
import type { FieldFault } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';
import type { AnswerKind } from './codes.ts';

export interface Answer {
  readonly kind: AnswerKind;
  readonly text: string;
  readonly promised_on?: string | undefined;
  readonly dataset?: string | undefined;
  readonly legal_basis?: string | undefined;
  readonly remedy?: string | undefined;
  readonly holder?: string | undefined;
}

const words = {
  promised_on: ['请填写承诺开放的日期，须晚于今天', 'Give the day by which it will be open, after today'],
  dataset: ['请填写已公布数据集的信息资源代码', 'Give the code of the published dataset'],
  legal_basis: ['不予开放须写明依据', 'A refusal must name its legal basis'],
  remedy: ['不予开放须写明救济途径', 'A refusal must say where it can be contested'],
  holder: ['请写明哪个单位可能掌握', 'Say who may hold it'],
} as const;

/** Faults by field; a refusal states reason, basis and remedy (Order 809, Article 21: reasons must be stated). */
export function answerFaults(answer: Answer, today: Day): FieldFault[] {
  const lacks = (name: keyof typeof words): FieldFault[] => [{ path: name, zh: words[name][0], en: words[name][1] }];
  const blank = (text: string | undefined) => (text ?? '').trim() === '';
  switch (answer.kind) {
    case 'promise':
      return blank(answer.promised_on) || (answer.promised_on ?? '') <= today ? lacks('promised_on') : [];
    case 'open':
    case 'partly':
      return blank(answer.dataset) ? lacks('dataset') : [];
    case 'refuse':
      return [
        ...(blank(answer.legal_basis) ? lacks('legal_basis') : []),
        ...(blank(answer.remedy) ? lacks('remedy') : []),
      ];
    case 'not_held':
      return blank(answer.holder) ? lacks('holder') : [];
  }
}
