// The server's sentences in the language that was asked for (Accept-Language): refusals, reasons inside
// answers, guides, what is kept and what is answered again under its key. What is written down stays
// Chinese. And the command line, where --language says so.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chinese_in, chinese_told } from '../../tools/proper_names.mjs';
import { Server, binary, onEachEngine } from './harness.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chinese = /[\u3400-\u9fff]/;
const sentences = ['title', 'detail', 'next_step', 'next_steps', 'shown', 'source_title'];

// Every sentence of an answer, wherever it stands.
function* said(tree, within = '') {
  if (typeof tree === 'string') { if (sentences.includes(within)) yield tree; return; }
  if (Array.isArray(tree)) { for (const each of tree) yield* said(each, within); return; }
  if (tree === null || typeof tree !== 'object') return;
  for (const [name, each] of Object.entries(tree)) yield* said(each, name);
}
const assert_english = (answer) => {
  const all = [...said(answer.json)];
  assert.ok(all.length > 0, answer.text);
  assert.deepEqual(all.filter(chinese_told), []);
  assert.ok(all.some((each) => /[a-z]{2,} [a-z]{2,}/.test(each)), answer.text);
};
const assert_chinese = (answer) => {
  const all = [...said(answer.json)].filter((each) => each);
  assert.ok(all.length > 0 && all.some((each) => chinese.test(each)), answer.text);
};
// What does not depend on the language: everything but the sentences.
const without_words = (tree) => JSON.parse(JSON.stringify(tree, (name, value) => (
  sentences.includes(name) || ['trace_id', 'region_name'].includes(name) ? undefined : value)));

