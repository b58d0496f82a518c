// With which scopes of an authorisation a page is of use (授权范围), the longest beginning of its path
// first. The server has the last word.
import { covers } from './session';

const needed: readonly (readonly [string, readonly string[]])[] = [
  ['/apply/card_order', ['card']], ['/apply', ['application']], ['/identity-change', ['application']], ['/retiree-payout', ['application']],
  ['/card', ['card', 'enquiry']], ['/code', ['card']], ['/transfer', ['transfer', 'enquiry']],
];
const forAnybody = ['/zones', '/search', '/family', '/services', '/settings', 'tel:'];

export function reaches(path: string): boolean {
  if (forAnybody.some((each) => path.startsWith(each))) return true;
  return covers(...(needed.find(([begin]) => path.startsWith(begin))?.[1] ?? ['enquiry']));
}
