#include "business/place_change/form.h"

#include "base/employer_code.h"
#include "base/region_table.h"
#include "base/tree_text.h"
#include "business/place_change/rules.h"
#include "business/pooling_region.h"

namespace yibao::place_change {

namespace {

using business::FieldKind;

void read_from(business::Reader& reader, const business::Context& context, Tree& form) {
  const std::optional<RegionCode> from = reader.optional_region("from");
  if (!from || from->is_none()) return;
  const RegionCode place = business::covering_region(reader, *from, context);
  if (place.is_none()) return;
  form.set("from", place.to_string());
  form.set("from_name", context.regions->full_name(place));
  if (text_of(form, "region") == place.to_string()) {
    reader.add({"already_at_place", {{"region", place.to_string()}}, {}});
  }
}

void read_ground(business::Reader& reader, Tree& form) {
  const std::string reason = reader.code(
      "reason", {"work", "residence", "household", "newborn", "foreigner", "graduation", "other"});
  const std::string ground = reader.code_or(
      "ground", {"work_place", "household_place", "residence_place", "birth_place", "visit"}, "");
  const auto known = parse_word<ChangeReason>(kChangeReasonTexts, reason);
  if (!known) return;
  form.set("reason", reason);
  if (!ground.empty()) {
    form.set("ground", ground);
  } else if (const std::optional<Ground> meant = ground_of(*known)) {
    form.set("ground", std::string(to_text(*meant)));
  } else {
    reader.add({"member_missing", {{"member", "ground"}}, {}});
  }
}

void read_enrolment(business::Reader& reader, Tree& form) {
  const std::string kind =
      reader.code_or("kind",
                     {"employee", "flexible", "resident_adult", "resident_elder", "preschool_child",
                      "student", "newborn"},
                     "");
  if (!kind.empty()) form.set("kind", kind);
  const std::string code = reader.text_or("employer_code", 18, "");
  if (!code.empty()) {
    const Decision<std::string> checked = check_employer_code(code);
    if (checked) {
      form.set("employer_code", *checked);
    } else {
      for (const Reason& reason : checked.refusal().reasons) reader.add(reason);
    }
  }
  if (const std::optional<Money> base = reader.optional_fen("base_fen")) {
    form.set("base_fen", base->fen());
  }
}

}  // namespace

void read_form(business::Reader& reader, const business::Context& context, Tree& form) {
  const std::optional<RegionCode> region = RegionCode::parse(text_of(form, "region"));
  if (region) form.set("region_name", context.regions->full_name(*region));
  read_from(reader, context, form);
  read_ground(reader, form);
  read_enrolment(reader, form);
}

std::vector<business::Field> form_fields() {
  return {{"from", FieldKind::region, false, "原参保地;有多个参保关系时指明"},
          {"reason", FieldKind::text, true, "变更事由"},
          {"ground", FieldKind::text, false, "以什么地方为参保地;事由已说明的可不填"},
          {"kind", FieldKind::text, false, "在新参保地的参保身份;不填的与原来相同"},
          {"employer_code", FieldKind::text, false, "新参保地用人单位的统一社会信用代码"},
          {"base_fen", FieldKind::fen, false, "缴费基数(分)"}};
}

Form form_of(const Tree& form) {
  Form read;
  read.from = RegionCode::parse(text_of(form, "from"));
  const auto reason = parse_word<ChangeReason>(kChangeReasonTexts, text_of(form, "reason"));
  const auto ground = parse_word<Ground>(kGroundTexts, text_of(form, "ground"));
  YB_CHECK(reason && ground, "a stored form without reason or ground");
  read.reason = *reason;
  read.ground = *ground;
  read.kind = enrolment::parse_enrolment_kind(text_of(form, "kind"));
  read.employer_code = text_of(form, "employer_code");
  const Tree* base = form.find("base_fen");
  if (base != nullptr && base->integer() != nullptr) read.base = Money::fen(*base->integer());
  return read;
}

}  // namespace yibao::place_change
