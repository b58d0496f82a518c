// Settlements as the interface tells them: setlinfo, setldetail, detlcutinfo, of texts, for
// provider::write_output().
#pragma once

#include <string>
#include <vector>

#include "base/region_table.h"
#include "base/tree.h"
#include "business/person/types.h"
#include "business/use_case.h"
#include "business/visit/types.h"

namespace yibao::visit {

struct Settled {
  Settlement settlement;
  person::Person person;  // opened
  std::vector<Line> lines;
  Instant visit_recorded_at;  // part of its number
  std::string told = {};      // on what terms the fund has paid; empty: the ordinary ones
};

// The answer of a settlement or a reversal; each transaction's table takes the fields that it has.
Tree present_settled(const Settled& settled, const business::Context& context);
// baseinfo and the like: psn_no, certno, psn_name, gend, brdy, age …
Tree present_person(const person::Person& person, const business::Context& context);
// The sentences of all reasons, as far as a field takes them.
std::string words_of(const std::vector<Reason>& reasons, const business::Context& context,
                     std::size_t characters_max);
// 清算类别 (clr_type) of a kind of care: 14 门诊慢特病, 41 药店购药, 11 门诊 everything else.
std::string_view clearing_type(std::string_view kind);
// 结算经办机构 (setl_optins), as clr_optins of the answers tells it. None where it is no region.
RegionCode clearing_agency(const std::string& text, const RegionTable& regions);
std::string rate_text(Rate rate);  // 2000 basis points: "0.2"
// "14:30 on a day" as the interface writes it: yyyy-MM-dd HH:mm:ss
std::string clock_text(Instant moment);
// A moment as it was sent; a day that came without its time begins it (R19).
std::string moment_text(const std::string& sent, Date day);
std::string visit_number(VisitId id, Instant recorded_at, const business::Context& context);
std::string settlement_number(SettlementId id, Instant recorded_at,
                              const business::Context& context);
// 11 在职, 12 退休, 15 居民. As bills of that day are settled: who has retired and has not the
// years pays on, and is settled as somebody in service.
std::string person_type(const person::Person& person, const std::string& insurance, Date on);

}  // namespace yibao::visit
