// Every command's help ends with an example; of a command made by hand it runs as it stands, on the
// demo's sign-ins, with a file where it names one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Place, Server, binary } from './harness.mjs';

const today = '2025-04-25';
// What serves until it is stopped, wants a server of its own, or a key that nobody has put there.
const runsElsewhere = ['serve', 'provider serve-test', 'provider simulate', 'keys accept-document'];
const commands = ['calendar add', 'calendar list', 'calendar recompute', 'policy check', 'policy show', 'policy diff', 'access table',
  'token issue', 'token revoke', 'staff-account give', 'insurance-accounts give', 'call', 'why', 'tick', 'guide', 'guide lint', 'hotline',
  'provider document', 'import', 'entitlement everybody', 'run monthly-credits', 'run interest', 'run carry-forward',
  'run retiree-payouts', 'run arrears', 'bank send', 'bank receive', 'reconcile', 'clearing draw-all', 'card orders send', 'card orders receive',
  'notices send', 'verify', 'backup', 'signature key', 'signature make', 'demo', 'doctor', 'man', 'completion bash', 'completion zsh', 'completion fish'];

const help = (command, ...more) => spawnSync(binary, [...command.split(' '), '--help', ...more], { encoding: 'utf8', env: { ...process.env, LANG: 'C' } }).stdout;
const exampleOf = (command) => help(command).match(/^例: yibao (.+)$/m)?.[1];

describe('examples of the help', () => {
  let server;
  let person;
  let folder;
  before(async () => {
    server = await Server.fresh('sqlite', { today });
    person = await server.person();
    await server.stop();
    folder = join(server.place.state, 'work');
    mkdirSync(folder);
    const files = {
      'ARTICLE.txt': '跨省转移时,个人账户余额随关系划转到转入地。\n',
      'CONTRIBUTIONS.csv': '证件号码,种类,费款所属期,缴费基数,到账日期\n',
      'RESULTS.csv': '付款编号,结果,原因\n', 'MADE.csv': '制卡编号,结果,卡号,原因\n', 'ACCOUNTS.csv': '证件号码,社保编号\n',
      'HIS.csv': '结算编号,日期,金额\n',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });
  after(() => server?.remove());

  // The stories make a database of their own, where no folder is named.
  const run = (words, place) => spawnSync(binary, [...words, ...(words[0] === 'demo' ? place.flags().slice(0, 2) : ['--today', today, ...place.flags()])],
    { cwd: folder, encoding: 'utf8', input: '挂机\n' });

  for (const command of commands) {
    it(`${command}: runs`, () => {
      const example = exampleOf(command);
      assert.ok(example?.startsWith(command), help(command));
      const words = example.split(' ').map((word) => {
        if (word === 'PERSON') return person;
        if (word === '/tmp/yibao-backup') return join(folder, 'backup');
        return word.startsWith('tests/') ? new URL(`../../${word}`, import.meta.url).pathname : word;
      });
      const { status, stdout, stderr } = run(words, server.place);
      // Refused for what stands on record, at the most: never wrong usage, never a fault.
      const may = ['import', 'reconcile', 'bank receive', 'card orders receive', 'insurance-accounts give'].includes(command) ? [0, 1, 3] : [0, 1];
      assert.ok(may.includes(status), `${example}: ${status} ${stdout}${stderr}`);
      assert.doesNotMatch(stderr, /用法见|是多余的|没有选项/);
    });
  }

  it('generate: runs on an empty database', () => {
    const place = new Place('sqlite');
    try {
      const example = exampleOf('generate').replace('--people 1000', '--people 20');
      const { status, stderr } = run(example.split(' '), place);
      assert.equal(status, 0, stderr);
    } finally {
      place.remove();
    }
  });

  it('what serves has one too, and an endpoint\'s command, in the language that is asked for', () => {
    for (const command of runsElsewhere) assert.ok(exampleOf(command)?.startsWith(command), help(command));
    assert.match(help('enquiry summary'), /^例: yibao enquiry summary --person PERSON --purpose 窗口查询 --as officer-441900$/m);
    assert.match(help('account pay', '--language', 'en'), /^Example: yibao account pay --person PERSON .*--amount-fen 10000/m);
    assert.match(help('import', '--language', 'en'), /^Example: yibao import CONTRIBUTIONS\.csv --region 441900/m);
  });
});
