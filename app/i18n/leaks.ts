import type { Words } from '#api/kernel/words.ts';

/** The tool that traces a found file back to who was given it. */
export const leaks = {
  title: ['追查外泄数据', 'Trace leaked data'],
  lead: [
    '上传在外发现的数据文件。平台把它与发出的每一份带标记的副本比对，算出是否出自某一被授权单位、哪一天取得的副本。文件比对后即删除，比对本身留有审计记录。',
    'Upload a data file that was found outside. It is compared with every marked copy that left, to compute whether it comes from the copy a licensee took on a certain day. The file is not kept; that it was compared is on record.',
  ],
  file: [
    '数据文件（CSV、XLSX、JSON、Parquet，不超过 {{limit}}）',
    'Data file (CSV, XLSX, JSON, Parquet; up to {{limit}})',
  ],
  compare: ['比对', 'Compare'],
  licensed: ['授权数据的副本', 'Copies of licensed data'],
  targeted: ['定向开放的交付', 'Deliveries of targeted opening'],
  named: ['出自依协议 {{no}} 取得的副本', 'It comes from a copy taken under agreement {{no}}'],
  named_text: [
    '副本日期 {{day}}。{{found}} 行为该表的记录；{{read}} 个标记中 {{matched}} 个相符，{{ordered}} 行的先后次序参与比对。把没有外泄的单位误认为来源的概率不超过 {{chance}}（已计入全部 {{n}} 份副本）。',
    'Copy of {{day}}. {{found}} rows are rows of the table; {{matched}} of {{read}} marks match, and the order of {{ordered}} rows was looked at. The probability of naming somebody who did not pass it on is at most {{chance}}, over all {{n}} copies compared.',
  ],
  next: [
    '下一步：核对下表中的交付记录，按协议约定通知该单位说明情况；必要时暂停协议并移送监督。结论是概率判断，不是处理决定。',
    'Next: check the deliveries below, ask the licensee to explain as the agreement provides, and if need be suspend the agreement and hand the matter to supervision. This is a judgement of probability and decides nothing by itself.',
  ],
  nobody: ['不能认定来源', 'Nobody can be named'],
  nobody_text: [
    '没有一份副本与文件相符到足以认定的程度（误认概率须低于百万分之一）。下表仅说明哪些副本含有这些记录，不是证据。',
    'No copy is like the file enough to be named (the probability of a false accusation must be below one in a million). The table only says which copies hold these records; it is no evidence.',
  ],
  compared: ['文件 {{rows}} 行，与 {{n}} 份副本比对。', '{{rows}} rows, compared with {{n}} copies.'],
  none: ['没有副本含有这些记录', 'No copy holds these records'],
  none_text: [
    '文件不是出自在此可以比对的授权数据；核对列名后，可改用较完整的部分再试。',
    'The file does not come from licensed data that can be compared here. Check the names of its columns, or try a fuller part of it.',
  ],
  who: ['被授权单位', 'Licensee'],
  agreement: ['协议', 'Agreement'],
  dataset: ['数据集', 'Dataset'],
  day: ['副本日期', 'Copy of'],
  deliveries: ['交付', 'Deliveries'],
  rows: ['相同记录', 'Same rows'],
  marks: ['相符／可读标记', 'Marks matched / read'],
  chance: ['误认概率上限', 'Bound of error'],
  also_targeted: [
    '同一文件也与定向开放的交付比对：{{n}} 次交付，{{result}}。',
    'The same file was compared with {{n}} deliveries of targeted opening: {{result}}.',
  ],
  targeted_named: ['出自申请 {{no}} 的第 {{n}} 次领取', 'it comes from application {{no}}, delivery {{n}}'],
  targeted_none: ['不能认定', 'nobody can be named'],
  targeted_open: ['定向开放的追查', 'Trace among targeted deliveries'],
  limits_title: ['能查到什么，查不到什么', 'What it finds and what not'],
  limits: [
    '另存为其他格式、只剩几十行、删列、改列序、按某列排序、改写个别值后，一般仍可查。行序完全打乱且没有文句或小数列时，标记已不存在；只有几行时，标记太少。多家文件拼合时，各家剩下的部分足够多才能分别认出。',
    'It survives other formats, the loss of all but some dozens of rows, dropped or moved columns, sorting by a column and single edited values. Where the order is gone altogether and there are neither sentences nor decimals, no mark is left; a few rows hold too few of them. In a file put together by several, each is found where enough of theirs is left.',
  ],
} as const satisfies Words;
