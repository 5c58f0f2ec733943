import type { Words } from '#api/kernel/words.ts';

/** Reading licensed tables with pandas, Spark and Power BI by the Delta Sharing protocol. */
export const sharing = {
  title: ['用 Delta Sharing 读取', 'Read with Delta Sharing'],
  lead: [
    'pandas、Spark、Power BI 等程序凭一个配置文件直接读取授权的表。列、行、限额和期限与接口相同；每次查询都是一次交付。',
    'pandas, Spark, Power BI and others read licensed tables with a profile file. Columns, rows, quotas and term are those of the API; every query is a delivery.',
  ],
  profile: ['下载配置文件', 'Download the profile'],
  profile_text: [
    '配置文件里有密钥，只能现在下载，请像密钥一样保管。以后可用密钥在 {{address}} 重新取得。',
    'The profile holds the key: it can be downloaded now only, and is as secret as the key. With the key it can be had again at {{address}}.',
  ],
  how: [
    '创建一个可以“下载整个文件”的密钥，创建后即可下载配置文件 jinshu.share，再按下面的示例读取。',
    'Make a key that may take whole files; the profile jinshu.share is offered when it is made. Then read as below.',
  ],
  tables: ['可以读取的表', 'Tables that can be read'],
  table: ['表', 'Table'],
  agreement: ['协议', 'Agreement'],
  address: ['在程序中的名称', 'Name in programs'],
  none: ['没有可以读取的表', 'No table can be read'],
  none_text: [
    '协议约定的程度只允许汇总数字或者域内使用，或者数据集还没有发布数据。',
    'The agreed degree allows figures or use inside the domain only, or no data is published yet.',
  ],
  in_pandas: ['pandas', 'pandas'],
  in_spark: ['Spark', 'Spark'],
  in_power_bi: ['Power BI', 'Power BI'],
  power_bi: [
    '获取数据 → Delta Sharing，服务器地址填 {{endpoint}}，身份验证填密钥，然后选择表。',
    'Get data → Delta Sharing; the server is {{endpoint}}, the bearer token is the key. Then choose the tables.',
  ],
  past: [
    '过去的版本：在协议有效期内曾经现行的版本，可以用 version 或者 timestamp 读取。',
    'Past versions that were current on a day of the agreement can be read with version or timestamp.',
  ],
  marked: [
    '文件带有可追溯到贵单位的标记：行的先后次序、文句中的空格和小数末尾的零。数值不变。',
    'Files carry a mark by which they can be traced to your organisation: the order of rows, spaces in sentences, zeros after decimals. No value is changed.',
  ],
} as const satisfies Words;
