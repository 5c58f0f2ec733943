import type { Words } from '#api/kernel/words.ts';

export const products = {
  title: ['上架并出售数据产品', 'Sell a product'],
  lead: [
    '来源从真实的交付记录里选，来源和获取日期自动注明；价格受政府指导价约束；上架后得到可以核验的来源证明。',
    'Sources are picked from real deliveries, so source and date of acquisition are facts; prices are bound by filed ceilings; a listed product has a certificate of sources that anybody can verify.',
  ],
  draft: ['登记', 'Enter it'],
  draft_1: [
    '产品建立在一份生效的协议上。种类有数据集 `dataset`、接口 `api`、报告 `report`、模型 `model`、应用 `application`。答复中的 `id` 放进 `PRODUCT`，`revision` 放进 `REVISION`：之后每一步都要带最新的 `revision`，别人同时改过就会被拒绝，不会互相覆盖。',
    'A product rests on an agreement in force. Kinds are `dataset`, `api`, `report`, `model` and `application`. Put `id` into `PRODUCT` and `revision` into `REVISION`: each further step carries the newest `revision`, so that nobody overwrites another’s change.',
  ],
  cite: ['注明来源和获取日期', 'Source and date of acquisition'],
  cite_1: [
    '可选的只有本协议下真实发生的交付：每个数据集版本、每个获取日一行。没有注明来源的产品不能上架（第二十条）。',
    'Only deliveries that really happened under the agreement can be chosen: one line a dataset version and day. A product without sources cannot be listed (Article 20).',
  ],
  file: ['上传文件', 'Upload the file'],
  file_1: [
    '买方付款后下载的就是它。平台记下它的 SHA-256，上架后不能悄悄替换。',
    'What a buyer downloads once it is paid. Its SHA-256 is kept on record: after listing it cannot be replaced unseen.',
  ],
  plans: ['定价', 'Plans and prices'],
  plans_1: [
    '一次性 `one_off`、按期 `period`、次数包 `pack`、按量阶梯 `metered`、免费 `free`，可以并存。金额是以分为单位的整数字符串。改价产生新版本，已下的订单按下单时的版本结算。',
    'One-off `one_off`, by period `period`, a pack of calls `pack`, metered tiers `metered`, or `free`; several side by side. Amounts are strings of whole fen. A changed price is a new version, and orders keep the version they were placed under.',
  ],
  plans_2: [
    '价格护栏（发改价格〔2025〕65号）：有备案的最高价时，价格不得高于它；累计收入不得超过最高准许收入；用于公益事业的一律免费。超出时下单被拒绝，理由是 `products.price_above_ceiling`、`orders.allowed_revenue_reached`、`products.public_interest_is_free`。',
    'The price guard (NDRC price rule 65 of 2025): where a ceiling is filed the price stays at or below it, revenue in sum stays within the allowed revenue, and use in the public interest is free. Orders beyond that are refused by name: `products.price_above_ceiling`, `orders.allowed_revenue_reached`, `products.public_interest_is_free`.',
  ],
  list: ['上架', 'List it'],
  list_1: [
    '`missing` 说还缺什么；空了就可以上架。上架的内容整体取哈希，页面、来源和文件都在其中。',
    '`missing` says what still lacks; once it is empty the product can be listed. All that is listed is hashed as one: page, sources and file.',
  ],
  proof: ['来源证明', 'The certificate of sources'],
  proof_1: [
    '上架后平台逐行对照交付日志签发来源证明（PDF 和签名的 JSON），任何人都可以在 [核验](/verify) 查验，见 [自己核验](/developers/guides/proof)。来源数据更正或者撤下时，您会收到通知，产品页也会写明。',
    'Once listed, the platform holds each line against its delivery log and issues the certificate, as PDF and signed JSON. Anybody can check it at [verify](/verify); see [verify by yourself](/developers/guides/proof). When a source is corrected or withdrawn you are told, and the product’s page says so.',
  ],
  sample_title: ['干线拥堵指数', 'Trunk road congestion index'],
  sample_summary: ['逐日逐路段的拥堵指数', 'Congestion by day and section'],
  sample_description: ['由车流量推算，每日更新', 'Derived from traffic counts, updated daily'],
  sample_plan: ['按月', 'By the month'],
} as const satisfies Words;
