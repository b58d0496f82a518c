#include "business/visit/rules.h"

#include <algorithm>

namespace yibao::visit {

namespace {

constexpr std::int64_t kOne = 10'000;  // one unit, in ten-thousandths
// 1 亿元 in one line is a mistyped amount; two thousand of them still have a sum.
constexpr std::int64_t kLineFenMax = 10'000'000'000;

// 自付比例: of 丙类 all, of 乙类 what is paid first.
Rate own_share(const Item& item) {
  if (item.level == ItemLevel::own) return Rate::basis_points(kOne);
  return item.level == ItemLevel::part ? item.first_paid : Rate();
}

// What a total may differ by from its rounded price, times the quantity: many a HIS divides the
// total, and sends the price with two to four decimals. Others divide the quantity (a third of a
// box), of which four decimals are left. A fen besides, for the total itself.
__int128 rounding_fen(std::string_view written, std::int64_t price, std::int64_t quantity) {
  const std::size_t point = written.find('.');
  std::size_t decimals = 0;
  if (point != std::string_view::npos) {
    decimals = written.find_last_not_of('0') - std::min(written.find_last_not_of('0'), point);
  }
  __int128 unit = kOne;  // a hundredth of a yuan, in ten-thousandths of a fen
  for (std::size_t i = 2; i < std::min<std::size_t>(decimals, 4); ++i) unit /= 10;
  if (decimals > 4) unit *= 2;  // cut off, and not rounded
  const __int128 by_price = static_cast<__int128>(quantity) * unit / (2 * kOne * kOne);
  const __int128 by_quantity = quantity % kOne == 0 ? 0 : price / (2 * kOne * 100);
  return 1 + by_price + by_quantity;
}

}  // namespace

std::optional<std::int64_t> ten_thousandths(std::string_view text) {
  const std::size_t point = text.find('.');
  std::string digits(text.substr(0, point));
  std::string part(point == std::string_view::npos ? "" : text.substr(point + 1));
  while (part.size() > 4 && part.back() == '0') part.pop_back();
  if (digits.empty() || digits.size() > 12 || part.size() > 4) return std::nullopt;
  part.append(4 - part.size(), '0');
  digits += part;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoll(digits);
}

// 甲类全部纳入支付范围;乙类先由个人自付一定比例;目录外费用由个人自费;超过支付标准的部分由个人负担。
Line divide(Line line, const Item& item, std::int64_t quantity) {
  line.level = item.level;
  line.charge_kind = item.charge_kind;
  line.price_limit = item.level == ItemLevel::own ? std::nullopt : item.price_limit;
  line.own_share = own_share(item);
  if (item.level == ItemLevel::own) {
    line.own_paid = line.amount;
    return line;
  }
  Money left = line.amount;
  if (item.price_limit) {
    // Many of little each are more than an integer holds.
    const auto limit = static_cast<__int128>(item.price_limit->fen()) * quantity / kOne;
    if (left.fen() > limit) {
      const Money most = Money::fen(static_cast<std::int64_t>(limit));
      line.over_limit = left - most;
      left = most;
    }
  }
  if (item.level == ItemLevel::part) line.first_paid = item.first_paid.of(left);
  line.in_scope = left - line.first_paid;
  return line;
}

Scope sum(const std::vector<Line>& lines) {
  Scope scope;
  for (const Line& line : lines) {
    scope.total += line.amount;
    scope.own_paid += line.own_paid;
    scope.over_limit += line.over_limit;
    scope.first_paid += line.first_paid;
    scope.in_scope += line.in_scope;
  }
  YB_CHECK(scope.total == scope.own_paid + scope.over_limit + scope.first_paid + scope.in_scope,
           "a bill that does not divide into its parts");
  return scope;
}

FundShare fund_share(const FundFacts& facts) {
  if (facts.percent <= 0 || facts.rate.basis_points() == 0) return {};
  const Money left_of_deductible = std::max(Money(), facts.deductible - facts.deductible_used);
  FundShare share;
  share.deductible = std::min(facts.in_scope, left_of_deductible);
  const Money above = facts.in_scope - share.deductible;
  share.fund = facts.rate.of(Rate::basis_points(facts.percent * 100).of(above));
  if (!facts.ceiling.is_zero()) {
    share.fund = std::min(share.fund, std::max(Money(), facts.ceiling - facts.paid_so_far));
  }
  return share;
}

Money payable_from_account(const Scope& scope, Money fund) {
  return scope.in_scope + scope.first_paid - fund;
}

Verdict check_line(const Line& line) {
  const auto wrong = [&](const char* code) {
    return refuse(RefusalKind::malformed, code,
                  {{"serial", line.serial}, {"amount", line.amount.to_display()}});
  };
  const bool below = line.quantity.starts_with('-') || line.price.starts_with('-');
  if (below || line.amount < Money()) return wrong("fee_line_not_above_zero");
  if (line.amount.fen() > kLineFenMax) return wrong("fee_line_too_large");
  std::string text = line.price;
  const std::size_t point = text.find('.');
  // Six decimals are printed, and four counted.
  if (point != std::string::npos && text.size() > point + 5) text.resize(point + 5);
  const std::optional<std::int64_t> price = ten_thousandths(text);
  const std::optional<std::int64_t> quantity = ten_thousandths(line.quantity);
  if (!price || !quantity) return wrong("fee_line_amount_differs");
  // Twelve digits by twelve are more than an integer holds.
  const __int128 fen = (static_cast<__int128>(*price) * *quantity + 500'000) / 1'000'000;
  const __int128 apart = fen - line.amount.fen();
  const __int128 most = rounding_fen(line.price, *price, *quantity);
  if (apart < -most || apart > most) return wrong("fee_line_amount_differs");
  return Nothing{};
}

Verdict check_line_day(const Line& line, Date visit_begun_on) {
  if (line.happened_on >= visit_begun_on) return Nothing{};
  return refuse("fee_line_before_visit", {{"serial", line.serial},
                                          {"day", line.happened_on.to_string()},
                                          {"begun_on", visit_begun_on.to_string()}});
}

}  // namespace yibao::visit
