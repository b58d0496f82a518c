#include "business/inheritance/rules.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>

#include "base/check.h"

namespace yibao::inheritance {

namespace {

// Amount × share needs more than 64 bits.
__extension__ using Wide = __int128;

constexpr std::int64_t kBasisPoints = 10'000;

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

// None where it would be out of proportion.
std::optional<std::int64_t> common_denominator(std::span<const Share> shares) {
  std::int64_t common = 1;
  for (const Share& share : shares) {
    common = common / std::gcd(common, share.denominator) * share.denominator;
    if (common > kCommonDenominatorMax) return std::nullopt;
  }
  return common;
}

std::int64_t parts_of(const Share& share, std::int64_t common) {
  return share.numerator * (common / share.denominator);
}

std::int64_t sum_of_parts(std::span<const Share> shares, std::int64_t common) {
  std::int64_t sum = 0;
  for (const Share& share : shares) sum += parts_of(share, common);
  return sum;
}

Share reduced(std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t common = std::gcd(numerator, denominator);
  return {numerator / common, denominator / common};
}

}  // namespace

std::optional<Share> parse_share(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto numerator = number_in(text.substr(0, slash));
  const auto denominator = slash == std::string_view::npos ? std::optional(kBasisPoints)
                                                           : number_in(text.substr(slash + 1));
  if (!numerator || !denominator || *numerator <= 0 || *denominator < *numerator ||
      *denominator > kDenominatorMax) {
    return std::nullopt;
  }
  return reduced(*numerator, *denominator);
}

// 各继承人的份额之和必须等于全部遗产。
Verdict check_shares(std::span<const Share> shares) {
  const std::optional<std::int64_t> common = common_denominator(shares);
  if (!common) {
    return refuse("shares_too_fine", {{"most", std::to_string(kCommonDenominatorMax)}});
  }
  const std::int64_t sum = sum_of_parts(shares, *common);
  if (sum == *common) return Nothing{};
  return refuse("shares_not_whole", {{"sum", reduced(sum, *common).to_string()}});
}

std::vector<Money> divide(Money total, std::span<const Share> shares) {
  YB_CHECK(check_shares(shares) && !shares.empty(), "shares that are not the whole");
  const std::int64_t common = *common_denominator(shares);
  struct Part {
    std::int64_t fen;
    std::int64_t remainder;
  };
  std::vector<Part> parts;
  std::int64_t left = total.fen();
  for (const Share& share : shares) {
    const Wide exact = static_cast<Wide>(total.fen()) * parts_of(share, common);
    parts.push_back(
        {static_cast<std::int64_t>(exact / common), static_cast<std::int64_t>(exact % common)});
    left -= parts.back().fen;
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t at) { return parts[at].remainder; });
  for (std::size_t i = 0; left > 0; ++i, --left) parts[order.at(i)].fen += 1;
  std::vector<Money> amounts;
  for (const Part& part : parts) amounts.push_back(Money::fen(part.fen));
  return amounts;
}

// 账户资金随关系转移、随编号合并: out of one account (207), into the next of the same case (107),
// or back (104).
std::vector<Stay> stays_of(const Traced& credit, std::span<const Traced> all) {
  using account::PostingCode;
  std::vector<Stay> stays{{credit.number, credit.region, credit.on, {}}};
  const Traced* left = nullptr;
  for (const Traced& each : all) {
    if (each.id <= credit.id) continue;
    Stay& last = stays.back();
    if (left == nullptr && each.code == PostingCode::transferred_out &&
        each.number == last.number && each.region == last.region) {
      last.until = each.on;
      left = &each;
    } else if (left != nullptr && each.other == left->other &&
               (each.code == PostingCode::transferred_in ||
                each.code == PostingCode::refund_received)) {
      stays.push_back({each.number, each.region, each.on, {}});
      left = nullptr;
    }
  }
  return stays;
}

std::vector<MonthCredit> month_credits(std::span<const Traced> all) {
  std::map<std::pair<std::string, std::int32_t>, MonthCredit> months;
  for (const Traced& each : all) {
    if (!each.month) continue;
    MonthCredit& month = months[{each.other, each.month->index()}];
    month.month = *each.month;
    month.fund = each.other;
    if (account::direction_of(each.code) == account::Direction::debit) {
      month.amount -= each.amount;
      month.posting = PostingId();
      continue;
    }
    const std::vector<Stay> stays = stays_of(each, all);
    const bool is_here = !stays.back().until;
    month.number = is_here ? stays.back().number : PersonId();
    month.region = is_here ? stays.back().region : RegionCode();
    month.posting = month.amount.is_zero() && stays.size() == 1 ? each.id : PostingId();
    month.amount += each.amount;
  }
  std::vector<MonthCredit> credits;
  for (auto& [key, month] : months) credits.push_back(std::move(month));
  return credits;
}

// 死亡次月起的划账应当冲回(效力矩阵 DEATH): the month of death itself was still the person's.
std::vector<MonthCredit> credits_after(Date died_on, std::span<const MonthCredit> credits) {
  std::vector<MonthCredit> after;
  for (const MonthCredit& credit : credits) {
    if (credit.month > Month::containing(died_on) && credit.amount > Money()) {
      after.push_back(credit);
    }
  }
  return after;
}

}  // namespace yibao::inheritance
