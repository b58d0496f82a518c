// The services that there is a guide to, and what each guide says at a place.
#pragma once

#include <span>
#include <string_view>

#include "business/guide/writer.h"
#include "policy/parameters.h"

namespace yibao::guide {

struct Topic {
  std::string_view service;  // as in the path: /v1/agencies/441900/guides/transfer
  std::string_view title;    // a code: its words are the heading
  void (*write)(Writer& writer, const policy::RegionPolicy& policy);
};

std::span<const Topic> topics();
const Topic* find_topic(std::string_view service);  // null where there is no guide

Guide write_guide(const Topic& topic, const policy::RegionPolicy& policy);

// One function per service, each in a file of its own.
void write_transfer(Writer& writer, const policy::RegionPolicy& policy);
void write_coverage(Writer& writer, const policy::RegionPolicy& policy);
void write_coverage_guide(Writer& writer, const policy::RegionPolicy& policy);
void write_arrears(Writer& writer, const policy::RegionPolicy& policy);
void write_enquiry(Writer& writer, const policy::RegionPolicy& policy);
void write_resident(Writer& writer, const policy::RegionPolicy& policy);
void write_card(Writer& writer, const policy::RegionPolicy& policy);
void write_release(Writer& writer, const policy::RegionPolicy& policy);
void write_place_change(Writer& writer, const policy::RegionPolicy& policy);
void write_loss(Writer& writer, const policy::RegionPolicy& policy);
void write_cash_out(Writer& writer, const policy::RegionPolicy& policy);
void write_inheritance(Writer& writer, const policy::RegionPolicy& policy);
void write_family_aid(Writer& writer, const policy::RegionPolicy& policy);
void write_appeal(Writer& writer, const policy::RegionPolicy& policy);
void write_refund(Writer& writer, const policy::RegionPolicy& policy);
void write_record(Writer& writer, const policy::RegionPolicy& policy);
void write_certificate(Writer& writer, const policy::RegionPolicy& policy);
void write_suspension(Writer& writer, const policy::RegionPolicy& policy);
void write_newborn(Writer& writer, const policy::RegionPolicy& policy);
void write_retirement(Writer& writer, const policy::RegionPolicy& policy);
void write_company(Writer& writer, const policy::RegionPolicy& policy);

// Shared by the services that are filed in the common way: where, and what happens to it.
void write_channels(Writer& writer, const policy::RegionPolicy& policy);
void write_steps(Writer& writer, const policy::RegionPolicy& policy);
void write_filing(Writer& writer, const policy::RegionPolicy& policy);
// Of what no page does: only the counter and the telephone.
void write_counter_channels(Writer& writer, const policy::RegionPolicy& policy);

}  // namespace yibao::guide
