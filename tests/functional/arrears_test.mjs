// Employers' debts and dated cover over HTTP and on the command line: bad input has its own codes
// and changes nothing, a receipt is taken once however often it is sent, files have a report per
// row, and the dated strip agrees with the answer of each day.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, binary, identityNumber, onEachEngine } from './harness.mjs';

let employers = 0;

// A credit code with a right check character (GB 32100-2015).
function creditCode() {
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const body = '91441900' + String(100_000_000 + ++employers);
  let sum = 0;
  let weight = 1;
  for (const letter of body) {
    sum += weight * letters.indexOf(letter);
    weight = weight * 3 % 31;
  }
  return body + letters[(31 - sum % 31) % 31];
}

onEachEngine('arrears', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-arrears-'));
  let server;
  let employer;
  let code;
  let people;

  before(async () => {
    server = await Server.fresh(engine, { today: '2025-03-03' });
    code = creditCode();
    ({ employer } = await server.done('POST', '/v1/employers',
      { region: '441900', code, name: '华联电子' }));
    people = await Promise.all([1, 2].map(async () => {
      const person = await server.person({ identity_number: identityNumber() });
      await server.done('POST', `/v1/people/${person}/enrolments`,
        { region: '441900', kind: 'employee', employer, base_fen: 500_000 });
      return person;
    }));
    await server.stop();
    await server.start('2025-05-20');
  });
  after(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  const receipts = () => `/v1/employers/${employer}/receipts`;
  const owed = async () => server.done('GET', `/v1/employers/${employer}/arrears`);

  it('refuses bad receipts with their codes, and changes nothing', async () => {
    const good = { reference: 'T1', principal_fen: 42_500, received_on: '2025-05-20' };
    const rows = [
      [{ ...good, reference: undefined }, 400, 'member_missing'],
      [{ ...good, reference: '' }, 400, 'member_empty'],
      [{ ...good, reference: 'x'.repeat(41) }, 400, 'member_too_long'],
      [{ ...good, principal_fen: -1 }, 400, null],
      [{ ...good, principal_fen: '425.00' }, 400, null],
      [{ ...good, principal_fen: 0 }, 400, 'member_missing'],
      [{ ...good, received_on: '2025-02-30' }, 400, 'member_not_date'],
      [{ ...good, amount: 1 }, 400, 'member_unknown'],
      [{ ...good, received_on: '2025-05-21' }, 409, 'received_in_future'],
      [{ ...good, late_fee_fen: 10_000_000 }, 409, 'late_fee_above_owed'],
    ];
    const before = await owed();
    for (const [body, status, expected] of rows) {
      const answer = await server.post(receipts(), body);
      assert.equal(answer.status, status, `${JSON.stringify(body)}: ${answer.text}`);
      if (expected) assert.equal(answer.json.code, expected);
      assert.match(answer.json.title, /[\u4e00-\u9fff]/);
    }
    assert.equal((await server.post('/v1/employers/nobody/receipts', good)).status, 404);
    assert.equal((await server.post(receipts(), good, { as: 'cashier-441900' })).status, 403);
    assert.equal((await server.post(receipts(), good, { as: 'officer-330100' })).status, 403);
    assert.deepEqual(await owed(), before);
  });

  // N-18: the number and the code on the paper are asked on the public page, without a name.
  it('prints a notice that whoever holds the paper can check', async () => {
    const path = `/v1/employers/${employer}/arrears-notices`;
    await server.done('POST', path, {});
    const { notices: [notice] } = await server.done('GET', path);
    assert.match(notice.number, /^4419002025040001\d+$/);
    assert.match(notice.check_code, /^[0-9a-f]{12}$/);
    const answer = await fetch(`${server.url}${path}/file`,
      { headers: { Authorization: `Bearer ${server.tokens['officer-441900']}` } });
    const file = join(folder, 'notice.pdf');
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    assert.equal(answer.status, 200);
    const read = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    if (!read.error) {
      assert.ok(read.stdout.includes(notice.number), read.stdout);
      assert.ok(read.stdout.replaceAll(/[ -]/g, '').includes(notice.check_code), read.stdout);
    }
    const page = async (target) => {
      const told = await fetch(server.url + target);
      return { status: told.status, text: await told.text() };
    };
    const genuine = await page(notice.verify);
    assert.equal(genuine.status, 200);
    assert.match(genuine.text, /真实,现在有效/);
    assert.match(genuine.text, /限期缴纳通知书/);
    assert.match(genuine.text, /用人单位\(隐去部分\)/);
    assert.doesNotMatch(genuine.text, /华联电子/);
    const wrong = notice.verify.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const others = [wrong, `/verify/${notice.number}1?code=${notice.check_code}`,
      `/verify/${notice.number.replace('0001', '0002')}?code=${notice.check_code}`,
      `/verify/${'9'.repeat(60)}?code=${notice.check_code}`, `/verify/4419002025040001?code=${notice.check_code}`];
    for (const each of others) assert.equal((await page(each)).status, 404, each);
  });

  it('takes a receipt once, however often it is sent', async () => {
    const body = { reference: 'T2', principal_fen: 50_000, received_on: '2025-05-20' };
    const key = randomUUID();
    const first = await server.post(receipts(), body, { key });
    assert.equal(first.status, 200, first.text);
    assert.equal(first.json.left_fen, 7_500);
    const again = await server.post(receipts(), body, { key });
    assert.equal(again.text, first.text);
    const other = await server.post(receipts(), body);
    assert.equal(other.status, 409);
    assert.equal(other.json.code, 'receipt_already_recorded');
    // Two at once with one number: one is taken.
    const pair = await Promise.all([1, 2].map(() =>
      server.post(receipts(), { ...body, reference: 'T3', principal_fen: 100 })));
    assert.deepEqual(pair.map(({ status }) => status).sort(), [200, 409]);
  });

  it('shows the dated strip, equal to the answer of each day', async () => {
    const [person] = people;
    const { stretches } = await server.done('GET',
      `/v1/people/${person}/coverage?from=2025-02-25&until=2025-06-10`);
    for (const { from, cover, ground, benefit_percent: percent } of stretches) {
      const day = await server.done('GET', `/v1/people/${person}/entitlement?on=${from}`);
      assert.deepEqual([day.cover, day.ground, day.benefit_percent], [cover, ground, percent]);
    }
    for (let i = 1; i < stretches.length; ++i) {
      assert.equal(stretches[i].from, stretches[i - 1].until);
    }
  });

  it('asks what if without writing anything', async () => {
    const [person] = people;
    const path = `/v1/people/${person}/coverage`;
    const before = await server.done('GET', `/v1/people/${person}/contributions`);
    const answer = await server.post(path, { pay_on: '2025-05-20', until: '2025-09-01' },
      { key: null });
    assert.equal(answer.status, 200, answer.text);
    // March and April, paid on 20 May, are restored on 1 June, though no month came before.
    assert.equal(answer.json.covered_from, '2025-06-01');
    // what it rests on, and how today stands on record: not covered before the debt is paid.
    assert.deepEqual(answer.json.supposed.rests_on.map(({ rule }) => rule), ['supposed_paid', 'supposed_to_go_on_paying']);
    const today = await server.done('GET', `/v1/people/${person}/entitlement`);
    assert.deepEqual([answer.json.on_record.cover, answer.json.on_record.ground, answer.json.on_record.reasons.map(({ rule }) => rule)],
      [today.cover, today.ground, today.reasons.map(({ rule }) => rule)]);
    assert.equal(today.cover, 'no');
    assert.ok(answer.json.stretches.at(-1).reasons.some(({ rule }) => rule === 'covered_by_supposed_contribution'));
    // Which of the two had a month of the employer's debt paid is not known here.
    assert.match(answer.json.supposed.paid_months, /^2025-0[34]\.\.2025-05$/);
    assert.deepEqual(await server.done('GET', `/v1/people/${person}/contributions`), before);
    const rows = [
      [{ until: '2025-05-20' }, 400, 'span_out_of_range'],
      [{ until: '2035-05-20' }, 400, 'span_out_of_range'],
      [{ from: '9999-01-01' }, 400, 'member_not_date'],
      [{ from: '2150-01-01' }, 400, 'member_day_out_of_range'],
      [{ pay_on: '2101-01-01' }, 400, 'member_day_out_of_range'],
      [{ stop_on: '2101-01-01' }, 400, 'member_day_out_of_range'],
      [{ payments: [{ month: '2101-01', received_on: '2025-05-20' }] }, 400, 'member_month_out_of_range'],
      [{ enrolments: [{ region: '330100', kind: 'flexible', from: '2101-01-01' }] }, 400, 'member_day_out_of_range'],
      [{ payments: [{ received_on: '2025-05-20' }] }, 400, 'payment_month_or_year'],
      [{ payments: [{ month: '2025-04', year: 2025, received_on: '2025-05-20' }] }, 400,
        'payment_month_or_year'],
      [{ payments: [{ month: '2025-04', last_month: '2025-03', received_on: '2025-05-20' }] }, 400,
        'payment_month_or_year'],
      [{ payments: [7] }, 400, 'member_not_object'],
      [{ payments: Array.from({ length: 61 }, () => ({})) }, 400, 'list_too_long'],
      [{ enrolments: [{ region: '441900', kind: 'king', from: '2025-06-01' }] }, 400, null],
      [{ enrolments: [{ region: '330100', kind: 'flexible', from: '2025-06-01' }] }, 409,
        'supposed_enrolment_overlaps'],
      [{ stop_on: '2020-01-01' }, 409, 'no_enrolment_to_stop'],
      [{ payments: [{ month: '2025-03', received_on: '2025-05-20' },
        { month: '2025-03', received_on: '2025-05-20' }] }, 409, 'month_already_paid'],
      [{ pay: 1 }, 400, 'member_unknown'],
    ];
    for (const [body, status, expected] of rows) {
      const refused = await server.post(path, body, { key: null });
      assert.equal(refused.status, status, `${JSON.stringify(body)}: ${refused.text}`);
      if (expected) assert.equal(refused.json.code, expected, JSON.stringify(body));
    }
  });

  it('declares a bill of an uncovered day once', async () => {
    const person = people[1];
    const path = `/v1/people/${person}/bills`;
    const bill = { provider: 'H44190000001', reference: 'B1', treated_on: '2025-05-10',
      amount_fen: 30_000 };
    server.register('H44190000001');
    const elsewhere = { ...bill, provider: undefined, provider_name: '湖滨门诊部', provider_region: '330100' };
    for (const [body, status, expected] of [
      [{ ...bill, provider: 'ZZZ' }, 404, 'institution_unknown'],
      [{ ...bill, provider: undefined }, 400, 'member_missing'],
      [{ ...elsewhere, provider: 'H44190000001' }, 400, 'provider_code_or_name'],
      [{ ...elsewhere, provider_region: undefined }, 400, 'member_missing'],
      [{ ...elsewhere, provider_region: '810000' }, 400, 'not_a_pooling_region'],
      [{ ...bill, amount_fen: 0 }, 400, null],
      [{ ...bill, treated_on: '2025-05-21' }, 409, 'treated_in_future'],
      [{ ...bill, treated_on: '0001-01-01' }, 400, 'member_not_date'],
      [{ ...bill, provider: 'H'.repeat(13) }, 400, 'member_too_long'],
    ]) {
      const answer = await server.post(path, body);
      assert.equal(answer.status, status, answer.text);
      if (expected) assert.equal(answer.json.code, expected);
    }
    assert.equal((await server.post(path, bill)).status, 200);
    assert.equal((await server.post(path, bill)).json.code, 'bill_already_declared');
    const told = await server.post(path, elsewhere);
    assert.deepEqual([told.json.provider_name, told.json.provider_region, told.json.provider_region_name],
      ['湖滨门诊部', '330100', '浙江省杭州市'], told.text);
    const { bills, reimbursable_fen: payable } = await server.done('GET', path);
    assert.equal(bills.length, 2);
    assert.equal(payable, 0);
    assert.equal(bills[0].reimbursable, false);
  });

  // the parameter with its source, the day from which it holds and its status; and a disclaimer.
  it('says with every answer that follows from the policy by what, and how far it goes', async () => {
    const [person] = people;
    const cited = function* cited(tree) {
      if (tree === null || typeof tree !== 'object') return;
      if (tree.parameter && tree.source) yield tree;
      for (const each of Object.values(tree)) yield* cited(each);
    };
    for (const path of [
      ...['arrears', 'arrears?on=2025-03-03', 'incentive', 'entitlement', 'entitlement?on=2025-05-01', 'coverage', 'seals',
        'transfer-precheck', 'retirement?region=441900', 'newborn-choice?pay_on=1990-06-01']
        .map((each) => `/v1/people/${person}/${each}`),
      `/v1/employers/${employer}/arrears`, `/v1/employers/${employer}/assessment?month=2025-04`,
      '/v1/agencies/441900/place-change-channels', '/v1/policies/441900', '/v1/policies/441900/differences?against=330100',
      '/v1/agencies/441900/guides/transfer',
    ]) {
      const answer = path.endsWith('precheck')
        ? await server.post(path, { origin: '441900', target: '330100' }) : await server.get(path);
      if (answer.status === 409 && path.includes('newborn')) continue;  // an adult's
      assert.equal(answer.status, 200, `${path}: ${answer.text}`);
      const parameters = [...cited(answer.json)];
      assert.ok(parameters.length > 0, `${path} cites nothing: ${answer.text}`);
      for (const each of parameters) {
        assert.match(each.from, /^\d{4}-\d\d-\d\d$/, path);
        assert.ok(typeof each.verified === 'boolean' || ['verified', 'default'].includes(each.status), path);
      }
      assert.match(answer.json.disclaimer?.detail ?? '', /仅供参考/, path);
    }
    // A refusal as well, and a command; what follows from no parameter has none.
    const refused = await server.post(`/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 1 });
    assert.notEqual(refused.status, 200);
    assert.equal('disclaimer' in refused.json, [...cited(refused.json)].length > 0);
    assert.equal('disclaimer' in (await server.get(`/v1/people/${person}/enrolments`)).json, false);
    const english = await server.call('GET', `/v1/people/${person}/arrears`, { headers: { 'Accept-Language': 'en' } });
    assert.match(english.json.disclaimer.detail, /For reference only/);
  });

  it('answers for no day beyond the horizon, and for each within it', async () => {
    const [person] = people;
    const get = (path) => server.get(`/v1/people/${person}/${path}`);
    for (const path of ['seals?on=', 'entitlement?on=', 'arrears?on=', 'retirement?region=441900&on=',
      'coverage?pay_on=', 'coverage?from=', 'newborn-choice?pay_on=', 'balance?known_on=']) {
      for (const day of ['2101-01-01', '1899-12-31', '1800-01-01']) {
        const beyond = await get(path + day);
        assert.deepEqual([beyond.status, beyond.json.code], [400, 'member_day_out_of_range'], `${path}: ${beyond.text}`);
        assert.match(beyond.json.detail, /1900.*2100/);
      }
      for (const day of ['2100-12-31', '1900-01-01']) {
        const told = await get(path + day);
        assert.ok(told.status < 500, `${path}${day}: ${told.text}`);
      }
    }
  });

  it('asks residents\' questions strictly, and keeps groups to officers', async () => {
    const child = await server.person({ identity_number: identityNumber({ birth: '20250301' }) });
    await server.done('POST', `/v1/people/${child}/enrolments`, { region: '441900', kind: 'newborn' });
    const get = (path, options) => server.get(`/v1/people/${child}/${path}`, options);
    const group = { group: 'extreme_poverty', from: '2025-04-01', evidence: '民政部门认定' };
    const end = (until, of = group.group) => server.post(`/v1/people/${child}/groups/end`,
      { group: of, until, evidence: '民政局终止通知' });
    for (const [answer, status, expected] of [
      [await get('incentive?year=1900'), 400, 'member_out_of_range'],
      [await get('incentive?claimed_years=2025,'), 200, null],
      [await get('incentive?claimed_years=2025,soon'), 400, 'member_not_integer'],
      [await get('incentive?region=000000'), 400, null],
      [await get('newborn-choice?pay_on=2025-02-28'), 409, 'not_a_newborn'],
      [await get('newborn-choice?pay_on=2025-04-01&region=440000'), 400, 'not_a_pooling_region'],
      [await get('newborn-choice?pay_on=2025-04-01&region=810000'), 400, 'not_a_pooling_region'],
      [await get('newborn-choice?pay_on=2027-01-01'), 409, 'not_a_newborn'],
      [await get('newborn-choice?when=2025-04-01'), 400, 'member_unknown'],
      [await server.post(`/v1/people/${child}/groups`, { ...group, group: 'rich' }), 400, null],
      [await server.post(`/v1/people/${child}/groups`, { ...group, until: '2025-04-01' }), 400,
        'member_not_date'],
      [await server.post(`/v1/people/${child}/groups`, group, { as: 'officer-330100' }), 403,
        'other_agency'],
      [await server.post(`/v1/people/${child}/groups`, group, { as: 'cashier-441900' }), 403,
        'role_not_allowed'],
      [await server.post(`/v1/people/${child}/groups`, group), 200, null],
      [await server.post(`/v1/people/${child}/groups`, group), 409, 'group_already_recorded'],
      [await end(group.from), 409, 'group_not_recorded'],  // it would never have begun
      [await end('2025-05-01', 'poverty_risk'), 409, 'group_not_recorded'],
      [await end('2025-05-01'), 200, null],
      [await end('2025-06-01'), 409, 'group_not_recorded'],
      [await server.post(`/v1/people/${child}/groups`, { ...group, from: '2025-04-30' }), 409,
        'group_already_recorded'],
      [await server.post(`/v1/people/${child}/groups`, { ...group, from: '2025-05-01' }), 200, null],
    ]) {
      assert.equal(answer.status, status, answer.text);
      if (expected) assert.equal(answer.json.code, expected, answer.text);
    }
    const { options, window_last_day: last } =
      (await get('newborn-choice?pay_on=2025-05-30')).json;
    assert.equal(last, '2025-05-30');  // day 90
    assert.deepEqual(options.map(({ years, covered_from: from }) => [years, from]),
      [[[2025], '2025-03-01']]);
  });

  it('takes in a file of the collection authority, with a report per row', async () => {
    const file = join(folder, 'receipts.csv');
    writeFileSync(file, ['票据号,单位代码,费款,滞纳金,到账日期',
      `F1,${code},425.00,,2025/5/20`,
      `F1,${code},425.00,,2025-05-20`,
      `F2,${code},1.5e3,,2025-05-20`,
      `F3,${creditCode()},100.00,,2025-05-20`,
      `F4,91441900X,100.00,,2025-05-20`,
      `F5,${code},,0.01,20250520`,
      `,${code},100.00,,2025-13-20`].join('\r\n'));
    await server.stop();
    const take = () => {
      const report = `${file}.report`;
      const run = spawnSync(binary, ['import', file, '--employers', '--region', '441900', '--report',
        report, '--json', '--today', '2025-05-20', ...server.place.flags()], { encoding: 'utf8' });
      const rows = readFileSync(report, 'utf8').replace('\uFEFF', '').trim().split('\r\n').slice(1)
        .map((line) => line.match(/^(\d+),(\w+),(\w+)/).slice(1));
      return { totals: JSON.parse(run.stdout), rows, stderr: run.stderr };
    };
    const first = take();
    assert.deepEqual(first.rows.map(([line, result, code_]) => [line, result, code_]), [
      ['2', 'done', 'import_row_done'], ['3', 'refused', 'receipt_already_recorded'],
      ['4', 'refused', 'import_value_wrong'], ['5', 'refused', 'employer_code_unknown'],
      first.rows[4], ['7', 'done', 'import_row_done'], ['8', 'refused', 'import_value_missing'],
    ]);
    assert.equal(first.rows[4][1], 'refused');
    const again = take();  // each row once, also when the file is run again
    assert.deepEqual(again.rows.map(([, result]) => result),
      ['already', 'refused', 'refused', 'refused', 'refused', 'already', 'refused']);
    assert.match(server.run('verify', '--today', '2025-05-20'), /OK/);
    await server.start('2025-05-20');
  });
});
