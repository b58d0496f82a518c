#include "business/transfer/commands_materials.h"

namespace yibao::transfer {

void FillSlot::read(business::Reader& reader, const Parsing& from) {
  upload_ = casework::Upload::read(reader, from.context);
}

void FillSlot::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  upload_.need(needs);
}

Decision<storage::Plan> FillSlot::decide_case(const CaseFacts& known, const storage::Facts& facts,
                                              const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  const bool open =
      transfer.relation == RelationState::draft || transfer.relation == RelationState::returned;
  if (!open) return refuse("materials_closed");
  if (const Verdict room = upload_.check_room(known.materials); !room) return room.refusal();
  Change change(known, context);
  const casework::CaseMaterial filled =
      upload_.store(change.plan(), change.file(), known.materials, facts, context);
  if (change.edit().handed_in) change.edit().handed_in->push_back(filled.slot);
  change.tell("material_filled", {}, context.today,
              {{"slot", filled.slot}, {"how", std::string(casework::to_text(filled.state))}});
  return change.finish("material_filled");
}

Decision<storage::Plan> UrgeCase::decide_case(const CaseFacts& known, const storage::Facts&,
                                              const business::Context& context) const {
  if (!known.task || !known.task->open || known.task->region.is_none()) {
    return refuse("nobody_to_urge");
  }
  Change change(known, context);
  change.file().urge();
  change.tell("urged", known.task->region, context.today,
              {{"queue", known.task->queue}, {"times", std::to_string(known.task->urged + 1)}});
  return change.finish("case_urged");
}

}  // namespace yibao::transfer
