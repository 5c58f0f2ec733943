import type { Words } from '#api/kernel/words.ts';

export const bulk = {
  title: ['整表下载与 Delta Sharing', 'Whole tables and Delta Sharing'],
  lead: [
    '下载整张表并核对它是否完整；用 pandas、Spark、Power BI 直接读授权的表。',
    'Take a whole table and check that it is whole; read licensed tables directly from pandas, Spark and Power BI.',
  ],
  take: ['下载文件', 'Take the file'],
  take_1: [
    '格式有 `csv`、`json`、`jsonl`、`xlsx`、`parquet`，密钥要有 `files` 权限。响应头 `Repr-Digest` 是文件的 SHA-256，用它核对下载是否完整。',
    'Formats are `csv`, `json`, `jsonl`, `xlsx` and `parquet`; the key needs the scope `files`. The header `Repr-Digest` is the file’s SHA-256: check the download against it.',
  ],
  take_2: ['下面的命令只在两者一致时打印 `whole`。', 'The commands print `whole` only where both agree.'],
  take_after: [
    '每个被授权人的文件带有自己的水印，行的内容不变，不影响计算。泄露的副本可以追溯到是谁的（`Jinshu-Copy`）。',
    'Each licensee’s file carries a mark of its own; the rows’ contents stay as they are and computations do not change. A leaked copy can be traced to whose it was (`Jinshu-Copy`).',
  ],
  profile: ['取得配置文件', 'The profile file'],
  profile_1: [
    'Delta Sharing 客户端需要一个配置文件：地址和令牌。令牌就是密钥，像密钥一样保管。也可以在 [接口密钥](/w/keys) 下载。',
    'A Delta Sharing client needs one file, the profile: address and token. The token is the key: keep it as secret. It can also be downloaded at [API keys](/w/keys).',
  ],
  names: ['表叫什么', 'What tables are called'],
  names_1: [
    '一份协议是一个 share，一个数据集是一个 schema（编码中的斜杠写作短横），表名与文件中的一致。下面列出全部。',
    'An agreement is a share, a dataset a schema (the slash of its code becomes a hyphen), and tables are called as in the file. This lists all of them.',
  ],
  read: ['用 pandas 和 Spark 读', 'Read in pandas and Spark'],
  read_1: [
    '安装 `delta-sharing`（Python），或者在 Spark 中加入 `io.delta:delta-sharing-spark`。`SHARE`、`SCHEMA`、`TABLE` 是上一步列出的名字。',
    'Install `delta-sharing` for Python, or add `io.delta:delta-sharing-spark` to Spark. `SHARE`, `SCHEMA` and `TABLE` are names from the step before.',
  ],
  read_2: ['没有这个库，pandas 也可以直接读 CSV。', 'Without the library pandas reads the CSV directly.'],
  powerbi: ['用 Power BI 和 Excel 读', 'Read in Power BI and Excel'],
  powerbi_1: [
    'Power BI Desktop：获取数据 → Delta Sharing，服务器地址填下面的地址，令牌填配置文件中的 `bearerToken`。',
    'Power BI Desktop: Get data, Delta Sharing; the server address is the one below, the token is the `bearerToken` of the profile.',
  ],
  powerbi_2: [
    'Excel 没有这个连接器：下载 `xlsx`，或者下载带 BOM 的 CSV 直接打开。',
    'Excel has no such connector: take the `xlsx`, or open the CSV.',
  ],
  past: ['读以前的版本', 'An earlier version'],
  past_1: [
    '每次更新是一个新版本。带 `version` 或者 `timestamp` 可以读协议期内的旧版本，论文和审计要用的就是它。',
    'Each update is a new version. With `version` or `timestamp` you read an earlier one of the agreement’s term, as papers and audits need.',
  ],
} as const satisfies Words;
