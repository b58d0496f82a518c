// What an officer looks at a person for, as it is written down and as the person reads it: in Chinese,
// whatever language the officer's pages speak.
import services from 'virtual:names/service';

export const otherPurpose = '其他';
export const purposes = ['本人到窗口办理业务', '本人到窗口查询', '代办人持授权到窗口', '办理办件需要核实', '核查投诉、申诉', '处理异地来函'];

// The table's own word, past what English makes of it (shared/language.ts).
export const casePurpose = (service: string) =>
  `办理办件:${(Object.getOwnPropertyDescriptor(services, service)?.value as string | undefined) ?? service}`;

// Of those who watch over the others: no counter is theirs, and nobody stands before them.
export const auditPurposes = ['抽查查看记录', '核查投诉、申诉', '审查应急查看', '专项审计'];
