// One line per page; each is loaded when it is first needed. `roles` says whose menu shows it: what a
// role may ask is the server's to decide.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import services from 'virtual:names/service';
import { loadMe } from './use/session';

declare module 'vue-router' {
  interface RouteMeta { title: string; open?: boolean; menu?: string; key?: string; roles?: string[] }
}

const officers = ['agency_officer', 'senior_officer'];
const desk = [...officers, 'auditor'];
const windows = ['county_window', 'community'];
const admins = ['system_admin', 'security_admin', 'audit_admin'];

const page = (path: string, title: string, component: RouteRecordRaw['component'], more: Record<string, unknown> = {}): RouteRecordRaw =>
  ({ path, component, props: true, meta: { title, ...more } } as RouteRecordRaw);

export const routes: RouteRecordRaw[] = [
  page('/', '待办', () => import('./pages/Queue.vue'), { menu: '办理', key: 'q', roles: desk }),
  page('/people', '查找参保人', () => import('./pages/People.vue'), { menu: '办理', key: 'p', roles: [...officers, ...windows] }),
  page('/cards', '制卡台', () => import('./pages/Cards.vue'), { menu: '办理', key: 'k', roles: officers }),
  page('/assistance', '电话协助', () => import('./pages/Assistance.vue'), { menu: '办理', key: 't', roles: officers }),
  page('/company-moves', '成建制转移', () => import('./pages/CompanyMoves.vue'), { menu: '办理', roles: desk }),
  page('/company-moves/:move', '成建制转移', () => import('./pages/CompanyMove.vue')),
  page('/calls', '热线来电', () => import('./pages/Calls.vue'), { menu: '办理', key: 'l', roles: desk }),
  page('/money', '到账与匹配', () => import('./pages/Money.vue'), { menu: '资金', key: 'm', roles: desk }),
  page('/clearing', '清算', () => import('./pages/Clearing.vue'), { menu: '资金', roles: desk }),
  page('/clearing/:number', '清算单', () => import('./pages/ClearingStatement.vue')),
  page('/employers', '单位欠费', () => import('./pages/Employers.vue'), { menu: '资金', key: 'e', roles: desk }),
  page('/runs', '批量办理', () => import('./pages/Runs.vue'), { menu: '资金', key: 'r', roles: desk }),
  page('/statistics', '统计', () => import('./pages/Statistics.vue'), { menu: '管理', key: 's', roles: desk }),
  page('/reconciliation', '对账与提醒', () => import('./pages/Reconciliation.vue'), { menu: '管理', roles: desk }),
  page('/providers', '定点医药机构', () => import('./pages/Providers.vue'), { menu: '管理', key: 'h', roles: desk }),
  page('/providers/:place/:code', '定点医药机构', () => import('./pages/Provider.vue')),
  page('/agency', '经办机构信息', () => import('./pages/Agency.vue'), { menu: '管理', roles: officers }),
  page('/staff', '人员与班次', () => import('./pages/Staff.vue'), { menu: '管理', roles: ['senior_officer', ...admins, 'auditor'] }),
  page('/staff/:id', '工作人员', () => import('./pages/Member.vue')),
  page('/operations', '运维', () => import('./pages/Operations.vue'), { menu: '管理', roles: ['operator', 'policy_officer', 'auditor'] }),
  page('/clients', '接入端', () => import('./pages/Clients.vue'), { menu: '管理', roles: [...admins, 'operator', 'auditor'] }),
  page('/policies', '政策参数', () => import('./pages/Policies.vue'), { menu: '查阅', key: 'o' }),
  page('/guides', '办事指南', () => import('./pages/Guides.vue'), { menu: '查阅', key: 'i' }),
  page('/access', '查看记录', () => import('./pages/AccessLog.vue'), { menu: '查阅', roles: ['auditor', 'audit_admin'] }),
  page('/people/:id', '参保人', () => import('./pages/Person.vue')),
  page('/people/:id/intake/:name', '窗口受理', () => import('./pages/Intake.vue')),
  page('/cases/:service/:id', '办件', () => import('./pages/Case.vue')),
  page('/me', '我的登录', () => import('./pages/Me.vue')),
  page('/sign-in', '登录', () => import('./pages/SignIn.vue'), { open: true }),
  { ...page('/:rest(.*)*', '没有这一页', () => import('./pages/Lost.vue'), { open: true }), name: 'lost' },
];

export const router = createRouter({ history: createWebHistory('/agency/'), routes });

router.beforeEach(async (to) => {
  // A case of no service that there is: what stands in an address is not written into anybody's record.
  if (typeof to.params.service === 'string' && !(to.params.service in services)) return { name: 'lost', params: { rest: to.path.split('/').slice(1) }, replace: true };
  if (to.meta.open) return true;
  const who = await loadMe();
  if (!who) return { path: '/sign-in', query: { to: to.fullPath } };
  // A secret that serves once opens nothing but its change.
  if (who.must_change_secret && to.path !== '/me') return { path: '/me', query: { to: to.fullPath } };
  // Whoever has no queue begins where their work is.
  if (to.path === '/' && !desk.includes(who.role)) {
    const first = routes.find((each) => each.meta?.menu && (!each.meta.roles || each.meta.roles.includes(who.role)));
    return first?.path ?? true;
  }
  return true;
});
router.afterEach((to) => { document.title = `${to.meta.title} · 医保经办`; });
