// The rest of the personal account over HTTP: two tills at one aid limit, what is refused of bad
// input, who may see and do what (N-05, N-07, N-12, R-057).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine, picture } from './harness.mjs';

onEachEngine('account_more', (engine) => {
  let server;
  before(async () => {
    server = await Server.fresh(engine);
    await server.issueTokens({
      elsewhere: ['--role', 'agency_officer', '--region', '330100', '--id', '73'],
      bank: ['--role', 'bank', '--id', '104'],
      'other-bank': ['--role', 'bank', '--id', '102'],
    });
  });
  after(() => server?.remove());

  const insured = async (more = {}) => {
    const number = more.identity_number ?? identityNumber();
    const person = await server.person({ ...more, identity_number: number });
    return { person, number };
  };
  const resident = async () => {
    const one = await insured();
    await server.done('POST', `/v1/people/${one.person}/enrolments`,
      { region: '441900', kind: 'resident_adult' });
    return one;
  };
  const payer = async (fen) => {
    const one = await insured({ fen });
    await server.done('POST', `/v1/people/${one.person}/enrolments`,
      { region: '441900', kind: 'flexible', base_fen: 600_000 });
    return one;
  };

  // From the draft to the decision, at the counter; answers the last step.
  async function carry(path, person, form, officers = ['officer2-441900']) {
    const draft = await server.done('POST', `/v1/people/${person}/${path}`,
      { region: '441900', ...form });
    assert.deepEqual(draft.obstacles, []);
    const one = `/v1/${path}/${draft.case}`;
    for (const slot of draft.materials_missing) {
      await server.done('POST', `${one}/materials`, { slot, content: picture });
    }
    await server.done('POST', `${one}/confirmation`, { form_digest: draft.form_digest });
    let answer;
    for (const as of officers) {
      answer = await server.done('POST', `${one}/approval`, { checked: draft.materials_missing },
        { as });
    }
    return { ...answer, one };
  }
  const share = (from, to, more = {}) => carry('aid-applications', from.person,
    { relative: { identity_number: to.number }, relation: 'parent', ...more });
  const till = (person, fen, more = {}) => server.post(`/v1/people/${person}/aid-payments`,
    { amount_fen: fen, provider: 'P44190000001' }, { as: 'cashier-441900', ...more });

  it('never exceeds a limit, however many tills spend it at once, and pays exactly once', async () => {
    const daughter = await payer(100_000);
    const [mother, father] = [await resident(), await resident()];
    await share(daughter, mother, { limit_fen: 1_000 });
    await share(daughter, father, { limit_fen: 1_000 });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) =>
      till((i % 2 ? mother : father).person, 300)));
    const paid = answers.filter(({ status }) => status === 200);
    assert.equal(paid.length, 6, 'three of each');
    for (const { json } of answers.filter(({ status }) => status !== 200)) {
      assert.equal(json.code, 'aid_limit_reached');
    }
    assert.equal(await server.balance(daughter.person), 100_000 - 6 * 300);
    const { shared_with: bindings } = await server.done('GET',
      `/v1/people/${daughter.person}/aid-bindings`);
    assert.deepEqual(bindings.map(({ used_fen: used, left_fen: left }) => [used, left]),
      [[900, 100], [900, 100]]);
    const key = randomUUID();
    const same = await Promise.all(Array.from({ length: 10 }, () => till(mother.person, 100, { key })));
    assert.equal(new Set(same.map(({ text }) => text)).size, 1);
    assert.equal(same[0].status, 200, same[0].text);
    assert.equal(await server.balance(daughter.person), 100_000 - 6 * 300 - 100);
  });

  it('never spends more than the payer has, between the payer\'s own till and a relative\'s', async () => {
    const son = await payer(1_000);
    const mother = await resident();
    await share(son, mother);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) =>
      (i % 2 ? server.pay(son.person, 70) : till(mother.person, 70))));
    assert.equal(answers.filter(({ status }) => status === 200).length, 14);
    assert.equal(await server.balance(son.person), 20);
  });

  it('spends one\'s own first, and tells acct_mulaid_pay inside acct_pay', async () => {
    const daughter = await payer(1_000);
    const mother = await payer(300);
    await share(daughter, mother);
    const own = await till(mother.person, 200);
    assert.deepEqual([own.json.acct_pay_fen, own.json.acct_mulaid_pay_fen, own.json.acct_used_flag],
      [200, 0, 1]);
    const both = await till(mother.person, 150);
    assert.deepEqual([both.json.acct_pay_fen, both.json.acct_mulaid_pay_fen,
      both.json.acct_used_flag], [150, 50, 2]);
    assert.deepEqual([await server.balance(mother.person), await server.balance(daughter.person)],
      [0, 950]);
  });

  it('asks of a beneficiary at the till what it asks of everybody, and a code serves once (N-05, R-139)', async () => {
    const daughter = await payer(10_000);
    const mother = await resident();
    await share(daughter, mother);
    await server.issueTokens({ mother: ['--role', 'participant', '--person', mother.person, '--channel', 'app'] });
    await server.done('POST', '/v1/me/consents', { topic: 'face', given: true }, { as: 'mother' });
    await server.done('POST', `/v1/people/${mother.person}/e-certificate`, { proof: 'passed' }, { as: 'mother' });
    const { code } = await server.done('POST', `/v1/people/${mother.person}/e-certificate/codes`, {}, { as: 'mother' });
    const aid = (more, query = '') => server.post(`/v1/people/${mother.person}/aid-payments${query}`,
      { amount_fen: 300, provider: 'P44190000001', ...more }, { as: 'cashier-441900' });
    assert.equal((await aid({ medium: 'e_certificate' })).json.code, 'member_missing');
    assert.equal((await aid({ medium: 'card', card_number: 'A123456789' })).json.code, 'card_not_read');
    assert.equal((await aid({ medium: 'card', card_number: 'A123456789', card_read: true })).json.code, 'card_not_of_person');
    const shown = { medium: 'e_certificate', code };
    assert.equal((await aid(shown, '?dry_run=true')).status, 200, 'a rehearsal uses nothing up');
    const paid = await aid(shown);
    assert.deepEqual([paid.status, paid.json.medium, paid.json.acct_mulaid_pay_fen], [200, 'e_certificate', 300], paid.text);
    assert.equal((await aid(shown)).json.code, 'code_used');
    assert.equal((await server.post('/v1/till/presented', { code }, { as: 'cashier-441900' })).json.code, 'code_used');
    assert.equal(await server.balance(daughter.person), 9_700);
  });

  it('names to the till who was there, and never whose money it was (N-05)', async () => {
    const daughter = await payer(10_000);
    const mother = await payer(100);
    await share(daughter, mother);
    const at = { as: server.cashier('P44190000042') };
    const pay = (fen) => server.done('POST', `/v1/people/${mother.person}/aid-payments`, { amount_fen: fen, provider: 'P44190000042' }, at);
    const day = () => server.done('GET', '/v1/providers/P44190000042/day', undefined, at);
    const paid = await pay(250);
    const listed = await day();
    assert.deepEqual(listed.postings.map((each) => [each.amount_fen, each.person, each.by_relative]),
      [[150, mother.person, true], [100, mother.person, false]]);
    assert.equal(JSON.stringify(listed).includes(daughter.person), false);
    // By either row the whole of it goes back, and the payer is named no more than before.
    await server.done('POST', `/v1/people/${mother.person}/payments/${paid.payment_id}/reversal`, { provider: 'P44190000042' }, at);
    const after_it = await day();
    assert.deepEqual([after_it.payments, after_it.reversals, after_it.total_fen], [1, 1, 0]);
    assert.equal(JSON.stringify(after_it).includes(daughter.person), false);
    assert.equal(await server.balance(daughter.person), 10_000);
  });

  it('divides an estate to the fen and waits for the bank', async () => {
    const father = await payer(10_001);
    const [one, two] = [await payer(0), await payer(5)];
    await server.credit(one.person, 1);
    await server.die(father.person, '2025-04-20');
    const { one: path, shares } = await carry('inheritances', one.person, {
      deceased: { identity_number: father.number },
      heirs: [
        { identity_number: one.number, share: '1/3', paid_to: 'account' },
        { identity_number: two.number, share: '1/3', paid_to: 'account' },
        { name: '张无忌', share: '1/3', paid_to: 'bank', bank_account: '6222021234567890123',
          bank_holder: '张无忌' }],
    }, ['officer-441900', 'officer2-441900']);
    assert.deepEqual(shares.map(({ amount_fen: fen }) => fen), [3_334, 3_334, 3_333]);
    assert.equal(await server.balance(one.person), 3_335);
    assert.equal(await server.balance(two.person), 3_339);
    const { form } = await server.done('GET', path);
    assert.match(form.heirs[2].bank_account, /^6222\*+123$/);
    assert.ok(!JSON.stringify(form).includes('_sealed'), 'nor carried off encrypted (R-055)');
    assert.equal((await server.done('GET', path)).state, 'underway');
    const number = path.split('/').at(-1);
    const { payouts: [payout] } = await server.done('GET', `/v1/applications/${number}/payouts`);
    assert.match(payout.bank_account, /^6222\*+123$/);
    assert.equal((await server.get(`/v1/applications/${number}/payouts`, { as: 'elsewhere' })).status,
      404);
    const result = (body, as = 'bank') =>
      server.post(`/v1/payouts/${payout.payout}/result`, body, { as });
    assert.equal((await result({ result: 'maybe' })).json.code, 'member_unknown_code');
    assert.equal((await result({ result: 'paid' }, 'officer-441900')).status, 403);
    const other = await result({ result: 'paid' }, 'other-bank');
    assert.deepEqual([other.status, other.json.code], [403, 'account_at_other_bank'], other.text);
    assert.equal((await result({ result: 'paid' })).json.code, 'bank_order_not_sent');
    assert.equal((await result({ result: 'returned' }, 'senior-441900')).json.code, 'bank_order_not_sent');
    await server.sendOrders();
    assert.equal((await result({ result: 'paid' })).status, 200);
    assert.equal((await result({ result: 'paid' })).status, 409);
    assert.equal((await server.done('GET', path)).state, 'completed');
  });

  // nobody else's account gets a share; who is not on record is kept by their full name, for
  // the officer who compares it with the papers, and everybody named can see that it was read.
  it('pays a share to the heir or a guardian, and shows the names to the officer alone', async () => {
    const father = await payer(10_000);
    const [one, two] = [await payer(0), await payer(0)];
    await server.die(father.person, '2025-04-20');
    const account = { paid_to: 'bank', bank_account: '6222021234567890123' };
    const form = (third) => ({ region: '441900', deceased: { identity_number: father.number },
      heirs: [{ identity_number: one.number, share: '1/2', paid_to: 'account' },
        { identity_number: two.number, share: '1/4', ...account, bank_holder: '张三丰' },
        { name: '陈大文', share: '1/4', ...account, ...third }] });
    const draft = (third) => server.done('POST', `/v1/people/${one.person}/inheritances`, form(third));
    for (const third of [{ bank_holder: '王五' }, { bank_holder: '陈大武' }, { bank_holder: '王五', guardian: '王六' }]) {
      const { obstacles } = await draft(third);
      assert.deepEqual(obstacles.map(({ rule }) => rule), ['heir_bank_account_of_another'], JSON.stringify(third));
    }
    const guarded = await draft({ bank_holder: '王五', guardian: '王五' });
    assert.deepEqual(guarded.obstacles, []);
    assert.ok(guarded.materials.includes('birth_certificate|household_book|guardianship_proof'));
    const filed = await draft({ bank_holder: '陈大文' });
    assert.deepEqual(filed.obstacles, []);
    assert.doesNotMatch(JSON.stringify(filed), /_sealed|full_name/);
    const path = `/v1/inheritances/${filed.case}`;
    await server.issueTokens({ heir: ['--role', 'participant', '--person', one.person, '--channel', 'app'],
      named: ['--role', 'participant', '--person', two.person, '--channel', 'app'] });
    const own = await server.done('GET', path, undefined, { as: 'heir' });
    assert.equal(own.form.heirs[2].name, '陈**');
    assert.doesNotMatch(JSON.stringify(own), /_sealed|full_name/);
    assert.equal((await server.get(path, { as: 'named' })).status, 404, 'whoever is named is no applicant');
    const seen = await server.done('GET', path);
    assert.deepEqual(seen.form.heirs.map((each) => each.full_name), ['张三丰', '张三丰', '陈大文']);
    assert.equal(seen.form.deceased_full_name, '张三丰');
    assert.doesNotMatch(JSON.stringify(seen), /_sealed/);
    const looked = async (person, as) => (await server.done('GET', `/v1/people/${person}/views`, undefined, { as }))
      .views.filter(({ endpoint }) => endpoint === 'inheritance.show').length;
    for (let waited = 0; waited < 50 && await looked(two.person, 'named') === 0; ++waited) {
      await new Promise((go) => { setTimeout(go, 20); });
    }
    assert.deepEqual([await looked(one.person, 'heir'), await looked(two.person, 'named')], [1, 1]);
  });

  it('takes arrivals from the bank that carries the account, and from no other', async () => {
    const arrive = (as) => server.post('/v1/agencies/441900/remittances',
      { from_region: '330100', amount_fen: 88_800, arrived_on: server.today, bank_serial: 'A1' }, { as });
    const other = await arrive('other-bank');
    assert.deepEqual([other.status, other.json.code], [403, 'account_at_other_bank'], other.text);
    assert.equal(other.json.reasons[0].parameters[0].parameter, 'account.banks');
    assert.equal((await arrive('bank')).status, 200);
  });

  it('refuses bad input with a code of its own, and changes nothing', async () => {
    const person = (await payer(1_000)).person;
    const relative = await resident();
    const heir = { identity_number: relative.number, share: '1/1', paid_to: 'account' };
    const deceased = { identity_number: relative.number };
    const inherit = (body) => ['inheritances', { deceased, heirs: [heir], ...body }];
    const cash = (body) => ['cash-outs', { ground: 'settled_abroad', bills_settled: true,
      bank_account: '6222021234567890123', bank_holder: '张三丰', ...body }];
    const aid = (body) => ['aid-applications', { relative: deceased, relation: 'parent', ...body }];
    const rows = {
      'no heirs': [inherit({ heirs: [] }), 400, 'member_empty'],
      'heirs that are no list': [inherit({ heirs: 'me' }), 400, 'member_not_list'],
      'an heir that is no object': [inherit({ heirs: ['me'] }), 400, 'member_not_object'],
      'too many heirs': [inherit({ heirs: Array(21).fill(heir) }), 400, 'list_too_long'],
      'a share of nothing': [inherit({ heirs: [{ ...heir, share: '0/3' }] }), 400, 'share_shape'],
      'a share above the whole': [inherit({ heirs: [{ ...heir, share: '4/3' }] }), 400, 'share_shape'],
      'a share as a decimal': [inherit({ heirs: [{ ...heir, share: '0.5' }] }), 400, 'share_shape'],
      'shares below the whole': [inherit({ heirs: [{ ...heir, share: '9999' }] }), 409,
        'shares_not_whole'],
      'shares above the whole': [inherit({ heirs: [heir, heir] }), 409, 'shares_not_whole'],
      'an unknown member of an heir': [inherit({ heirs: [{ ...heir, age: 7 }] }), 400,
        'member_unknown'],
      'an heir without a bank account': [inherit({ heirs: [{ ...heir, paid_to: 'bank' }] }), 400,
        'member_missing'],
      'an heir in cash': [inherit({ heirs: [{ ...heir, paid_to: 'cash' }] }), 400,
        'member_unknown_code'],
      'an heir unknown, to an account': [inherit({ heirs: [{ name: '某人', share: '1/1',
        paid_to: 'account' }] }), 400, 'heir_account_needs_person'],
      'an heir whose name is markup': [inherit({ heirs: [{ name: '<b>某人</b>', share: '1/1', paid_to: 'bank',
        bank_account: '6222021234567890123', bank_holder: '某人' }] }), 400, 'name_character'],
      'a holder that a spreadsheet would compute': [inherit({ heirs: [{ name: '某人', share: '1/1', paid_to: 'bank',
        bank_account: '6222021234567890123', bank_holder: '=1+1' }] }), 400, 'holder_begins_with_sign'],
      'a deceased nobody knows': [inherit({ deceased: { identity_number: identityNumber() } }), 404,
        'person_not_registered'],
      'a deceased that is a text': [inherit({ deceased: 'x' }), 400, 'member_not_object'],
      'an unknown ground': [cash({ ground: 'because' }), 400, 'member_unknown_code'],
      'a bank account of letters': [cash({ bank_account: 'x'.repeat(16) }), 400,
        'bank_account_shape'],
      'a receiver without a fund': [cash({ ground: 'receiver_cannot_take', moved_to: '440000' }), 400,
        'not_a_pooling_region'],
      'a receiver beyond the mainland': [cash({ ground: 'receiver_cannot_take', moved_to: '810000' }), 400,
        'settled_beyond_the_mainland'],
      'no place moved to': [cash({ ground: 'receiver_cannot_take' }), 400, 'member_missing'],
      'an unknown relation': [aid({ relation: 'friend' }), 400, 'member_unknown_code'],
      'a limit of nothing': [aid({ limit_fen: 0 }), 400, 'amount_out_of_range'],
      'a limit below zero': [aid({ limit_fen: -1 }), 400, 'amount_out_of_range'],
      'no relative': [aid({ relative: undefined }), 400, 'member_missing'],
      'a merge with nobody': [['person-merges', {}], 400, 'member_missing'],
      'a correction of no month': [['contribution-corrections', { enrolment: 1, month: '2025-13',
        kind: 'normal', why: 'x' }], 400, 'member_not_month'],
      'a correction to an unknown kind': [['contribution-corrections', { enrolment: 1,
        month: '2025-01', kind: 'refund', why: 'x' }], 400, 'member_unknown_code'],
    };
    for (const [what, [[path, body], status, code]] of Object.entries(rows)) {
      const answer = await server.post(`/v1/people/${person}/${path}`, { region: '441900', ...body });
      assert.equal(answer.status, status, `${what}: ${answer.text}`);
      assert.equal(answer.json.code, code, `${what}: ${answer.text}`);
      assert.match(answer.json.title, /[\u4e00-\u9fff]/, what);
    }
    for (const [fen, code] of [[0, 'amount_out_of_range'], [1_001, 'aid_not_bound']]) {
      assert.equal((await till(person, fen)).json.code, code);
    }
    assert.equal((await server.post(`/v1/aid-bindings/${person}/end`, {})).status, 404);
    assert.equal((await server.post(`/v1/payouts/${person}/result`, { result: 'paid' },
      { as: 'bank' })).status, 404);
    assert.equal(await server.balance(person), 1_000);
  });

  it('leads the number that was merged to the one that was kept', async () => {
    const birth = '19800101';
    const number = identityNumber({ birth });
    identityNumber({ birth });  // the next one is of the other sex
    const old = identityNumber({ birth });
    const kept = await insured({ identity_number: number, fen: 100 });
    const merged = await insured({ identity_number: old, fen: 11 });
    await carry('person-merges', kept.person, { merged: { identity_number: old } },
      ['officer-441900', 'officer2-441900']);
    assert.equal(await server.balance(kept.person), 111);
    const found = await server.done('POST', '/v1/people/search', { identity_number: old });
    assert.equal(found.person, kept.person);
    const refused = await server.pay(merged.person, 1);
    assert.equal(refused.json.code, 'person_merged');
    assert.equal(refused.json.reasons[0].facts.person, kept.person);
    await server.issueTokens({ old: ['--role', 'participant', '--person', merged.person,
      '--channel', 'app'] });
    // Whoever comes in by the merged number goes on under the kept one (N-12); the old has nothing.
    for (const what of ['balance', 'postings', 'contributions', 'entitlement']) {
      assert.equal((await server.get(`/v1/people/${kept.person}/${what}`, { as: 'old' })).status, 200);
      const led = await server.get(`/v1/people/${merged.person}/${what}`, { as: 'old' });
      assert.equal(led.json.code, 'not_found', led.text);
    }
    assert.equal(await server.balance(merged.person), 0, 'an officer still sees the old rows');
    const { merged_numbers: numbers } = await server.done('GET',
      `/v1/people/${kept.person}/merged-numbers`);
    assert.deepEqual(numbers.map(({ person, amount_fen: fen }) => [person, fen]),
      [[merged.person, 11]]);
  });

  it('sends an application\'s payout to the bank under its own number', async () => {
    const one = await payer(20_000);
    await server.done('POST', `/v1/people/${one.person}/enrolments/suspend`, { from: '2025-04-25' });
    await server.stop();
    await server.start('2025-05-10');
    const { one: path } = await carry('cash-outs', one.person, { ground: 'settled_abroad',
      bills_settled: true, bank_account: '6222021234567890123', bank_holder: '张三丰' },
    ['officer-441900', 'officer2-441900']);
    const number = path.split('/').at(-1);
    const { payouts: [payout] } = await server.done('GET', `/v1/applications/${number}/payouts`);
    // with what it has earned in fifteen days; nothing is left for the yearly run.
    assert.equal(payout.amount_fen, 20_003);
    await server.stop();
    const out = join(server.place.state, 'bank');
    const bank = (...words) => JSON.parse(spawnSync(binary, ['bank', ...words, '--today',
      '2025-05-10', '--json', ...server.place.flags()], { encoding: 'utf8' }).stdout);
    const { files: [file] } = bank('send', '--out', out);
    const lines = readFileSync(join(out, file), 'utf8').trim().split('\r\n').slice(1)
      .map((line) => line.split(','));
    assert.deepEqual(lines.filter(([reference]) => reference === payout.payout)
      .map(([, , holder, amount]) => [holder, amount]), [['张三丰', '200.03']]);
    const results = join(server.place.state, 'results.csv');
    writeFileSync(results, `业务编号,结果,原因,金额(元)\n${payout.payout},成功,,200.03\n`);
    bank('receive', results, '--report', `${results}.report`);
    await server.start('2025-05-10');
    assert.equal((await server.done('GET', path)).state, 'completed');
    await server.stop();
    // 先成功、后退汇: the next day's file (N-22).
    const later = join(server.place.state, 'results-later.csv');
    writeFileSync(later, `业务编号,结果,原因,金额(元)\n${payout.payout},退汇,账户已销户,200.03\n`);
    assert.equal(bank('receive', later, '--report', `${later}.report`).refused ?? 0, 0);
    await server.start('2025-05-10');
    assert.equal((await server.done('GET', path)).state, 'underway');
    assert.equal(await server.balance(one.person), 20_003);
  });

  it('leaves books that verify', async () => {
    await server.stop();
    assert.match(server.run('verify'), /verify: OK/);
    await server.start('2025-05-10');
  });
});
