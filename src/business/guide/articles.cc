#include "business/guide/articles.h"

#include <array>

namespace yibao::guide {

namespace {

using policy::RegionPolicy;

void write_gap(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_gap_grace", policy.gap.grace_months);
  guide.say("article_gap_wait", policy.gap.wait_months_with_backpay,
            policy.gap.wait_months_without_backpay);
  guide.say("article_gap_late_fee", policy.arrears.late_fee_per_day);
}

void write_aid(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_aid_relations", policy.aid.relations_widened);
  guide.say("article_aid_limit", policy.aid.limit_per_year);
  guide.say("article_aid_working_days", policy.aid.working_days);
}

void write_cash_out(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_cash_out_only");
  guide.say("article_cash_out_working_days", policy.cash_out.working_days);
  guide.say("article_cash_out_inheritance", policy.inheritance.working_days);
}

void write_years(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_years", policy.retirement.years_men, policy.retirement.years_women);
  guide.say("article_years_local", policy.retirement.local_actual_years);
  guide.say("article_years_counted_once");
}

void write_standard(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_standard_employee", policy.contribution.employee_personal_rate,
            policy.contribution.employee_employer_rate);
  guide.say("article_standard_flexible", policy.contribution.flexible_rate);
  guide.say("article_standard_base", policy.contribution.base_minimum,
            policy.contribution.base_maximum);
  guide.say("article_standard_resident", policy.contribution.resident_yearly_personal);
}

void write_credit(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_credit_rate", policy.account.credit_rate);
  guide.say("article_credit_carried_over");
}

void write_transfer_article(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_transfer_days", policy.transfer.origin_working_days,
            policy.transfer.target_working_days);
  guide.say("article_transfer_tracker");
}

void write_sealed(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_sealed");
  guide.say("article_sealed_working_days", policy.release.working_days);
}

void write_activation(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_activation", policy.activation.real_name_level);
}

void write_place(Writer& guide, const RegionPolicy& policy) {
  guide.say("article_place", policy.place_change.review_working_days);
}

constexpr std::array<Article, 10> kArticles{{
    {"gap", "article_about_gap",
     "断交补交\n断缴\n断交\n补缴\n补交\n停缴\n中断缴费\n断保\n等待期\n滞纳金\n"
     "missed contribution\nunpaid month\nwaiting period\nlate fee\npay up",
     "arrears", &write_gap},
    {"family_aid", "article_about_aid",
     "家庭共济\n共济\n家庭账户\n绑定家人\n给家人用\n家人使用\n"
     "family aid\nfamily account\nrelative\nshare my account",
     "family_aid", &write_aid},
    {"cash_out", "article_about_cash_out",
     "个人账户取钱\n取钱\n提取\n取现\n取出来\n一次性支取\n继承\n"
     "cash out\nwithdraw\ninheritance\ninherit",
     "cash_out", &write_cash_out},
    {"contribution_years", "article_about_years",
     "缴费年限\n累计年限\n交多少年\n缴多少年\n退休年限\n视同缴费\n"
     "contribution years\nyears of contribution\nretirement\nhow many years",
     "retirement", &write_years},
    {"contribution_standard", "article_about_standard",
     "缴费标准\n缴费基数\n费率\n交多少钱\n缴多少钱\n居民医保多少钱\n灵活就业\n"
     "contribution rate\ncontribution base\nhow much to pay\nflexible worker\nresident",
     "resident", &write_standard},
    {"monthly_credit", "article_about_credit",
     "每月返钱\n返还\n返钱\n划账\n划入\n个人账户余额\n清零\n余额\n"
     "monthly credit\nbalance\ncredited",
     "enquiry", &write_credit},
    {"transfer", "article_about_transfer",
     "转移接续\n转移\n转入\n转出\n跨省转\n医保转\n"
     "transfer\nmove my insurance",
     "transfer", &write_transfer_article},
    {"sealed", "article_about_sealed",
     "封存\n解封\n冻结\n用不了\n不能用\n"
     "sealed\nseal\nfrozen\ndoes not work",
     "release", &write_sealed},
    {"activation", "article_about_activation",
     "激活\n社保卡激活\n电子凭证\n医保码\n挂失\n补卡\n"
     "activate\nactivation\ncard\ne-certificate\nlost",
     "card", &write_activation},
    {"place_change", "article_about_place",
     "参保地\n变更参保地\n切换参保地\n修改参保地\n"
     "place of insurance\nchange of place\nchange place",
     "place_change", &write_place},
}};

// 社会保险 of another office, and what is no insurance at all.
constexpr std::array<std::string_view, 14> kElsewhere{
    "养老金",       "养老保险",    "退休金",       "失业保险",     "失业金",
    "工伤保险",     "公积金",      "低保",         "企业年金",     "pension",
    "unemployment", "work injury", "housing fund", "social relief"};

// Nobody means another thing by a capital letter.
std::string lowered(std::string_view words) {
  std::string text(words);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// Calls `each` with every line of a list; true as soon as it says so.
template<class Each>
bool any_line(std::string_view lines, Each each) {
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    if (each(lines.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::span<const Article> articles() {
  return kArticles;
}

std::vector<const Article*> find_articles(std::string_view searched) {
  const std::string words = lowered(searched);
  std::vector<const Article*> found;
  for (const Article& article : kArticles) {
    const bool meant = words.empty() || any_line(article.words, [&](std::string_view name) {
                         return words.find(name) != std::string_view::npos ||
                                name.find(words) != std::string_view::npos;
                       });
    if (meant) found.push_back(&article);
  }
  return found;
}

std::string_view elsewhere(std::string_view searched) {
  const std::string words = lowered(searched);
  for (const std::string_view each : kElsewhere) {
    if (words.find(each) != std::string_view::npos) return each;
  }
  return {};
}

std::optional<RegionCode> named_city(std::string_view words, const RegionTable& regions) {
  constexpr std::string_view kCity = "市";
  for (const RegionCode province : regions.list(RegionCode::nation())) {
    for (const RegionCode city : regions.list(province)) {
      std::string name = regions.name(city);
      if (name.ends_with(kCity)) name.resize(name.size() - kCity.size());
      // Names of one character would be found anywhere.
      if (name.size() > 3 && words.find(name) != std::string_view::npos) {
        return regions.pooling_region(city);
      }
    }
  }
  return std::nullopt;
}

}  // namespace yibao::guide
