// What a call to the hotline was about, and what happened in it, step by step.
import { english, codeInWords } from '@/shared/language';

export const lines: Record<string, string> = { medical: '12393 医保', social: '12333 人社' };
export const topics: Record<string, string> = { none: '没有选择', balance: '账户余额', credits: '每月划入', months: '缴费月数', progress: '办理进度', status: '参保状态',
  activation: '电话激活', loss: '挂失', guide: '办事指南' };
const events: Record<string, string> = { place: '接通', not_placed: '接通,地区不明', turn_away: '当天次数过多,未受理', find_region: '选定地区', ask_who: '请输入证件号码', ask_password: '请输入查询密码',
  ask_proof: '核实身份', ask_card: '请输入卡号', ask_factor: '选择核实方式', take_password: '用查询密码', send_code: '发送验证码', confirm: '请确认', open_guides: '打开办事指南', slow_down: '调整语速',
  answer: '播报', find_nobody: '没有参保记录', not_offered: '当地没有开通', done: '办理成功', refused: '不予办理', wrong_pair: '证号与卡号不符', wrong: '输入有误', last_try: '连续输错,结束',
  unclear: '没有这个选项', silence: '没有按键', nobody_there: '一直没有按键,结束', repeat: '重听', back: '返回主菜单', go_to_person: '转人工', person_away: '人工不在服务时间', too_long: '步数用完,结束', hang_up: '挂机' };
export const callEventWord = (code: string) => events[code] ?? (english.value ? codeInWords(code) : code);
