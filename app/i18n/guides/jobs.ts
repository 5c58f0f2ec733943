import type { Words } from '#api/kernel/words.ts';

export const jobs = {
  title: ['域内计算', 'A job in the domain'],
  lead: [
    '原始数据不出域：您提交 SQL，平台在域内计算，只有通过阈值的统计结果出来。',
    'Raw data stays in the domain: you send SQL, the platform computes inside, and only figures that pass the threshold leave.',
  ],
  room: ['能算什么', 'What can be computed on'],
  room_1: [
    '答复列出可以使用的表和名字、授予的列、本月还能提交几个任务，以及阈值 `k`：任何一组和其中任何一个数字背后至少要有 `k` 条记录。',
    'The answer lists the tables with the names SQL may use, the columns granted, how many jobs are left this month, and the threshold `k`: behind each group and each figure in it stand at least `k` records.',
  ],
  try: ['先在合成数据上试', 'Try on synthetic rows'],
  try_1: [
    '同样的语句、同样的规则，跑在没有一行是真的表上。不计次数，不留记录，语法错误和不允许的写法都在这里发现。',
    'The same statement by the same rules on rows that never were. It is not counted and nothing is kept; mistakes and forbidden forms show up here.',
  ],
  try_2: [
    '可以用：按列分组、计数、去重计数、求和、平均、筛选、连接。不能用：列出单条记录、最大最小值、读文件、随机函数。',
    'Allowed: grouping by columns, counts, distinct counts, sums, averages, conditions, joins. Not allowed: listing records, minimum and maximum, reading files, random functions.',
  ],
  submit: ['提交任务', 'Submit'],
  submit_1: [
    '写明这些数字用来做什么，审查的人会看。答复中的 `id` 放进 `JOB`。',
    'Say what the figures are for: whoever reviews the job reads it. Put the `id` of the answer into `JOB`.',
  ],
  wait: ['等结果', 'Wait for the answer'],
  wait_1: [
    '状态依次为排队 `queued`、计算 `running`、待审 `reviewing`、放行 `released`。小于阈值的组不出现，`hidden_groups` 说隐去了几组；为了不能用减法推出，可能多隐去一组。',
    'States are `queued`, `running`, `reviewing`, `released`. Groups below the threshold do not appear and `hidden_groups` says how many; one more may be hidden so that none can be found by subtraction.',
  ],
  wait_2: [
    '与此前某次查询只差几条记录的任务会转人工审查：两次结果相减不能说出任何一条记录。',
    'A job that differs from an earlier one by a few records goes to a person: the difference of two answers must tell no single record.',
  ],
  result: ['取结果', 'Take the result'],
  result_1: [
    '放行后 30 天内可以用密钥取走。取结果也是一次交付，有编号和获取日期，产品可以注明。',
    'Once released it can be taken with the key for 30 days. Taking it is a delivery with a number and a date that a product can cite.',
  ],
  sample_title: ['各路段记录数', 'Records by section'],
  sample_words: ['确定模型训练样本的分布', 'To know how the training sample is spread'],
} as const satisfies Words;
