// Strong ids: an int64 that cannot be taken for another kind of id. Zero means "none".
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace yibao {

template<class Tag>
class Id {
 public:
  constexpr Id() = default;
  explicit constexpr Id(std::int64_t value) : value_(value) {}
  constexpr std::int64_t value() const { return value_; }
  constexpr bool is_none() const { return value_ == 0; }
  constexpr auto operator<=>(const Id&) const = default;

 private:
  std::int64_t value_ = 0;
};

using PersonId = Id<struct PersonTag>;
using EmployerId = Id<struct EmployerTag>;
using EnrolmentId = Id<struct EnrolmentTag>;
using AccountId = Id<struct AccountTag>;
using PostingId = Id<struct PostingTag>;
using CaseId = Id<struct CaseTag>;
using HoldId = Id<struct HoldTag>;
using MaterialId = Id<struct MaterialTag>;
using StaffId = Id<struct StaffTag>;
using EntryId = Id<struct EntryTag>;  // one command's entry in the journal
using RemittanceId = Id<struct RemittanceTag>;

}  // namespace yibao

template<class Tag>
struct std::hash<yibao::Id<Tag>> {
  std::size_t operator()(yibao::Id<Tag> id) const noexcept {
    return std::hash<std::int64_t>()(id.value());
  }
};
