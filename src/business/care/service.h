// What a person asks for: care elsewhere (异地就医备案) and recognition of a chronic disease
// (门诊慢特病认定). Both are put on record as pending once they are accepted, so that everybody
// sees that they are on the way.
#pragma once

#include "business/application/service.h"
#include "business/care/types.h"

namespace yibao::care {

class CareService : public application::Service {
 public:
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  void set_up(const application::Asked& asked, application::Change& change) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
  void clear_away(const application::Asked& asked, application::Change& change) const override;

 protected:
  virtual Registration wanted(const Tree& form) const = 0;
  virtual void set_terms(const policy::CarePolicy& policy,
                         application::Assessment& assessment) const = 0;

 private:
  Registration wanted_by(const application::Asked& asked) const;
};

class RemoteCare final : public CareService {
 public:
  std::string_view name() const override { return "remote_care"; }
  std::string_view path() const override { return "remote-care-registrations"; }
  std::string_view title() const override { return "异地就医备案"; }
  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;

 protected:
  Registration wanted(const Tree& form) const override;
  void set_terms(const policy::CarePolicy& policy,
                 application::Assessment& assessment) const override;
};

class ChronicDisease final : public CareService {
 public:
  std::string_view name() const override { return "chronic_disease"; }
  std::string_view path() const override { return "chronic-disease-recognitions"; }
  std::string_view title() const override { return "门诊慢特病认定"; }
  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;

 protected:
  Registration wanted(const Tree& form) const override;
  void set_terms(const policy::CarePolicy& policy,
                 application::Assessment& assessment) const override;
};

inline const RemoteCare kRemoteCare{};
inline const ChronicDisease kChronicDisease{};

// The form of an application for a recognition, as read_form() would have it.
Tree form_of(const Registration& recognition);

}  // namespace yibao::care
