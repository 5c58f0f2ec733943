import type { Words } from '#api/kernel/words.ts';

export const money = {
  title: ['钱怎么走', 'Where the money goes'],
  lead: [
    '从付款通知到收入单、付款：每一步能看到什么，怎样自己重算。',
    'From the payment notice to income and payout: what can be seen at each step, and how to compute it again yourself.',
  ],
  pay: ['下单与付款通知', 'Order and payment notice'],
  pay_1: [
    '下单时价格和分成都冻结。付款通知书写明收款账户、金额和附言编号：汇款时附言写这个编号，到账才能自动对上。订单编号放在 `ORDER`。',
    'Price and split are frozen with the order. The payment notice states the account, the amount and the reference: put the reference into the transfer, so that it is matched by itself. The order’s id is in `ORDER`.',
  ],
  arrive: ['到账', 'Arrival'],
  arrive_1: [
    '财政部门导入银行流水后逐笔核对。少付、多付、重复、附言写错的都进入待处理，由人核实，不会猜。`arrivals` 说每一笔的去向。',
    'The finance bureau imports the bank’s own record and matches it. What is short, over, paid twice or without the reference goes to a person and is never guessed; `arrivals` says what became of each transfer.',
  ],
  deliver: ['交付', 'Delivery'],
  deliver_1: ['到账确认后立即可以下载。', 'What was bought can be taken as soon as the payment is confirmed.'],
  split: ['分成', 'The split'],
  split_1: [
    '每笔款按协议中签署的比例分给国库、开发者和平台运营方，零头按最大余额法，总和分毫不差。政府部分是国有资产收益，缴同级国库；数据提供机构不经手现金（第二十一条）。',
    'Each payment is divided by the signed shares among treasury, developer and operator; odd fen go by largest remainder and the sum is exact. The government’s part is income from state assets and goes to the treasury of the same level; agencies never hold cash (Article 21).',
  ],
  income: ['开发者的收入', 'A developer’s income'],
  income_1: [
    '按月列出每笔销售、退款、您的份额和已付款项，可以下载 CSV 或者 XLSX 记账。',
    'By month: each sale and refund, your share, and what was paid out; as CSV or XLSX for your books.',
  ],
  account: ['收款账户与付款', 'Account and payout'],
  account_1: [
    '在 [收入](/w/income) 登记本单位名下的账户，由另一人核实后才付款。账号加密保存，之后只显示后四位。',
    'Enter an account in your organisation’s own name at [income](/w/income); somebody else verifies it before anything is paid. Its number is kept sealed and only the last four digits are shown again.',
  ],
  account_2: [
    '每批付款由一人提出、另一人批准；银行退回的款项回到应付，不会丢，也不会付两次。',
    'Each run is proposed by one person and approved by another. What a bank sends back is owed again: nothing is lost and nothing paid twice.',
  ],
  recompute: ['自己重算结算单', 'Recompute a statement'],
  recompute_1: [
    '结算单的证据文件含每笔付款、每份分成的输入和参数。下面的命令在源代码目录中运行，不需要数据库，也不联网；改动任何一个数字都会被指出。',
    'The evidence of a statement holds each payment and the inputs and parameters of each split. The command runs in a checkout of the source, without database or network, and names any figure that was changed.',
  ],
  recompute_2: ['结算单编号放在 `STATEMENT`。', 'Put the statement’s id into `STATEMENT`.'],
  refund: ['退款', 'Refunds'],
  refund_1: [
    '退款按原来的分成逐方退回，任何一方都不会变成负数。已经缴入国库的部分走退付程序，由财政部门批准，不从以后的收入中抵扣。',
    'A refund goes back through the same split and no party falls below zero. What has reached the treasury is repaid by its own procedure, approved by the finance bureau, and not kept from later income.',
  ],
} as const satisfies Words;
