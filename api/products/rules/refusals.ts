import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'products.not_found': { status: 404, zh: '没有这个数据产品。', en: 'There is no such product.' },
  'products.withdrawn': {
    status: 410,
    zh: '该数据产品已由开发单位下架。',
    en: 'The developer has withdrawn this product.',
  },
  'products.changed_meanwhile': {
    status: 409,
    zh: '{{who}} 已在 {{when}} 修改了该产品，您的内容没有保存；请核对最新内容后再提交。',
    en: '{{who}} changed this product at {{when}}; your version was not saved. Compare with the newest and send again.',
  },
  'products.wrong_state': {
    status: 409,
    zh: '该产品当前为“{{state}}”，不能办理这一步；已上架的内容不再改动，需要改动请下架后另行登记。',
    en: 'The product is "{{state_en}}", so this cannot be done. What was listed stays; withdraw it and enter a new one to change it.',
  },
  'products.no_agreement': {
    status: 422,
    zh: '请选择本单位签订的合作协议。',
    en: 'Choose an agreement of your own organisation.',
    article: '20',
  },
  'products.agreement_not_active': {
    status: 409,
    zh: '合作协议 {{no}} 尚未备案生效或已经期满，产品不能上架。',
    en: 'Agreement {{no}} is not in force (not filed yet, or over), so the product cannot be listed.',
    article: '20',
  },
  'products.no_sources': {
    status: 422,
    zh: '没有注明所利用政务数据的来源和获取日期，产品不能上架。请从实际获取记录中选择来源。',
    en: 'The product does not name its sources and acquisition dates, so it cannot be listed. Choose them from the deliveries that happened.',
    article: '20',
  },
  'products.foreign_delivery': {
    status: 422,
    zh: '来源 {{delivery}} 不是本协议下交付给本单位的数据。',
    en: 'Source {{delivery}} was not delivered to you under this agreement.',
    article: '20',
  },
  'products.delivery_out_of_term': {
    status: 422,
    zh: '来源 {{delivery}} 的获取日期 {{day}} 不在协议期限内。',
    en: 'Source {{delivery}} was acquired on {{day}}, outside the term of the agreement.',
    article: '20',
  },
  'products.no_file': {
    status: 422,
    zh: '“{{kind}}”类产品须上传交付文件后才能上架，否则购买方无法取得产品。',
    en: 'A product of kind "{{kind_en}}" needs its file before it is listed, or a buyer would receive nothing.',
    article: '22',
  },
  'products.bad_file_name': {
    status: 422,
    zh: '文件名不能为空，不能含路径（/ 或 \\）或控制字符，且不超过 200 字。',
    en: 'A file name is not empty, holds no path (/ or \\) and no control character, and has at most 200 characters.',
  },
  'products.empty_file': { status: 422, zh: '文件为空，没有保存。', en: 'The file is empty; nothing was kept.' },
  'products.file_too_large': {
    status: 413,
    zh: '文件超过 {{limit}} 的上限，没有保存。',
    en: 'The file is larger than the limit of {{limit}}; nothing was kept.',
  },
  'products.no_upload': { status: 422, zh: '没有收到文件，请选择文件。', en: 'No file arrived; choose one.' },
  'products.fact_missing': {
    status: 422,
    zh: '“{{kind}}”类产品上架前须说明{{what}}。',
    en: 'A product of kind "{{kind_en}}" has to state before it is listed: {{what_en}}.',
    article: '22',
  },
  'products.facts_of_other_kind': {
    status: 422,
    zh: '所填要素属于另一类产品，请按产品类型填写。',
    en: 'These facts belong to another kind of product; state those of its own kind.',
  },
  'products.bad_openapi': {
    status: 422,
    zh: '接口说明文件不是 OpenAPI 3 文档：{{what}}。',
    en: 'The description is no OpenAPI 3 document: {{what}}.',
  },
  'products.endpoint_twice': {
    status: 422,
    zh: '接口名“{{name}}”重复。',
    en: 'The endpoint name "{{name}}" is used twice.',
  },
  'products.no_plan': {
    status: 422,
    zh: '产品没有可供选择的价格方案，不能上架。',
    en: 'The product offers no plan, so it cannot be listed.',
    article: '22',
  },
  'products.plan_not_found': { status: 404, zh: '没有这个价格方案。', en: 'There is no such plan.' },
  'products.plan_ended': {
    status: 409,
    zh: '该价格方案已停止提供，请选择其他方案。',
    en: 'This plan is no longer offered; choose another one.',
  },
  'products.plan_changed': {
    status: 409,
    zh: '该价格方案已更新为第 {{version}} 版，请核对新的价格和条件后再提交。',
    en: 'This plan has a new version, {{version}}; look at its price and terms and send again.',
  },
  'products.last_plan': {
    status: 409,
    zh: '在售产品至少保留一个价格方案；停止销售请下架产品。',
    en: 'A product on sale keeps one plan at least; withdraw the product to stop selling it.',
  },
  'products.too_many_plans': {
    status: 422,
    zh: '一个产品最多同时提供 {{limit}} 个价格方案。',
    en: 'A product offers at most {{limit}} plans at a time.',
  },
  'products.plan_costs_nothing': {
    status: 422,
    zh: '收费方案的价格须大于零；免费提供请选择“公益免费”方案。',
    en: 'A plan that is paid for costs more than nothing; use the plan "free for the public good" otherwise.',
  },
  'products.plan_not_counted': {
    status: 422,
    zh: '“{{plan}}”须由平台网关计量，“{{kind}}”类产品或平台外服务不能采用。',
    en: '"{{plan_en}}" is counted by the gateway, so a product of kind "{{kind_en}}" or a service outside the platform cannot use it.',
  },
  'products.rows_not_counted': {
    status: 422,
    zh: '转发至开发单位服务的接口，平台只计调用次数、不计行数，请按次计价。',
    en: 'Of an API on the developer’s own server the gateway counts calls, not rows; price it by the call.',
  },
  'products.bad_rate': {
    status: 422,
    zh: '单价“{{rate}}”不是最多八位小数的金额。',
    en: 'The rate "{{rate}}" is no amount with at most eight decimals.',
  },
  'products.tiers_with_gap': {
    status: 422,
    zh: '阶梯须从小到大首尾相接，最后一档不设上限，其余各档须有上限。',
    en: 'Tiers rise without gap or overlap; the last one, and only it, has no end.',
  },
  'products.public_interest_is_free': {
    status: 422,
    zh: '用于公共治理、公益事业的，免费使用（发改价格〔2025〕65号），不得收费；请选择免费方案。',
    en: 'Use for public governance and the public good is free of charge (Fagai Jiage [2025] No. 65); choose a plan that costs nothing.',
    article: '21',
  },
  'products.purpose_to_declare': {
    status: 422,
    zh: '免费方案用于公共治理、公益事业，请声明用途类别并说明具体用途。',
    en: 'The free plan serves public governance and the public good: declare that purpose and say what for.',
    article: '21',
  },
  'products.no_public_interest_plan': {
    status: 409,
    zh: '授权运营的产品须为公共治理、公益事业提供免费方案（发改价格〔2025〕65号），否则不能上架。',
    en: 'A product of authorised operation offers a plan free for the public good (Fagai Jiage [2025] No. 65), or it is not listed.',
    article: '21',
  },
  'products.no_ceiling': {
    status: 409,
    zh: '该产品须有已备案的上限收费标准（每{{basis}}），目前没有在有效期内的标准，不能定价或销售。',
    en: 'This product needs a filed price ceiling (a {{basis_en}}) and none is in force, so it is neither priced nor sold.',
    article: '21',
  },
  'products.price_above_ceiling': {
    status: 422,
    zh: '价格 {{price}} 元/{{basis}}，高于 {{no}} 规定的上限收费标准 {{ceiling}} 元/{{basis}}。',
    en: 'The price of {{price}} yuan a {{basis_en}} is above the ceiling of {{ceiling}} yuan a {{basis_en}} set by {{no}}.',
    article: '21',
  },
  'products.not_the_authority': {
    status: 403,
    zh: '上限收费标准和最高准许收入由授权机构或同级财政部门备案。',
    en: 'Ceilings and allowed revenue are filed by the authorising agency or the finance bureau of its level.',
    article: '21',
  },
  'products.bad_validity': {
    status: 422,
    zh: '起止日期不正确：结束日期不得早于开始日期。',
    en: 'The days are wrong: the last is not before the first.',
  },
  'products.no_sample': {
    status: 404,
    zh: '该产品没有样例数据。',
    en: 'This product has no sample.',
  },
});
