/** What the sides of an evaluation are told. */
import type { Word } from '#api/kernel/words.ts';

export const letters = {
  opened: {
    subject: ['{{period}} 考核开始，请于 {{due}} 前申报', 'The evaluation of {{period}} has begun; report by {{due}}'],
    text: [
      '“{{title}}” {{period}} 考核已开始。平台事实自动计算；须自行申报的指标请于 {{due}} 前附证明申报。',
      'The evaluation of {{period}} under "{{title}}" has begun. Facts of the platform are computed; report what you have to report by {{due}}, with evidence.',
    ],
  },
  draft: {
    subject: ['{{period}} 考核初步结果：{{score}} 分', 'Draft result of {{period}}: {{score}} points'],
    text: [
      '“{{title}}” {{period}} 初步结果为 {{score}} 分。如有异议，请于 {{due}} 前申诉。',
      'Your draft result of {{period}} under "{{title}}" is {{score}} points. Appeal by {{due}} if you disagree.',
    ],
  },
  appealed: {
    subject: ['收到考核申诉 {{no}}', 'Appeal {{no}} received'],
    text: [
      '{{who}}对 {{period}} 考核提出申诉，应于 {{due}} 前决定。',
      '{{who}} appeals against the result of {{period}}; decide by {{due}}.',
    ],
  },
  decided: {
    subject: ['考核申诉 {{no}}：{{outcome}}', 'Appeal {{no}}: {{outcome}}'],
    text: ['决定：{{answer}}', 'Decision: {{answer}}'],
  },
  reviewed: {
    subject: ['考核申报{{outcome}}', 'Your report: {{outcome}}'],
    text: [
      '指标“{{indicator}}”的申报：{{outcome}}。{{opinion}}',
      'Report for "{{indicator}}": {{outcome}}. {{opinion}}',
    ],
  },
  corrected: {
    subject: ['{{period}} 考核结果已更正', 'The result of {{period}} was corrected'],
    text: ['更正理由：{{reason}}', 'Reason: {{reason}}'],
  },
} as const satisfies Readonly<Record<string, { readonly subject: Word; readonly text: Word }>>;
export type EvaluationLetter = keyof typeof letters;
