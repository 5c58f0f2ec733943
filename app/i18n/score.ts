import type { Words } from '#api/kernel/words.ts';

/** The quality score of datasets, and how to raise it. */
export const score = {
  title: ['质量评分', 'Quality score'],
  of_hundred: ['质量评分 {{score}} 分，满分 100 分', 'Quality score: {{score}} of 100'],
  met: ['可计分的 {{of}} 项中 {{done}} 项已满足', '{{done}} of {{of}} criteria met'],
  left_out: ['{{n}} 项无从得知，不计入总分', '{{n}} cannot be known and are left out'],
  done_of: ['{{done}} / {{of}}', '{{done}} of {{of}}'],
  gain: ['满足后 +{{n}} 分', '+{{n}} when met'],
  go: ['去填写', 'Do it now'],
  fair: ['采集记录只按来源平台能够提供的内容计分。', 'A harvested record is judged only by what its portal can tell.'],
  since: ['{{day}} 为 {{score}} 分，现在 {{now}} 分', '{{score}} on {{day}}, {{now}} now'],
  changes_one: ['变化 {{n}} 次', 'Changed {{n}} time'],
  changes_other: ['变化 {{n}} 次', 'Changed {{n}} times'],
  own_title: ['数据质量', 'Data quality'],
  own_lead: [
    '本单位公开数据集的质量评分，由低到高；每一行写明怎样提分最多。评分每晚按更新期重新计算，其余变化随时计算。',
    'Quality scores of your agency’s public datasets, the lowest first; each row says what raises it most. Recomputed nightly for updates that fell due, and at once for everything else.',
  ],
  mean: ['平均 {{n}} 分', 'Mean {{n}}'],
  dataset: ['数据集', 'Dataset'],
  score: ['评分', 'Score'],
  best: ['怎样提分最多', 'What raises it most'],
  open: ['未满足', 'Not met'],
  open_n: ['{{n}} 项', '{{n}}'],
  whole: ['能够得知的各项均已满足', 'Everything that can be known is met'],
  empty: ['本单位还没有公开的数据集', 'Your agency has no public dataset yet'],
  empty_text: [
    '编制目录条目、上传数据并通过审核后，评分会显示在这里。',
    'Once a catalogue entry with its data is published, its score stands here.',
  ],
  to_entries: ['目录条目', 'Catalogue entries'],
  agency_mean_one: ['数据质量平均 {{mean}} 分（{{n}} 个数据集）', 'mean quality score {{mean}} ({{n}} dataset)'],
  agency_mean_other: ['数据质量平均 {{mean}} 分（{{n}} 个数据集）', 'mean quality score {{mean}} ({{n}} datasets)'],
} as const satisfies Words;
