// `npm test`: everything from formatting to journeys in a browser, on a machine with only Node and npm.
//   --fast   format, lint, types, unit tests and house rules (`npm run check`)
//   --bench  the measurements of test/bench (`npm run bench`, or parts of it: `npm run bench -- search harvest`)
// Every stage runs even when an earlier one failed. The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPages, generate, node, prepare, root } from '../api/launch/prepare.mjs';
import { fail, say } from '../api/launch/say.mjs';

const fast = process.argv.includes('--fast');
const reports = mkdtempSync(path.join(tmpdir(), 'jinshu-reports-'));
const results = [];

/** A stage that passes or fails as a whole. */
async function stage(zh, en, work) {
  await timed(zh, en, async () => {
    try {
      await work();
      return { passed: 1, failed: 0 };
    } catch (error) {
      process.stdout.write(`\n${error.message}\n\n`);
      return { passed: 0, failed: 1, faults: [error.message.split('\n', 1)[0]] };
    }
  });
}

/**
 * A stage of Vitest: each test counts. A file that failed beside the others is run once more by itself, on a machine that does
 * nothing else: what fails there fails, and what does not is named at the end all the same.
 */
async function tests(zh, en, project) {
  await timed(zh, en, async () => {
    const { files, strays } = await vitest(project, []);
    const broken = [...files].filter(([, { faults }]) => faults.length > 0);
    const shaky = [...files].flatMap(([name, { retried }]) =>
      retried.map((one) => `${name}: ${one}: at the second try`),
    );
    if (broken.length > 0 && broken.length <= mostAgain && strays.length === 0) {
      const names = broken.map(([name]) => name);
      say(`未通过的文件，单独再跑一次：${names.join(' ')}`, `failed, run once more by itself: ${names.join(' ')}`);
      for (const [name, { faults }] of broken) {
        const again = await vitest(project, [name]);
        const second = again.files.get(name) ?? { passed: 0, skipped: 0, faults: [] };
        second.faults.push(...again.strays);
        files.set(name, second);
        if (second.faults.length === 0) shaky.push(...faults.map((fault) => `${name}: ${fault}`));
      }
    }
    const sum = (key) => [...files.values()].reduce((total, file) => total + file[key], 0);
    const faults = [...files].flatMap(([name, file]) => file.faults.map((fault) => `${name}: ${fault}`));
    faults.push(...strays);
    return { passed: sum('passed'), failed: faults.length, skipped: sum('skipped'), faults, shaky };
  });
}

/** More than this many broken files are no accident. */
const mostAgain = 5;

/** Runs a project, or some of its files; answers what became of each file, and the errors that belong to none. */
async function vitest(project, only) {
  const record = path.join(reports, `${project}-${runs++}.json`);
  const { code, complaints } = await shown([
    path.join('node_modules', 'vitest', 'vitest.mjs'),
    ...['run', '--project', project, '--reporter=default', '--reporter=./test/support/run-record.ts'],
    ...[`--outputFile.record=${record}`, ...only],
  ]);
  const said = complaints === '' ? '' : `, having said:\n${complaints.replaceAll(/^/gm, '      ')}`;
  if (!existsSync(record)) return { files: new Map(), strays: [`Vitest left no record (exit ${code})${said}`] };
  const { files, strays } = JSON.parse(readFileSync(record, 'utf8'));
  const clean = strays.length === 0 && Object.values(files).every(({ faults }) => faults.length === 0);
  if (clean && code !== 0) strays.push(`Vitest failed without a fault (exit ${code})${said}`);
  if (Object.keys(files).length === 0) strays.push(`no file of ${project} was run${said}`);
  return { files: new Map(Object.entries(files)), strays };
}

let runs = 0;

async function timed(zh, en, work) {
  say(`${zh}……`, `${en} …`);
  const began = performance.now();
  const result = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  results.push({ zh, en, seconds, ...result });
  say(
    result.failed === 0 ? `${zh}：通过` : `${zh}：未通过`,
    `${en}: ${result.failed === 0 ? 'passed' : 'FAILED'} (${seconds} s)`,
  );
}

