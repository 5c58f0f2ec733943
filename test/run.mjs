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
 * A stage of Vitest: each test counts; so does a file that could not even be loaded. A file that no worker took up (Vitest
 * gives a worker a minute to answer, and on a crowded machine one sometimes does not) is run once more by itself.
 */
async function tests(zh, en, project) {
  await timed(zh, en, async () => {
    const first = await vitest(project, []);
    const missed = first.files === undefined ? [] : [...first.files].filter(([, cases]) => cases.length === 0);
    if (missed.length === 0) return resultOf(first);
    const names = missed.map(([name]) => name);
    say(`没有跑起来的文件，再跑一次：${names.join(' ')}`, `not taken up, run once more: ${names.join(' ')}`);
    const again = await vitest(project, names);
    for (const [name, cases] of again.files ?? []) first.files.set(name, cases);
    return resultOf({ files: first.files, code: again.code });
  });
}

/** Runs a project, or some of its files; answers the cases of each file (none: it was not taken up) and the exit code. */
async function vitest(project, only) {
  const report = path.join(reports, `${project}-${only.length}.json`);
  const program = path.join('node_modules', 'vitest', 'vitest.mjs');
  const listed = path.join(reports, `${project}-files.json`);
  await node([program, 'list', '--filesOnly', '--project', project, `--json=${listed}`, ...only]);
  const code = await shown([
    program,
    ...['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only],
  ]);
  if (!existsSync(report)) return { code };
  const files = new Map(read(listed).map(({ file }) => [path.relative(root, file), []]));
  for (const { name, assertionResults } of read(report).testResults) {
    files.set(path.relative(root, name), assertionResults);
  }
  return { code, files };
}

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

function resultOf({ files, code }) {
  if (files === undefined) return { passed: 0, failed: 1, faults: ['Vitest left no report'] };
  const all = [...files].flatMap(([name, cases]) => cases.map((one) => ({ ...one, name })));
  const count = (status) => all.filter((one) => one.status === status).length;
  const faults = [...files].filter(([, cases]) => cases.length === 0).map(([name]) => `${name}: could not be loaded`);
  for (const { status, name, fullName, failureMessages } of all) {
    if (status === 'failed') faults.push(`${name}: ${fullName}\n      ${(failureMessages[0] ?? '').split('\n', 1)[0]}`);
  }
  // Vitest also fails for what belongs to no test: an error after the last one, a setup that broke, no tests at all.
  if (faults.length === 0 && code !== 0) faults.push('an error that belongs to no test: see the output above');
  return {
    passed: count('passed'),
    failed: faults.length,
    skipped: all.length - count('passed') - count('failed'),
    faults,
  };
}

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

/** Runs with the output shown as it comes. */
function shown(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: process.env,
    });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
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
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failed = sum('failed');
  process.stdout.write(`\n${sum('passed')} passed, ${failed} failed\n`);
  return failed;
}

if (process.argv.includes('--bench')) {
  try {
    await prepare();
    process.exitCode = await shown([
      '--require',
      './api/launch/threads.cjs',
      '--import',
      'tsx',
      path.join('test', 'bench', 'main.ts'),
      ...process.argv.slice(2).filter((one) => one !== '--bench'),
    ]);
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
