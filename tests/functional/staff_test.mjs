// The staff: roles by the security administrator, people by the system administrator, absence and
// reassignment, opening hours, break-glass access with its alarm, and the access log (N-27, R-051).
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine, totp } from './harness.mjs';

onEachEngine('staff', (engine) => {
  let server;
  const system = { as: 'system-admin' };
  const security = { as: 'security-admin' };
  const audit = { as: 'audit-admin' };
  const join = (staff, region, name = '李明') => server.done('POST', '/v1/staff',
    { staff, name, identity_number: identityNumber(), ...(region ? { region } : {}) }, system);
  const grant = (staff, role, more = {}) => server.post(`/v1/staff/${staff}/roles`, { role, ...more }, security);
  const refused = async (answer, code, status = 409) => {
    const { status: was, json, text } = await answer;
    assert.equal(was, status, text);
    assert.equal(json.code, code, text);
  };
  before(async () => { server = await Server.fresh(engine); });
  after(() => server?.remove());

  it('gives nobody two of the three administrators, one after the other is no two', async () => {
    await join(201);
    assert.equal((await grant(201, 'system_admin', { until: '2025-06-01' })).status, 200);
    await refused(grant(201, 'security_admin'), 'administrators_apart');
    await refused(grant(201, 'audit_admin', { from: '2025-05-31' }), 'administrators_apart');
    assert.equal((await grant(201, 'audit_admin', { from: '2025-06-01' })).status, 200);
    await refused(grant(201, 'security_admin', { from: '2025-07-01' }), 'administrators_apart');
    const { roles } = await server.done('GET', '/v1/staff/201', undefined, audit);
    assert.deepEqual(roles.map(({ role, holds }) => [role, holds]),
      [['system_admin', true], ['audit_admin', false]]);
  });

  it('lets each administrator do their own part only', async () => {
    await join(202, '441900');
    await refused(server.post('/v1/staff/202/roles', { role: 'agency_officer' }, system), 'role_not_allowed', 403);
    await refused(server.post('/v1/staff', { staff: 203, name: '王', identity_number: identityNumber() }, security),
      'role_not_allowed', 403);
    await refused(server.post('/v1/staff/202/leaving', {}, audit), 'role_not_allowed', 403);
    await refused(grant(52, 'policy_officer'), 'not_found', 404);
    await refused(grant(202, 'auditor'), 'role_needs_nation');
    await refused(grant(202, 'participant'), 'role_unknown', 400);
    await refused(grant(202, 'agency_officer', { from: '2025-04-24' }), 'role_begins_in_the_past');
    assert.equal((await grant(202, 'agency_officer')).status, 200);
    await refused(grant(202, 'agency_officer', { from: '2025-05-01' }), 'role_held');
  });

  it('knows everybody once', async () => {
    const number = identityNumber();
    const body = { staff: 210, name: '赵', identity_number: number };
    await server.done('POST', '/v1/staff', body, system);
    await refused(server.post('/v1/staff', { ...body, staff: 211 }, system), 'staff_twice');
    await refused(server.post('/v1/staff', { ...body, identity_number: identityNumber() }, system),
      'staff_number_taken');
  });

  it('does not let a security administrator make themself anything', async () => {
    await join(521);
    assert.equal((await grant(521, 'security_admin')).status, 200);
    await server.issueTokens({ 'security-521': ['--role', 'security_admin', '--id', '521'] });
    await refused(server.post('/v1/staff/521/roles', { role: 'policy_officer' }, { as: 'security-521' }), 'role_of_your_own');
  });

  it('ends a token that was issued with the role, or when it is revoked', async () => {
    const tokens = ['--role', 'agency_officer', '--id', '522', '--region', '441900'];
    await server.issueTokens({ first: tokens, second: tokens, third: tokens });
    const counts = (as) => server.get('/v1/agencies/441900/queue-counts', { as });
    for (const as of ['first', 'second', 'third']) assert.equal((await counts(as)).status, 200);
    assert.match(server.run('token', 'revoke', server.tokens.first), /1 个/);
    assert.deepEqual([(await counts('first')).status, (await counts('second')).status], [401, 200]);
    assert.throws(() => server.run('token', 'revoke', server.tokens.first), 'twice');
    // On the staff, and in that role: as long as they hold it.
    await join(522, '441900');
    assert.equal((await counts('second')).status, 401, 'without a role');
    assert.equal((await grant(522, 'agency_officer')).status, 200);
    assert.equal((await counts('second')).status, 200);
    await server.done('POST', '/v1/staff/522/roles/end', { role: 'agency_officer' }, security);
    assert.equal((await counts('second')).status, 401);
    assert.match(server.run('token', 'revoke', '--role', 'agency_officer', '--id', '522'), /2 个/);
  });

  it('takes all roles away from who leaves', async () => {
    await join(220, '441900');
    await grant(220, 'senior_officer');
    const left = await server.done('POST', '/v1/staff/220/leaving', { on: '2025-04-25' }, system);
    assert.equal(left.left_on, '2025-04-25');
    assert.deepEqual(left.roles.map(({ holds }) => holds), [false]);
    await refused(grant(220, 'agency_officer'), 'staff_has_left');
  });

  it('is through at once with the session of who leaves or loses the role', async () => {
    const ends = { leaving: (staff) => server.done('POST', `/v1/staff/${staff}/leaving`, {}, system),
      role: (staff) => server.done('POST', `/v1/staff/${staff}/roles/end`, { role: 'agency_officer' }, security) };
    for (const [index, end] of Object.values(ends).entries()) {
      const staff = 225 + index;
      await join(staff, '441900');
      await grant(staff, 'agency_officer');
      const { account, password, totp_secret } = JSON.parse(server.run('staff-account', 'give', '--account', `leaver${staff}`,
        '--role', 'agency_officer', '--region', '441900', '--id', String(staff), '--name', '李明', '--json'));
      const opened = await server.call('POST', '/v1/sessions', { as: null, key: null, headers: { 'X-Yibao-Client': 'agency-console' },
        body: { kind: 'staff', account, password, totp: totp(totp_secret, server.now()), answer: 'token' } });
      assert.equal(opened.status, 200, opened.text);
      assert.equal((await server.get('/v1/me', { as: opened.json.token })).status, 200);
      await end(staff);
      assert.equal((await server.get('/v1/me', { as: opened.json.token })).status, 401);
    }
  });

  it('reassigns the open cases of who is away to the stand-in', async () => {
    const person = await server.person({ fen: 1_000 });
    for (const staff of [230, 231]) {
      await join(staff, '441900');
      await grant(staff, 'agency_officer');
    }
    const filed = await server.done('POST', `/v1/people/${person}/complaints`,
      { region: '441900', kind: 'complaint', words: '排队时间太长' });
    const done = await server.post(`/v1/complaints/${filed.case}/confirmation`, { form_digest: filed.form_digest });
    assert.equal(done.status, 200, done.text);
    // Whoever has a case of the person before them need not say what for.
    assert.equal((await server.get(`/v1/people/${person}/balance`, { purpose: null })).status, 200);
    const lead = { as: 'senior-441900' };
    const assign = (staff, as = lead) => server.post('/v1/agencies/441900/assignments', { case: filed.case, staff }, as);
    assert.equal((await assign(230)).status, 200);
    await refused(assign(230, { as: 'senior-330100' }), 'other_agency', 403);
    await refused(assign(201), 'staff_of_another_agency');
    const works = async (staff) => (await server.done('GET', `/v1/agencies/441900/assignments?staff=${staff}`,
      undefined, lead)).assignments.map(({ case: id }) => id);
    assert.deepEqual(await works(230), [filed.case]);
    const reassign = (body) => server.post('/v1/agencies/441900/reassignment', { why: '请假', ...body }, lead);
    await refused(reassign({ from: 230 }), 'no_stand_in');
    const absence = (body, as = lead) => server.post('/v1/staff/230/absences', body, as);
    await refused(absence({ from: '2025-04-25', to: '2025-04-24' }), 'period_empty', 400);
    await refused(absence({ from: '2025-04-25', to: '2025-05-09', stand_in: 201 }), 'stand_in_of_another_agency');
    await refused(absence({ from: '2025-04-25', to: '2025-05-09' }, { as: 'senior-330100' }), 'other_agency', 403);
    assert.equal((await absence({ from: '2025-04-25', to: '2025-05-09', stand_in: 231 })).status, 200);
    await refused(absence({ from: '2025-05-09', to: '2025-05-10' }), 'absence_twice');
    await refused(assign(230), 'staff_does_not_work');
    const { json } = await reassign({ from: 230 });
    assert.deepEqual([json.to, json.cases], [231, 1]);
    assert.deepEqual([await works(230), await works(231)], [[], [filed.case]]);
  });

  it('says day by day when an agency is open', async () => {
    const lead = { as: 'senior-441900' };
    const hours = [1, 2, 3, 4, 5].flatMap((weekday) => [
      { weekday, opens: '08:30', closes: '12:00' }, { weekday, opens: '14:00', closes: '17:30' }]);
    await server.done('POST', '/v1/agencies/441900/opening-hours', { hours }, lead);
    await server.done('POST', '/v1/agencies/441900/closing-days', { day: '2025-04-29', why: '系统升级' }, lead);
    const days = async () => Object.fromEntries((await server.done('GET',
      '/v1/agencies/441900/opening?from=2025-04-25&days=12')).days.map((each) => [each.day, each]));
    const shown = await days();
    assert.deepEqual(shown['2025-04-25'].slots, [{ opens: '08:30', closes: '12:00' }, { opens: '14:00', closes: '17:30' }]);
    assert.equal(shown['2025-04-26'].open, false);                 // a Saturday
    assert.equal(shown['2025-04-27'].open, true);                  // a make-up day before 1 May
    assert.deepEqual([shown['2025-04-29'].why, shown['2025-04-29'].note], ['closing_day', '系统升级']);
    assert.equal(shown['2025-05-01'].why, 'weekend_or_holiday');
    await server.done('POST', '/v1/agencies/441900/closing-days', { day: '2025-04-29', why: '取消', state: 'open' }, lead);
    await server.done('POST', '/v1/agencies/441900/opening-hours', { hours: hours.slice(0, 1) }, lead);
    assert.equal((await days())['2025-04-29'].open, false);
    assert.equal((await days())['2025-04-28'].slots.length, 1);
    await refused(server.post('/v1/agencies/441900/opening-hours', { hours: [...hours, hours[0]] }, lead),
      'hours_overlap', 400);
    await refused(server.post('/v1/agencies/441900/opening-hours', { hours }, { as: 'senior-330100' }), 'other_agency', 403);
  });

  it('breaks the glass in an emergency: reasoned, for a while, told to the person and to the auditor', async () => {
    const person = await server.person({ fen: 1_000 });
    const other = { as: 'officer-330100' };
    const look = (as = other) => server.get(`/v1/people/${person}/balance`, as);
    await refused(look(), 'other_agency', 403);
    await refused(server.post(`/v1/people/${person}/break-glass`, { why: '急' }, other), 'reason_too_short', 400);
    const begun = await server.done('POST', `/v1/people/${person}/break-glass`,
      { why: '车祸昏迷送医,医院请求核实参保情况', minutes: 30 }, other);
    assert.equal(begun.ordinal, 1);
    assert.equal((await look()).status, 200);
    assert.equal((await server.get(`/v1/people/${person}/balance?purpose=${encodeURIComponent('本人到窗口办理业务')}`, other)).status, 200);
    await refused(look({ as: 'senior-330100' }), 'other_agency', 403);           // not for somebody else
    await refused(server.get(`/v1/people/${person}/balance`, { as: 'policy' }), 'role_not_allowed', 403);
    await server.done('POST', `/v1/people/${person}/break-glass`,
      { why: '系统故障,须核对该参保人数据' }, { as: 'policy' });
    assert.equal((await server.get(`/v1/people/${person}/balance`, { as: 'policy' })).status, 200);
    await server.issueTokens({ participant: ['--role', 'participant', '--person', person, '--channel', 'app'] });
    const { messages } = await server.done('GET', `/v1/people/${person}/messages`, undefined, { as: 'participant' });
    assert.ok(messages.some(({ detail }) => /杭州市.*经办人员.*车祸昏迷/.test(detail)), JSON.stringify(messages));
    const alarms = async () => (await server.done('GET', '/v1/access/break-glass', undefined, audit)).break_glass;
    const mine = (await alarms()).filter((each) => each.person === person);
    assert.equal(mine.length, 2);
    // Who reviews sees whose it was and what was looked at; the log and the person read what for.
    let looked;
    for (const end = Date.now() + 2_000; Date.now() < end;) {
      looked = (await alarms()).find((each) => each.person === person && each.role === 'agency_officer');
      if (looked.looks[0]?.times === 2) break;
    }
    assert.match(looked.person_number, /^\d{4}\*{10}\d{3}[\dX]$/);
    assert.equal(looked.person_name, '张**');
    assert.deepEqual(looked.looks.map(({ times }) => times), [2]);
    assert.match(looked.looks[0].what, /余额/);
    const { views: seen } = await server.done('GET', `/v1/people/${person}/views`, undefined, { as: 'participant' });
    const byOfficer = seen.filter(({ break_glass: glass, role }) => glass && role === 'agency_officer');
    assert.equal(byOfficer.length, 2);
    assert.ok(byOfficer.every(({ purpose }) => purpose.includes('车祸昏迷')), JSON.stringify(byOfficer));
    const review = (verdict, as) => server.post(`/v1/people/${person}/break-glass/1/review`, { verdict, note: '无医院请求' }, as);
    await refused(review('justified', { as: 'auditor' }), 'role_not_allowed', 403);
    assert.equal((await review('not_justified', audit)).status, 200);
    await refused(review('justified', audit), 'break_glass_reviewed');
    assert.equal((await alarms()).filter((each) => each.person === person).length, 1);
  });

  it('keeps a log of who looked at whom, for the audit administrator', async () => {
    const person = await server.person({ fen: 1_000 });
    await server.done('GET', `/v1/people/${person}/balance?purpose=${encodeURIComponent('本人到窗口查询')}&person_present=true`,
      undefined, { as: 'officer-330100' });
    await server.done('GET', `/v1/people/${person}/balance`, undefined, { as: 'officer-441900' });
    let views;
    for (const end = Date.now() + 2_000; Date.now() < end;) {
      ({ views } = await server.done('GET', '/v1/access/views', undefined, audit));
      views = views.filter((each) => each.person === person);
      if (views.length === 2) break;
    }
    assert.deepEqual(views.map(({ by, purpose, person_present: present }) => [by, purpose, present]), [
      ['agency_officer:1', '黑盒测试', false], ['agency_officer:4', '本人到窗口查询', true]]);
    const of = await server.done('GET', '/v1/access/views?staff=4&region=330100', undefined, audit);
    assert.ok(of.views.every(({ by }) => by === 'agency_officer:4'));
    // Of one person, found by number; page by page to the end; with the number beside the name.
    const number = identityNumber();
    const asked = await server.person({ identity_number: number, fen: 10 });
    for (let i = 0; i < 5; ++i) await server.done('GET', `/v1/people/${asked}/balance`);
    const found = await server.done('POST', '/v1/people/search', { identity_number: number }, audit);
    assert.equal(found.person, asked);
    assert.equal((await server.post('/v1/people/search', { name: '张三' }, audit)).json.code, 'member_missing', 'no list of names');
    const page = (after) => server.done('GET', `/v1/access/views?person=${asked}&limit=2${after ? `&after=${after}` : ''}`, undefined, audit);
    let all = [];
    for (const end = Date.now() + 2_000; all.length < 6 && Date.now() < end;) {
      all = [];
      for (let after; ;) {
        const told = await page(after);
        all.push(...told.views);
        if (!told.next) break;
        after = told.next;
      }
    }
    assert.equal(all.length, 6, 'the search that found them is one of them');
    assert.ok(all.every((each) => each.person === asked && /^\d{4}\*{10}/.test(each.person_number)), JSON.stringify(all));
    assert.deepEqual((await server.done('GET', `/v1/access/views?person=${asked}&from=2025-04-26`, undefined, audit)).views, []);
    assert.equal((await server.done('GET', `/v1/access/views?person=${asked}&from=2025-04-25`, undefined, audit)).views.length, 6);
    await refused(server.get('/v1/access/views', system), 'role_not_allowed', 403);
  });

  it('leaves a database that verifies', async () => {
    await server.stop();
    assert.match(server.run('verify'), /OK/);
    await server.start();
  });
});
