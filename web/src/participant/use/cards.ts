import { get, type Reason } from '@/shared/api';
import { useLoading } from '@/shared/loading';
import { own, person } from './session';

export interface Card {
  card: string; region: string; region_name: string; bank: string; why: string; production: string; number?: string;
  medical_function: string; bank_function: string; activate_by?: string; taken_on?: string; dead_on?: string;
  ready_by?: string;                                                    // while it is made
}
export type Offer = 'order_first' | 'replace_lost' | 'replace_damaged' | 'activate' | 'report' | 'cancel_loss' | 'reopen_account';
// `offers`: what would be granted now; nothing else is offered on any page.
export interface Cards { production: string; cards: Card[]; current?: string; card?: string; holds?: Reason[]; e_certificate: string;
  offers: Offer[]; cancel_loss_at?: 'online' | 'counter'; reopen_account_at?: 'online' | 'counter';
  e_certificate_serves: boolean;           // now, by what holds the card
  e_certificate_while_lost?: boolean }     // what the card's place says of it

export const useCards = () => useLoading((signal) => get<Cards>(own('cards'), {}, { signal }), [person]);

// Where an offer is taken up.
export function wayOf(offer: Offer, card?: Card) {
  const at = card ? { region: card.region, bank: card.bank } : {};
  return {
    order_first: { path: '/apply/card_order', query: { why: 'first', ...at } },
    replace_lost: { path: '/apply/card_order', query: { why: 'loss', ...at } },
    replace_damaged: { path: '/apply/card_order', query: { why: 'damage', ...at } },
    activate: { path: `/card/${card?.card}/activation` },
    report: { path: `/card/${card?.card}/loss` },
    reopen_account: { path: '/card' },
    cancel_loss: { path: '/apply/seal_release', query: { cause: 'loss', region: card?.region } },
  }[offer];
}