onEachEngine('language', (engine) => {
  let server;
  let person;
  const ask = (path, language, { method = 'GET', ...more } = {}) => server.call(method, path,
    { as: 'self', ...more, headers: language === null ? {} : { 'Accept-Language': language } });

  before(async () => {
    server = await Server.fresh(engine);
    person = await server.person({ fen: 100_000 });
    await server.history(person, { region: '441900',
      kind: 'flexible', base_fen: 500_000, started_on: '2024-01-01', suspended_on: '2025-03-01' });
    await server.done('POST', `/v1/people/${person}/holds`, { cause: 'admin', note: '法院文书' },
      { as: 'senior-441900' });
    await server.issueTokens({ self: ['--role', 'participant', '--person', person, '--channel', 'app'] });
  });
  after(() => server?.remove());

  // The answer in Chinese and in English, alike but for their sentences.
  async function in_both(path, options) {
    const first = await ask(path, null, options);
    const second = await ask(path, 'en', options);
    assert.equal(first.status, second.status, second.text);
    assert.equal(first.headers.get('content-language'), 'zh-CN');
    assert.equal(second.headers.get('content-language'), 'en');
    for (const answer of [first, second]) assert.match(answer.headers.get('vary'), /Accept-Language/);
    assert_chinese(first);
    assert_english(second);
    assert.deepEqual(without_words(second.json), without_words(first.json));
    return second;
  }

  it('tells a refusal, whoever refuses: a rule, a reader, the door', async () => {
    const { json } = await in_both(`/v1/people/${person}/cash-outs`, { method: 'POST', body: { region: 'x' } });
    assert.equal(json.status, 400);
    await in_both(`/v1/people/${person}/transfers`, { method: 'POST', body: { origin: '441900', target: '441900' } });
    await in_both('/v1/no/such/page');
    await in_both('/v1/me', { as: null });
    await in_both('/v1/me', { as: 'yb_nobody' });
    await in_both(`/v1/people/${person}/holds`, { method: 'POST', body: { cause: 'admin', note: 'x' } });
    await in_both('/v1/sessions', { method: 'POST', as: null, body: { kind: 'password' } });
    await in_both(`/v1/people/${person}/payments`, { method: 'POST', raw: '{' });
  });

  it('tells why somebody is sealed, and again from the kept answer, each to each', async () => {
    const path = `/v1/people/${person}/seals`;
    const kept = (language) => server.get(path, { as: 'self', purpose: null, headers: { 'Accept-Language': language } });
    const first = { zh: await kept('zh-CN'), en: await kept('en') };
    assert_chinese(first.zh);
    assert_english(first.en);
    assert.ok(first.en.json.seals.length > 0 && first.en.json.steps.length > 0);
    for (let i = 0; i < 3; ++i) {
      assert.equal((await kept('en-GB,zh;q=0.5')).text, first.en.text);
      assert.equal((await kept('zh-TW,en;q=0.9')).text, first.zh.text);
    }
    assert.deepEqual(without_words(first.en.json), without_words(first.zh.json));
    await in_both(`/v1/people/${person}/seals?on=2025-04-20`);
  });

  it('tells a guide and the parameters that it rests on', async () => {
    const { json } = await in_both('/v1/agencies/441900/guides/transfer');
    assert.ok(json.sections.some(({ lines }) => lines.some(({ parameters }) => parameters?.length)));
    for (const { service } of (await in_both('/v1/agencies/441900/guides')).json.guides) {
      await in_both(`/v1/agencies/441900/guides/${service}`);
    }
    await in_both('/v1/topics');
  });

  it('finds a topic by English words', async () => {
    const { json } = await ask('/v1/topics?search=Family%20account', 'en');
    assert.deepEqual(json.articles.map(({ subject }) => subject), ['family_aid']);
  });

  // What is kept under a key is Chinese; whoever asks again is told in the language of asking.
  it('answers a command, and the same key again, in the language of each request', async () => {
    const body = { region: '441900', kind: 'flexible', base_fen: 500_000 };
    const once = async (path, sent, as = 'self') => {
      const key = randomUUID();
      const send = (language) => ask(path, language, { method: 'POST', body: sent, key, as });
      const answers = [await send('en'), await send('zh-CN'), await send('en'), await send('zh-CN')];
      const [english, first, again, last] = answers;
      assert.deepEqual(answers.map(({ headers }) => headers.get('idempotency-replayed')), [null, 'true', 'true', 'true']);
      assert.equal(again.text, english.text);
      assert.equal(last.text, first.text);
      assert.deepEqual(without_words(english.json), without_words(first.json));
      return { english, first };
    };
    const refused = await once(`/v1/people/${person}/payments`, { amount_fen: 900_000_000, provider: 'P44190000001' }, 'cashier-441900');
    assert.equal(refused.english.status, 409, refused.english.text);
    assert_english(refused.english);
    assert_chinese(refused.first);
    const done = await once(`/v1/people/${person}/complaints`, { region: '441900', kind: 'complaint', words: '太慢' });
    assert.equal(done.english.status, 200, done.english.text);
    const tried = await ask(`/v1/people/${person}/enrolments?dry_run=true`, 'en', { method: 'POST', body });
    if (tried.status !== 200) assert_english(tried);
  });

  it('leaves what somebody wrote as it was written', async () => {
    const told = await ask(`/v1/people/${person}/complaints`, 'en', { method: 'POST',
      body: { region: '441900', kind: 'suggestion', words: '窗口太少' } });
    assert.equal(told.status, 200, told.text);
    const { json } = await ask(`/v1/complaints/${told.json.case}`, 'en');
    assert.ok(JSON.stringify(json).includes('窗口太少'));
  });

  it('is Chinese for whoever asks for neither', async () => {
    for (const language of ['', '*', 'fr', 'en;q=0', 'zh-CN,zh;q=0.9,en;q=0.8', 'x'.repeat(3000), 'en;q=1;q=1', ',;,=']) {
      const answer = await ask('/v1/no/such/page', language);
      assert.equal(answer.headers.get('content-language'), 'zh-CN', language);
      assert_chinese(answer);
    }
  });

  it('tells what is not HTTP in the language that can be read in it', async () => {
    const raw = async (fields) => server.wire(`GET /a b HTTP/1.1\r\nHost: x\r\n${fields}\r\n`);
    assert.match(await raw('Accept-Language: en\r\n'), /Content-Language: en\r\n[\s\S]*"title":"The request is not valid HTTP"/);
    assert.match(await raw(''), /Content-Language: zh-CN\r\n[\s\S]*"title":"请求不符合 HTTP 规范"/);
    assert.match(await server.wire('\x16\x03\x01'), /"code":"http_malformed"/);
  });

  it('is spoken by the pages without script', async () => {
    for (const path of ['/status', '/help', '/verify', '/verify/1?code=2']) {
      const page = async (language) => {
        const answer = await fetch(server.url + path, { headers: { 'Accept-Language': language } });
        assert.equal(answer.headers.get('content-language'), language);
        return answer.text();
      };
      assert.match(await page('zh-CN'), /<html lang="zh-CN">/);
      const text = await page('en');
      assert.match(text, /<html lang="en">/);
      // Agencies have Chinese names and addresses.
      const own = text.replace(/<section[\s\S]*<\/section>/, '');
      assert.ok(!chinese.test(own), own);
    }
  });

  it('is that of the help: every text of it', () => {
    const yibao = (words, more = {}) => spawnSync(binary, words,
      { encoding: 'utf8', env: { ...process.env, YIBAO_HOME: root, LC_ALL: '', LC_MESSAGES: '', LANG: 'C.UTF-8', ...more } }).stdout;
    assert.match(yibao(['--help']), /启动服务/);
    const texts = [['--help'], ['man'], ['policy', '--help'], ['transfer', '--help'], ['transfer', 'draft', '--help'],
      ['completion', '--help'], ['generate', '--help']];
    for (const words of texts) {
      const told = yibao([...words, '--language', 'en']);
      assert.ok(told.length > 200, words.join(' '));
      assert.deepEqual(told.split('\n').filter(chinese_in), [], words.join(' '));
      assert.equal(yibao(words, { LANG: 'en_US.UTF-8' }), told);
      assert.match(yibao(['--language', 'zh-CN', ...words], { LANG: 'en_US.UTF-8' }), chinese);
    }
  });

  it('is spoken by the command line where it is told to, whatever the locale is', () => {
    const yibao = (words, more = {}) => spawnSync(binary, [...words, '--today', server.today, ...server.place.flags()],
      { encoding: 'utf8', env: { ...process.env, LANG: 'en_GB.UTF-8', ...more } });
    const why = ['why', '--person', person, '--as', server.tokens.self];
    assert.match(yibao(why).stdout, /封存[\s\S]*第 1 步[\s\S]*仅供参考/);
    const english = yibao([...why, '--language', 'en']).stdout;
    assert.match(english, /25 April 2025: sealed[\s\S]*Step 1[\s\S]*For reference only/);
    assert.deepEqual(english.split('\n').filter((line) => !/^[\u3400-\u9fff]/.test(line))  // not of offices and places
      .filter((line) => chinese_told(line.replace(/\(.*\)/, ''))), []);
    assert.equal(yibao(why, { YIBAO_LANGUAGE: 'en' }).stdout, english);
    assert.match(yibao(why, { YIBAO_LANGUAGE: 'fr' }).stderr, /setting_not_language/);
    assert.notEqual(yibao([...why, '--language', 'fr']).status, 0);
    const refused = (language) => yibao(['why', '--person', 'x', '--as', server.tokens.self, '--language', language]);
    assert.match(refused('zh-CN').stderr, chinese);
    assert.doesNotMatch(refused('en').stderr, chinese);
  });
});
