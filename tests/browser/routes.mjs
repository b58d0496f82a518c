// The routes of a door, read from its own router: what somebody adds there is walked, or the walk
// says that it does not know where to go.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = (path) => readFileSync(fileURLToPath(new URL(`../../web/src/${path}`, import.meta.url)), 'utf8');

export const routesOf = (door) => [...source(`${door}/router.ts`).matchAll(/^ {2}page\('([^']+)'/gm)].map(([, path]) => path);
export const simpleRoutesOf = (door) => [...source(`${door}/main.ts`).matchAll(/\{ path: '([^']+)', component/g)].map(([, path]) => path);
export const servicesOf = () => [...source('participant/use/services.ts').matchAll(/service: '([a-z_]+)', path/g)].map(([, name]) => name);
export const intakesOf = () => [...source('agency/words/services.ts').matchAll(/\{ name: '([a-z_.]+)'/g)].map(([, name]) => name);

// "/cases/:path/:id" with what stands for its parts, as often as there are: each a whole address.
export function addresses(routes, known) {
  return routes.flatMap((route) => {
    if (!route.includes(':')) return [route];
    if (!known[route]) throw new Error(`the walk knows no address for the route ${route}`);
    return known[route];
  });
}
