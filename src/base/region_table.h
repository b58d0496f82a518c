// The places of the country (行政区划, GB/T 2260) and the pooling region (统筹区) each belongs to.
// The data are data/regions.csv, made by tools/make_regions.mjs; who reads the file is elsewhere.
//
// The table is of one day, without history. The first digits of an identity number may be those
// of a county long abolished: they are not looked up here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "base/region_code.h"

namespace yibao {

enum class RegionKind { nation, province, city, county };

class RegionTable {
 public:
  static constexpr std::size_t kMaxRegions = 10'000;

  // Lines "code,name" under that header, codes ascending, each with its city and province above
  // it. A broken line is refused as region_table_line, with its number and the problem.
  static Decision<RegionTable> parse(std::string_view csv);

  std::size_t size() const { return rows_.size(); }
  bool exists(RegionCode code) const { return find(code) != nullptr; }
  std::string name(RegionCode code) const;       // 东莞市; empty where the place is unknown
  std::string full_name(RegionCode code) const;  // 广东省东莞市; empty where the place is unknown
  // By the digits alone. A city without districts (441900) is a city, 济源市 (419001) a county.
  static RegionKind kind(RegionCode code);

  // The region whose fund covers a place: its city. Where the fund is another's:
  //   a municipality and all its districts    → the municipality, 310115 → 310000
  //   a county or city right under a province → itself, 419001 → 419001
  //   a special unit of 医保区划, 440399       → its city, 440300
  //   a code whose city is unknown            → its province, 139900 → 130000
  //   the nation → itself; a code whose province is unknown → none
  RegionCode pooling_region(RegionCode code) const;
  // Has it a fund of its own (统筹区)? The nation, a province whose cities have them and 港澳台
  // have none, and a district is covered by its city's.
  bool is_pooling_region(RegionCode code) const;
  // 内地: the insurance of 港澳台 is another.
  static bool is_mainland(RegionCode code);

  // The places right below one: the provinces of the nation, the cities of a province, the
  // counties of a city. Headings such as 市辖区 are passed over: their counties come instead.
  std::vector<RegionCode> list(RegionCode parent) const;

 private:
  struct Row {
    RegionCode code;
    std::string name;
  };
  RegionTable() = default;
  const Row* find(RegionCode code) const;

  std::vector<Row> rows_;  // by code
};

}  // namespace yibao
