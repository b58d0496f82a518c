// A card as the bank on its face sees it: its two functions, what may be activated here, what stands in the way.
import type { Told } from '@/front/told';

export interface Way { open: boolean; reasons: Told[] }
export interface BankCard {
  person: string;
  card: string;
  name: string;
  identity_number: string;
  region_name: string;
  bank: string;
  production: string;
  medical_function: 'active' | 'inactive';
  medical_since?: string;
  bank_function: 'active' | 'inactive';
  bank_since?: string;
  activate_by?: string;
  dead_on?: string;
  has_phone: boolean;
  bank_activation: Way;
  medical_at_outlet: Way;
  medical_on_line: Way;
  by_holder: Way; // not where a guardian must act
  agents: { authorisation: string; kind: 'guardian' | 'proxy'; name: string }[];
  materials: Record<'holder' | 'guardian' | 'proxy', string[]>; // of an agent besides those of the holder
  holds: { cause: string; released_here: boolean; reasons: Told[] }[];
}

const papers: Record<string, string> = {
  identity_document: '持卡人身份证件原件',
  identity_document_copy: '持卡人身份证件复印件',
  social_security_card: '社保卡原件',
  birth_certificate: '出生证明',
  household_book: '户口簿',
  authorisation_letter: '授权委托书',
  agent_identity_document: '监护人或代办人身份证件',
};
export const paperWord = (slot: string) => papers[slot] ?? slot;
