// The press: the same paper gives the same bytes, every text reaches the page, and nothing that is
// written in a cell is computed.
#include "adapters/paper/press.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "adapters/paper/qr.h"
#include "adapters/paper/xlsx.h"
#include "base/check.h"

namespace yibao::adapters {
namespace {

document::Paper paper(int rows = 3) {
  document::Paper paper{"基本医疗保险缴费证明", "东莞市医疗保障事业管理中心", {}};
  paper.lines({{"姓名", "=HYPERLINK(\"http://x\")"}, {"签名", ""}});
  document::Grid grid{{"费款所属期", "统筹区", "个人缴费(元)"}, 2, {}};
  for (int i = 0; i < rows; ++i) grid.rows.push_back({"2025-01", "东莞市", "-1234.50"});
  paper.heading("明细").grid(std::move(grid)).paragraph("以上属实。");
  return paper;
}

Sheet sheet(int rows = 3) {
  return {paper(rows),
          "44190020250000000017",
          "0123456789ab",
          "http://yibao.test/verify/x?code=y",
          "00112233445566778899",
          "2025-04-25",
          "2025-07-24",
          {{"送达", "2025年4月28日"}}};
}

TEST(Press, TheSamePaperGivesTheSameBytes) {
  const std::string first = print_pdf(sheet());
  EXPECT_TRUE(first.starts_with("%PDF-"));
  EXPECT_EQ(print_pdf(sheet()), first);
  Sheet other = sheet();
  other.printed_on = "2025-04-26";
  EXPECT_NE(print_pdf(other), first);
  const std::string table = print_xlsx(sheet());
  EXPECT_TRUE(table.starts_with("PK"));
  EXPECT_EQ(print_xlsx(sheet()), table);
}

TEST(Press, ALongTableGoesOnOnTheNextPage) {
  const auto pages = [](const std::string& pdf) {
    int count = 0;
    for (std::size_t at = pdf.find("/Type /Page "); at != std::string::npos;
         at = pdf.find("/Type /Page ", at + 1)) {
      ++count;
    }
    return count;
  };
  EXPECT_EQ(pages(print_pdf(sheet(3))), 1);
  EXPECT_GE(pages(print_pdf(sheet(200))), 6);
}

TEST(Press, APaperComesBackFromItsTree) {
  const document::Paper before = paper();
  const Tree tree = document::to_tree(before);
  EXPECT_EQ(document::to_tree(document::read_paper(tree)), tree);
  EXPECT_THROW(document::read_paper(Tree::object({{"title", "x"}})), Bug);
}

TEST(Press, AnswersFromItsThreadAndTakesOnlySoMuch) {
  PaperPress press("http://yibao.test", ::testing::TempDir());
  std::mutex mutex;
  std::condition_variable ready;
  int printed = 0;
  int failed = 0;
  const auto job = [&](Tree print) {
    return service::PrintJob{std::move(print), [&](auto bytes, const std::string&) {
                               const std::lock_guard lock(mutex);
                               bytes ? ++printed : ++failed;
                               ready.notify_one();
                             }};
  };
  const Tree good = Tree::object(
      {{"format", "xlsx"}, {"paper", document::to_tree(paper())}, {"printed_on", "2025-04-25"}});
  ASSERT_TRUE(press.submit(job(good)));
  ASSERT_TRUE(press.submit(job(Tree::object({{"paper", Tree::object({{"title", "x"}})}}))));
  std::unique_lock lock(mutex);
  ready.wait(lock, [&] { return printed == 1 && failed == 1; });
  lock.unlock();
  int taken = 0;
  for (std::size_t i = 0; i < 3 * PaperPress::kWaitingMax; ++i) taken += press.submit(job(good));
  EXPECT_LT(taken, static_cast<int>(3 * PaperPress::kWaitingMax));
  press.stop();
  EXPECT_EQ(printed, 1 + taken);  // what was taken was printed
  EXPECT_FALSE(press.submit(job(good)));
}

// A key and a certificate of its own, made once; what is signed again has the same bytes, and only
// the hex digits of the signature stand outside of what it covers.
TEST(PaperSigner, SignsTheWholePaperAlikeEachTime) {
  const std::string folder = ::testing::TempDir() + "yibao-signer";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const std::string pdf = print_pdf(sheet());
  const std::string first = PaperSigner(folder).sign(pdf, "2025-04-25");
  EXPECT_EQ(PaperSigner(folder).sign(pdf, "2025-04-25"), first);
  EXPECT_TRUE(first.starts_with(pdf));
  const std::size_t hex = first.find("/Contents <") + 10;
  const std::size_t behind = first.find('>', hex) + 1;
  EXPECT_NE(first.find("/ByteRange [0 " + std::to_string(hex) + " "), std::string::npos);
  EXPECT_NE(first.find(" " + std::to_string(first.size() - behind) + " "), std::string::npos);
  std::ofstream(folder + "/document.crt") << "no certificate";
  EXPECT_THROW(PaperSigner{folder}, Fault);
}

TEST(QrCode, GrowsWithItsText) {
  const QrCode code = qr_code("http://yibao.test/verify/44190020250000000017?code=0123456789ab");
  EXPECT_GE(code.width, 29);
  EXPECT_EQ(code.dark.size(), static_cast<std::size_t>(code.width * code.width));
  EXPECT_THROW(qr_code(std::string(4'000, 'x')), Fault);
}

}  // namespace
}  // namespace yibao::adapters
