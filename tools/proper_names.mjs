// What stays Chinese in an English sentence: the titles of official texts, what a file or an app has as a
// name of something that people must find as it is written, and (in answers) places.
const known = ['国家医保服务平台', '我的医保', '个人医保查询', '城市服务', '市民中心', '医保中心', '社保局', '医保', '结算ID', '报文ID'];
const names = new RegExp(`《[^》]*》|〔\\d{4}〕\\d+号|[“(（]?(?:${known.join('|')})[”)）]?`, 'g');
const places = /[\u3400-\u9fff]+?(?:省|自治区|自治州|兵团|地区|市|州|盟|区|县)(?![\u3400-\u9fff])|全国/g;
const han = /[\u3000-\u9fff\uff00-\uffef]/;

// Of the words in messages/en.
export const chinese_in = (text) => han.test(text.replace(names, ''));
// Of a sentence as it is told, with places filled in.
export const chinese_told = (text) => han.test(text.replace(names, '').replace(places, ''));
