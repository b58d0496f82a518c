// One line per page. Each is loaded when it is first needed; `open` pages need no sign-in.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { loadMe } from './use/session';

declare module 'vue-router' {
  interface RouteMeta { title: string; open?: boolean; tab?: string }
}

const page = (path: string, title: string, component: RouteRecordRaw['component'], more = {}): RouteRecordRaw =>
  ({ path, component, props: true, meta: { title: `page.${title}`, ...more } } as RouteRecordRaw);

export const routes: RouteRecordRaw[] = [
  page('/', 'home', () => import('./pages/Home.vue'), { tab: 'home' }),
  page('/sign-in', 'sign_in', () => import('./pages/SignIn.vue'), { open: true }),
  page('/register', 'register', () => import('./pages/Register.vue'), { open: true }),
  page('/secret', 'secret', () => import('./pages/Secret.vue')),
  page('/services', 'services', () => import('./pages/Services.vue'), { tab: 'services' }),
  page('/enquiries', 'enquiries', () => import('./pages/Enquiries.vue'), { tab: 'enquiries' }),
  page('/me', 'me', () => import('./pages/Me.vue'), { tab: 'me' }),
  page('/transfer', 'transfer', () => import('./pages/Transfer.vue')),
  page('/transfer/apply', 'transfer_apply', () => import('./pages/TransferApply.vue')),
  page('/cases', 'cases', () => import('./pages/Cases.vue')),
  page('/cases/:path/:id', 'case', () => import('./pages/Case.vue')),
  page('/sealed', 'sealed', () => import('./pages/Sealed.vue')),
  page('/apply/:service', 'apply', () => import('./pages/Apply.vue')),
  page('/card', 'card', () => import('./pages/Card.vue')),
  page('/card/:id/activation', 'activate', () => import('./pages/Activate.vue')),
  page('/card/:id/loss', 'loss', () => import('./pages/Loss.vue')),
  page('/code', 'code', () => import('./pages/Code.vue')),
  page('/places', 'places', () => import('./pages/Places.vue')),
  page('/credits', 'credits', () => import('./pages/Credits.vue')),
  page('/contributions', 'contributions', () => import('./pages/Contributions.vue')),
  page('/ledger', 'ledger', () => import('./pages/Ledger.vue')),
  page('/what-if', 'what_if', () => import('./pages/WhatIf.vue')),
  page('/entitlement', 'entitlement', () => import('./pages/Entitlement.vue')),
  page('/retirement', 'retirement', () => import('./pages/Retirement.vue')),
  page('/family', 'family', () => import('./pages/Family.vue')),
  page('/documents', 'documents', () => import('./pages/Documents.vue')),
  page('/messages', 'messages', () => import('./pages/Messages.vue')),
  page('/views', 'views', () => import('./pages/Views.vue')),
  page('/zones', 'zones', () => import('./pages/Zones.vue')),
  page('/places/:region', 'region', () => import('./pages/Region.vue')),
  page('/guides/:region/:service', 'guide', () => import('./pages/Guide.vue')),
  page('/search', 'search', () => import('./pages/Search.vue')),
  page('/care', 'care', () => import('./pages/Care.vue')),
  page('/care/terms', 'care_terms', () => import('./pages/CareTerms.vue')),
  page('/reimbursable', 'reimbursable', () => import('./pages/Reimbursable.vue')),
  page('/visits', 'visits', () => import('./pages/Visits.vue')),
  page('/retiree-payout', 'retiree_payout', () => import('./pages/RetireePayout.vue')),
  page('/identity-change', 'identity_change', () => import('./pages/IdentityChange.vue')),
  page('/numbers', 'numbers', () => import('./pages/MergedNumbers.vue')),
  page('/calls', 'calls', () => import('./pages/Calls.vue')),
  page('/settings', 'settings', () => import('./pages/Settings.vue')),
  page('/:rest(.*)*', 'lost', () => import('./pages/Lost.vue'), { open: true }),
];

export const router = createRouter({ history: createWebHistory('/app/'), routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 } });

router.beforeEach(async (to) => {
  if (to.meta.open) return true;
  const who = await loadMe();
  if (!who) return { path: '/sign-in', query: { to: to.fullPath } };
  if (who.must_change_secret && to.path !== '/secret') return '/secret';
  return true;
});