/** Runs with the output shown as it comes; answers the exit code and the last of what was written to standard error. */
function shown(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], env: process.env });
    let complaints = '';
    child.stderr.on('data', (chunk) => {
      process.stderr.write(chunk);
      complaints = (complaints + chunk).slice(-4000);
    });
    child.once('error', (error) => resolve({ code: 1, complaints: error.message }));
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 1, complaints: `${complaints.trim()}${signal === null ? '' : `\nended by ${signal}`}` });
    });
  });
}

async function run() {
  await prepare({ build: false, client: false });
  await stage('格式与规范', 'format and lint', () =>
    node(['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '.']),
  );
  await stage('类型', 'types', async () => {
    await generate();
    await node(['node_modules/@react-router/dev/bin.js', 'typegen']);
    // The native compiler, two of its checkers for two cores. Tools that load TypeScript as a library keep to 6.
    await node(['node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.json', '--noEmit', '--checkers', '2']);
    // Kernel and rules once more without Node and DOM types: I/O in a rule does not compile.
    await node(['node_modules/typescript-native/bin/tsc', '-p', 'api/kernel/tsconfig.json', '--noEmit']);
  });
  if (!fast) {
    await stage('接口文档是否最新', 'openapi is fresh', async () => {
      await node(['--import', 'tsx', 'api/http/openapi-cli.ts', '--check']);
      await clientIsFresh();
    });
    await stage('构建', 'build', buildPages);
  }
  await tests('单元测试与规则', 'unit tests and house rules', 'unit');
  if (!fast) {
    await tests('集成测试', 'integration tests', 'integration');
    await tests('浏览器测试', 'browser journeys', 'e2e');
  }
}

/** openapi/client.d.ts is generated too; a stale one would let the API tests call what is no longer there. */
async function clientIsFresh() {
  const made = path.join(reports, 'client.d.ts');
  await node(['node_modules/openapi-typescript/bin/cli.js', 'openapi/openapi.yaml', '-o', made]);
  if (readFileSync(made, 'utf8') !== readFileSync(path.join(root, 'openapi', 'client.d.ts'), 'utf8')) {
    throw new Error('openapi/client.d.ts is stale: run npm run openapi');
  }
}

function report() {
  process.stdout.write('\n');
  for (const { en, zh, seconds, passed, failed, skipped } of results) {
    const more = skipped > 0 ? `, ${skipped} skipped` : '';
    process.stdout.write(
      `  ${failed === 0 ? '✓' : '✗'} ${seconds.padStart(6)} s  ${zh}  ${en}: ${passed} passed, ${failed} failed${more}\n`,
    );
  }
  // What failed, once more at the end: the log of a long run is cut, or scrolled away.
  const faults = results.flatMap(({ faults = [] }) => faults);
  if (faults.length > 0) process.stdout.write(`\n${faults.map((one) => `  ✗ ${one}`).join('\n')}\n`);
  const shaky = results.flatMap((result) => result.shaky ?? []);
  if (shaky.length > 0) {
    process.stdout.write('\n  失败过一次，再跑通过  failed once, passed when run again:\n');
    process.stdout.write(`${shaky.map((one) => `  ~ ${one}`).join('\n')}\n`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failed = sum('failed');
  process.stdout.write(`\n${sum('passed')} passed, ${failed} failed\n`);
  return failed;
}

if (process.argv.includes('--bench')) {
  try {
    await prepare();
    ({ code: process.exitCode } = await shown([
      '--require',
      './api/launch/threads.cjs',
      '--import',
      'tsx',
      path.join('test', 'bench', 'main.ts'),
      ...process.argv.slice(2).filter((one) => one !== '--bench'),
    ]));
  } catch (error) {
    fail(error);
  }
} else {
  try {
    await run();
  } catch (error) {
    // Not even the packages could be installed: one failure, and its words.
    process.stdout.write(`\n${error.message}\n`);
    results.push({ zh: '准备', en: 'preparation', seconds: '0.0', passed: 0, failed: 1 });
  }
  rmSync(reports, { recursive: true, force: true });
  process.exitCode = report() === 0 ? 0 : 1;
}
