// Goal: what people upload is kept as a picture or pages and nothing else: what tells about them is
// gone, what does something or carries something is refused by its own code, and whatever the bytes
// are, they never bring the program down (R-011).
#include "adapters/materials/cleaner.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "adapters/materials/pictures.h"
#include "adapters/materials/test_files.h"

namespace yibao::adapters {
namespace {

using casework::MediaType;

Decision<std::string> clean(const std::string& content) {
  const auto type = casework::recognise_media(content);
  YB_CHECK(type.has_value(), "a test file of no type");
  return Cleaner().clean(*type, content);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string code_of(const std::string& content) {
  const auto cleaned = clean(content);
  return cleaned ? "" : cleaned.refusal().code();
}

struct Size {
  int width = 0;
  int height = 0;
  int left_red = 0;  // of the pixel at the left, half way down
  int top_red = 0;   // of the pixel at the top, half way across
};

Size decoded(const std::string& jpeg) {
  Size size;
  int subsampling = 0;
  int colours = 0;
  void* codec = tjInitDecompress();
  const auto* bytes = reinterpret_cast<const unsigned char*>(jpeg.data());
  tjDecompressHeader3(codec, bytes, jpeg.size(), &size.width, &size.height, &subsampling, &colours);
  std::vector<unsigned char> pixels(static_cast<std::size_t>(size.width * size.height) * 3);
  tjDecompress2(codec, bytes, jpeg.size(), pixels.data(), size.width, 0, size.height, TJPF_RGB, 0);
  tjDestroy(codec);
  size.left_red = pixels[static_cast<std::size_t>(size.height / 2 * size.width) * 3];
  size.top_red = pixels[static_cast<std::size_t>(size.width / 2) * 3];
  return size;
}

TEST(Cleaner, writes_pictures_and_pages_anew_the_same_every_time) {
  for (const std::string& content : {test::png(20, 10), test::jpeg(40, 20), test::one_page()}) {
    const auto once = clean(content);
    ASSERT_TRUE(once.ok()) << once.refusal().code();
    EXPECT_EQ(casework::recognise_media(*once), casework::recognise_media(content));
    EXPECT_EQ(*clean(content), *once);
  }
}

TEST(Cleaner, forgets_where_a_photograph_was_taken) {
  const std::string photograph = test::jpeg_with(test::jpeg(40, 20), test::exif(1));
  ASSERT_TRUE(has(photograph, "GPS"));
  const auto cleaned = clean(photograph);
  ASSERT_TRUE(cleaned.ok());
  EXPECT_FALSE(has(*cleaned, "GPS"));
  EXPECT_FALSE(has(*cleaned, "Exif"));

  const std::string said = test::png_with(
      test::png(20, 10), test::png_chunk("tEXt", std::string("Comment\0GPS 23.02N", 18)));
  const auto without = clean(said);
  ASSERT_TRUE(without.ok());
  EXPECT_FALSE(has(*without, "GPS"));
}

// The orientation is forgotten as well, so the picture is turned first: red is on the left of the
// pixels, and where the camera was on its side it is to stand at the top or the bottom.
TEST(Cleaner, turns_a_photograph_upright) {
  struct Case {
    int orientation;
    int width;
    int height;
    bool red_left;
    bool red_top;
  };
  for (const Case& each : std::initializer_list<Case>{{1, 40, 20, true, false},
                                                      {2, 40, 20, false, true},
                                                      {3, 40, 20, false, true},
                                                      {4, 40, 20, true, false},
                                                      {5, 20, 40, false, true},
                                                      {6, 20, 40, false, true},
                                                      {7, 20, 40, true, false},
                                                      {8, 20, 40, true, false}}) {
    const auto cleaned = clean(test::jpeg_with(test::jpeg(40, 20), test::exif(each.orientation)));
    ASSERT_TRUE(cleaned.ok());
    const Size size = decoded(*cleaned);
    EXPECT_EQ(size.width, each.width) << each.orientation;
    EXPECT_EQ(size.height, each.height) << each.orientation;
    const bool wide = each.width == 40;
    EXPECT_EQ((wide ? size.left_red : size.top_red) > 128, wide ? each.red_left : each.red_top)
        << each.orientation;
  }
}

TEST(Cleaner, refuses_pictures_that_promise_too_many_pixels) {
  EXPECT_EQ(code_of(test::png_promising(60'000, 60'000)), "material_too_many_pixels");
  EXPECT_EQ(code_of(test::png_promising(40'001, 1'000)), "material_too_many_pixels");
  EXPECT_EQ(code_of(test::png_promising(1'000, 1'000)), "material_damaged");
}

TEST(Cleaner, refuses_what_is_cut_off_or_broken) {
  const std::string png = test::png(200, 100);
  const std::string jpeg = test::jpeg(200, 100);
  const std::string pdf = test::one_page();
  EXPECT_EQ(code_of(png.substr(0, png.size() - 30)), "material_damaged");
  EXPECT_EQ(code_of(jpeg.substr(0, jpeg.size() / 2)), "material_damaged");
  EXPECT_EQ(code_of(jpeg.substr(0, 20)), "material_damaged");
  EXPECT_EQ(code_of(pdf.substr(0, pdf.size() / 2)), "material_damaged");
  EXPECT_EQ(code_of("%PDF-1.7 and nothing else"), "material_damaged");
}

TEST(Cleaner, refuses_a_second_file_behind_the_first) {
  const std::string archive = std::string("PK\x03\x04", 4) + std::string(30, 'x') +
                              std::string("PK\x05\x06\0\0\0\0", 8) + std::string(14, '\0');
  for (const std::string& content : {test::png(20, 10), test::jpeg(40, 20), test::one_page()}) {
    EXPECT_EQ(code_of(content + archive), "material_two_formats");
  }
  EXPECT_EQ(code_of(test::png(20, 10) + test::one_page()), "material_two_formats");
  EXPECT_EQ(code_of(test::jpeg(40, 20) + "<html><script>"), "material_two_formats");
  // What a telephone writes behind its pictures is left out, and no crime.
  const auto cleaned = clean(test::jpeg(40, 20) + std::string(100, 'x'));
  ASSERT_TRUE(cleaned.ok());
  EXPECT_FALSE(has(*cleaned, "xxxx"));
}

TEST(Cleaner, refuses_pages_that_do_something_or_carry_something) {
  const auto with = [](const char* catalogue, std::vector<std::string> more = {}) {
    return code_of(test::one_page(catalogue, more));
  };
  EXPECT_EQ(with("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "material_pdf_script");
  EXPECT_EQ(with("/OpenAction 4 0 R", {"<< /S /Launch /F (calc.exe) >>"}), "material_pdf_script");
  EXPECT_EQ(with("/AA << >>"), "material_pdf_script");
  EXPECT_EQ(with("/AcroForm << /XFA (x) >>"), "material_pdf_script");
  EXPECT_EQ(with("/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", {"<< /JS (x) >>"}),
            "material_pdf_script");
  EXPECT_EQ(with("/Names << /EmbeddedFiles << >> >>"), "material_pdf_attachment");
  EXPECT_EQ(with("", {"<< /Type /Filespec /F (a.exe) /EF << >> >>"}), "material_pdf_attachment");
  // Hidden in a list in a list.
  EXPECT_EQ(with("/Odd [[[<< /S /SubmitForm >>]]]"), "material_pdf_script");
  EXPECT_EQ(with("/OpenAction [3 0 R /Fit]"), "");
}

TEST(Cleaner, refuses_locked_pages_and_too_many_of_them) {
  const std::string locked =
      test::one_page("",
                     {"<< /Filter /Standard /V 1 /R 2 /O <" + std::string(64, '0') + "> /U <" +
                      std::string(64, '0') + "> /P -4 >>"},
                     "/Encrypt 4 0 R /ID [<00><00>]");
  EXPECT_EQ(code_of(locked), "material_pdf_encrypted");
  EXPECT_EQ(code_of(test::one_page("", {}, "", casework::kPagesMax)), "");
  EXPECT_EQ(code_of(test::one_page("", {}, "", casework::kPagesMax + 1)), "material_pdf_pages");
  EXPECT_EQ(code_of(test::pdf(
                {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"})),
            "material_damaged");
}

// A few kilobytes that a reader would unpack to more than any paper: runs of one letter, packed
// twice over by run lengths.
TEST(Cleaner, refuses_pages_that_unpack_without_measure) {
  const std::string runs(100'000, '\x81');  // each pair of bytes: 128 times 0x81
  const std::string packed = test::stream("/Filter [/RunLengthDecode /RunLengthDecode]", runs);
  EXPECT_EQ(code_of(test::one_page("/Odd 4 0 R", {packed})), "material_unpacks_too_large");
  EXPECT_EQ(code_of(test::one_page("/Odd 4 0 R", {test::stream("", "a few words")})), "");
}

TEST(Cleaner, forgets_who_made_the_pages_and_where_their_photographs_were_taken) {
  const std::string photograph = test::jpeg_with(test::jpeg(40, 20), test::exif(1));
  const std::string pages = test::one_page(
      "/Metadata 4 0 R /Shown 6 0 R",
      {test::stream("/Type /Metadata /Subtype /XML", "<creator>Zhang San</creator>"),
       "<< /Author (Zhang San) >>",
       test::stream("/Type /XObject /Subtype /Image /Width 40 /Height 20 /ColorSpace /DeviceRGB "
                    "/BitsPerComponent 8 /Filter /DCTDecode",
                    photograph)},
      "/Info 5 0 R");
  const auto cleaned = clean(pages);
  ASSERT_TRUE(cleaned.ok()) << cleaned.refusal().code();
  EXPECT_FALSE(has(*cleaned, "Zhang San"));
  EXPECT_FALSE(has(*cleaned, "GPS"));
  EXPECT_TRUE(has(*cleaned, "/DCTDecode"));
}

TEST(Cleaner, keeps_the_coded_pixels_of_a_photograph_in_a_page) {
  const std::string plain = test::jpeg(40, 20);
  EXPECT_EQ(strip_jpeg(test::jpeg_with(plain, test::exif(6))), plain);
  EXPECT_EQ(strip_jpeg("no picture"), "");
  EXPECT_EQ(jpeg_orientation(test::jpeg_with(plain, test::exif(6))), 6);
  EXPECT_EQ(jpeg_orientation(test::jpeg_with(plain, test::exif(77))), 1);
  EXPECT_EQ(jpeg_orientation(plain), 1);
  EXPECT_EQ(jpeg_orientation(""), 1);
}

// Whatever is changed or cut: an answer, or a refusal by a code of the materials.
TEST(Cleaner, survives_any_bytes) {
  const std::vector<std::string> files{test::png(30, 20),
                                       test::jpeg_with(test::jpeg(30, 20), test::exif(6)),
                                       test::one_page("/Odd [1 2 (x)]")};
  EXPECT_TRUE(rc::check([&] {
    std::string content = files[*rc::gen::inRange<std::size_t>(0, files.size())];
    const auto changes = *rc::gen::inRange(0, 6);
    for (int i = 0; i < changes; ++i) {
      content[*rc::gen::inRange<std::size_t>(0, content.size())] =
          static_cast<char>(*rc::gen::inRange(0, 256));
    }
    if (*rc::gen::arbitrary<bool>()) {
      content.resize(*rc::gen::inRange<std::size_t>(0, content.size()));
    }
    const auto type = casework::recognise_media(content);
    if (!type) return;
    const auto cleaned = Cleaner().clean(*type, content);
    if (!cleaned) RC_ASSERT(cleaned.refusal().code().starts_with("material_"));
    if (cleaned) RC_ASSERT(casework::recognise_media(*cleaned) == type);
  }));
}

}  // namespace
}  // namespace yibao::adapters
