#include "service/newest_record.h"

#include "base/region_code.h"
#include "storage/plan.h"

namespace yibao::service {

namespace {

constexpr storage::Statement kNewestMessage{
    "newest_message",
    "SELECT message_id, recorded_at FROM message ORDER BY message_id DESC LIMIT 1"};
constexpr storage::Statement kNewestEvent{
    "newest_event",
    "SELECT entry_id, recorded_at FROM journal WHERE subject = $1 ORDER BY sequence DESC LIMIT 1"};

void take_newer(NewestRecord& newest, const storage::Rows& rows) {
  if (rows.empty() || rows.front()[0].integer() <= newest.id) return;
  newest = {rows.front()[0].integer(), Instant::from_milliseconds(rows.front()[1].integer())};
}

// "2025-05-12 16:20"
std::string minute_of(Instant moment) {
  std::string text = moment.to_string().substr(0, 16);
  text[10] = ' ';
  return text;
}

}  // namespace

NewestRecord newest_record(storage::Session& reader) {
  NewestRecord newest;
  take_newer(newest, reader.select(kNewestMessage, {}));
  take_newer(newest,
             reader.select(kNewestEvent, {storage::Subject::region(RegionCode::nation()).value()}));
  return newest;
}

bool stands_behind(Instant clock, const NewestRecord& newest) {
  return clock.milliseconds() + kClockToleranceMilliseconds < newest.recorded_at.milliseconds();
}

std::string tell_clock_behind(Instant shown, const NewestRecord& newest) {
  return "时钟落后:现在显示 " + minute_of(shown) + ",而最新的一条记录写于 " +
         minute_of(newest.recorded_at) +
         "。时钟落后时办理的业务会记到过去的日子,钱会在到账之前被用掉。请先校正系统时间"
         "(例如 timedatectl set-ntp true),再重新启动;确认是以前的时钟走快了的,请等到那一时刻"
         "再启动,或者从备份恢复,或者在设置中写明 clock_may_be_behind = 1";
}

std::string tell_ids_behind(std::int64_t next, const NewestRecord& newest) {
  if (next > newest.id) return {};
  return "编号 id_block 被改小或者删除:下一个是 " + std::to_string(next) + ",而最新的一条记录是 " +
         std::to_string(newest.id) +
         ",继续办理会重复给出编号。请运行 yibao verify 查看,从备份恢复或者由数据库管理员改回。"
         "没有写入任何数据";
}

}  // namespace yibao::service
