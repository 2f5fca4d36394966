#include <array>
#include <cstdio>
#include <fstream>
#include <regex>

#include <boost/test/unit_test.hpp>

#include "kiosk/documents/typeset/render.hpp"
#include "tests/kiosk/documents/samples.hpp"

using namespace bianmin;
using namespace bianmin::kiosk::documents;
using base::FailureCode;
using base::Secret;

namespace {

std::string run(const std::string& command) {
  std::string out;
  std::array<char, 4096> buffer{};
  FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), got);
  ::pclose(pipe);
  return out;
}

/// A document written out, with poppler's and ZBar's tools to look at it.
struct Fixture {
  std::filesystem::path folder;
  Fixture() {
    char pattern[] = "/tmp/bm-documents-XXXXXX";
    folder = ::mkdtemp(pattern);
  }
  ~Fixture() { std::filesystem::remove_all(folder); }

  std::string write(const char* name, const std::string& bytes) const {
    std::ofstream(folder / name, std::ios::binary) << bytes;
    return (folder / name).string();
  }
  std::string pdf(const Document& document) const {
    auto bytes = render_pdf(document);
    BOOST_REQUIRE_MESSAGE(bytes, (bytes ? "" : bytes.error().detail));
    BOOST_TEST(bytes->starts_with("%PDF-1.5"));
    return write("document.pdf", *bytes);
  }
  std::string text(const std::string& file, const char* options = "-layout") const {
    return run(std::string("pdftotext ") + options + " " + file + " -");
  }
  static int pages(const std::string& file) {
    std::smatch found;
    const std::string info = run("pdfinfo " + file);
    return std::regex_search(info, found, std::regex("Pages: +(\\d+)")) ? std::stoi(found[1]) : 0;
  }
  static std::pair<double, double> size(const std::string& file) {
    std::smatch found;
    const std::string info = run("pdfinfo " + file);
    if (!std::regex_search(info, found, std::regex("Page size: +([0-9.]+) x ([0-9.]+) pts"))) return {};
    return {std::stod(found[1]), std::stod(found[2])};
  }
  std::string codes(const std::string& file, int dpi) const {
    run("pdftoppm -png -r " + std::to_string(dpi) + " " + file + " " + (folder / "page").string());
    return run("zbarimg -q --raw " + (folder / "page").string() + "*.png");
  }
};

/// From the left edge of the left finder pattern to the right edge of the right one: the widest row of a picture with
/// ten dots a millimetre that begins and ends with equally long dark runs of at least 4 mm.
int code_width_in_tenths_of_mm(const std::string& pdf) {
  const std::string picture = run("pdftoppm -gray -singlefile -r 254 " + pdf);
  std::istringstream in(picture);
  std::string magic;
  std::size_t width = 0, height = 0;
  int depth = 0;
  in >> magic >> width >> height >> depth;
  BOOST_REQUIRE(magic == "P5" && depth == 255);
  const std::size_t begin = picture.size() - width * height;
  int widest = 0;
  for (std::size_t y = 0; y < height; ++y) {
    std::vector<std::pair<int, int>> runs;  // begin, end
    for (std::size_t x = 0; x < width;) {
      std::size_t end = x;
      while (end < width && static_cast<unsigned char>(picture[begin + y * width + end]) < 128) ++end;
      if (end - x >= 40) runs.emplace_back(static_cast<int>(x), static_cast<int>(end));
      x = std::max(end, x + 1);
    }
    if (runs.size() < 2) continue;
    const int first = runs.front().second - runs.front().first, last = runs.back().second - runs.back().first;
    if (std::abs(first - last) <= 2) widest = std::max(widest, runs.back().second - runs.front().first);
  }
  return widest;
}

bool has(const std::string& text, std::string_view what) { return text.find(what) != text.npos; }

/// Every word's box on every page, from pdftotext: none may leave the page.
bool inside_the_page(const std::string& boxes) {
  const std::regex page("<page width=\"([0-9.]+)\" height=\"([0-9.]+)\""),
      word("<word xMin=\"([0-9.-]+)\" yMin=\"([0-9.-]+)\" xMax=\"([0-9.-]+)\" yMax=\"([0-9.-]+)\"");
  double width = 0, height = 0;
  std::istringstream lines(boxes);
  int words = 0;
  for (std::string line; std::getline(lines, line);) {
    std::smatch m;
    if (std::regex_search(line, m, page)) {
      width = std::stod(m[1]);
      height = std::stod(m[2]);
    } else if (std::regex_search(line, m, word)) {
      ++words;
      if (std::stod(m[1]) < 8 || std::stod(m[3]) > width - 8 || std::stod(m[2]) < 0 || std::stod(m[4]) > height)
        return false;
    }
  }
  return words > 0;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(documents_tests, Fixture)

BOOST_AUTO_TEST_CASE(a_certificate_is_one_page_of_a4_with_all_its_words) {
  const std::string file = pdf(tests::certificate());
  BOOST_TEST(pages(file) == 1);
  BOOST_TEST(size(file).first == 595.28, boost::test_tools::tolerance(0.001));
  BOOST_TEST(size(file).second == 841.89, boost::test_tools::tolerance(0.001));
  const std::string words = text(file);
  for (const char* expected : {"SB-3712-20261121-004217", "王秀英", "11010519491231002X", "企业职工基本养老保险",
                               "扫码验证真伪", "7KQ4-M2XD", "2026年11月21日", "第 1 页，共 1 页"})
    BOOST_TEST(has(words, expected), expected);
  BOOST_TEST(inside_the_page(text(file, "-bbox")));
}

BOOST_AUTO_TEST_CASE(its_code_decodes_from_a_low_resolution_print) {
  const Document document = tests::certificate();
  BOOST_TEST(codes(pdf(document), 150) == document.qr + "\n");
}

BOOST_AUTO_TEST_CASE(a_long_table_goes_over_pages_and_repeats_its_head) {
  const std::string file = pdf(tests::certificate(90));
  const int count = pages(file);
  BOOST_TEST(count >= 3);
  const std::string words = text(file);
  std::size_t heads = 0, rows = 0;
  for (std::size_t at = 0; (at = words.find("缴费基数（元）", at)) != words.npos; ++at) ++heads;
  for (std::size_t at = 0; (at = words.find("4,416.00", at)) != words.npos; ++at) ++rows;
  BOOST_TEST(heads >= static_cast<std::size_t>(count) - 1);
  BOOST_TEST(rows == 90U);
  BOOST_TEST(has(words, "第 " + std::to_string(count) + " 页，共 " + std::to_string(count) + " 页"));
  BOOST_TEST(inside_the_page(text(file, "-bbox")));
  BOOST_TEST(page_count(tests::certificate(90)).value() == static_cast<std::size_t>(count));
}

BOOST_AUTO_TEST_CASE(a_second_language_stands_below) {
  const std::string file = pdf(tests::certificate(6, true));
  const std::string words = text(file);
  for (const char* expected : {"Certificate of Social Insurance Participation", "Employer paid", "Scan to verify"})
    BOOST_TEST(has(words, expected), expected);
  BOOST_TEST(inside_the_page(text(file, "-bbox")));
  const std::string slip = pdf(tests::complaint_slip(true));
  BOOST_TEST(has(text(slip), "Your number"));
  BOOST_TEST(inside_the_page(text(slip, "-bbox")));
}

BOOST_AUTO_TEST_CASE(a_slip_is_80_mm_wide_and_as_long_as_it_needs) {
  Document document = tests::complaint_slip();
  const auto [width, height] = size(pdf(document));
  BOOST_TEST(width == 80 / 25.4 * 72, boost::test_tools::tolerance(0.001));
  for (int i = 0; i < 5; ++i) document.footer.emplace_back("再多一行说明，纸条就长一点，不会被截断。");
  const std::string longer = pdf(document);
  BOOST_TEST(pages(longer) == 1);
  BOOST_TEST(size(longer).second > height + 60);
  BOOST_TEST(has(text(longer), "LC-2611-00981-7"));
}

BOOST_AUTO_TEST_CASE(a_slips_code_is_30_mm_and_decodes_at_a_thermal_heads_resolution) {
  const Document document = tests::complaint_slip();
  const std::string file = pdf(document);
  BOOST_TEST(codes(file, 203) == document.qr + "\n");
  BOOST_TEST(code_width_in_tenths_of_mm(file) >= 300);
}

BOOST_AUTO_TEST_CASE(a_narrow_roll_loses_nothing) {
  Document document = tests::complaint_slip();
  document.media = Media::Roll58;
  const std::string file = pdf(document);
  BOOST_TEST(size(file).first == 58 / 25.4 * 72, boost::test_tools::tolerance(0.001));
  BOOST_TEST(inside_the_page(text(file, "-bbox")));
  BOOST_TEST(codes(file, 203) == document.qr + "\n");
  BOOST_TEST(code_width_in_tenths_of_mm(file) >= 300);
}

BOOST_AUTO_TEST_CASE(no_word_of_a_slip_is_broken) {
  for (const Media media : {Media::Roll80, Media::Roll58}) {
    Document document = tests::receipt(media);
    document.language = "en";
    document.fields = {{Words("Service", "办的事"), Secret("Complaints and ideas"), true},
                       {Words("Filed at", "受理地点"), Secret("Tongcheng Subdistrict Service Centre")},
                       {Words("At terminal", "在哪台机器"), Secret("LC07")},
                       {Words("Order", "单号"), Secret("261122-Z6JV07FCW0")}};
    document.tables[0].rows.clear();
    document.tables[0].rows.push_back({Secret("Electricity"), Secret("CNY 87.35")});
    document.tables[0].rows.push_back({Secret("Residents' medical insurance"), Secret("CNY 400.00")});
    const std::string file = pdf(document), said = text(file);
    for (const char* whole : {"Complaints", "Tongcheng", "Subdistrict", "At terminal", "在哪台机器",
                              "261122-Z6JV07FCW0", "Electricity", "Residents'", "insurance", "CNY 400.00"})
      BOOST_TEST(has(said, whole), whole << " is broken:\n" << said);
    BOOST_TEST(inside_the_page(text(file, "-bbox")));
  }
}

// Where the words that hold `part` end, in points from the left.
std::vector<double> right_edges(const std::string& bbox, const std::string& part) {
  std::vector<double> edges;
  const std::regex word("xMax=\"([0-9.]+)\" yMax=\"[0-9.]+\">([^<]*)</word>");
  for (std::sregex_iterator at(bbox.begin(), bbox.end(), word), end; at != end; ++at)
    if ((*at)[2].str().find(part) != std::string::npos) edges.push_back(std::stod((*at)[1]));
  return edges;
}

BOOST_AUTO_TEST_CASE(sums_stand_under_each_other) {
  Document document = tests::receipt(Media::A4);
  document.fields.clear();
  document.tables[0].rows.clear();
  for (const char* sum : {"7.05", "CNY 46.20", "1,150.35"})
    document.tables[0].rows.push_back({Secret("2025年3月"), Secret(sum)});
  const std::string bbox = text(pdf(document), "-bbox");
  const auto first = right_edges(bbox, "7.05"), second = right_edges(bbox, "46.20"),
             third = right_edges(bbox, "150.35");
  BOOST_REQUIRE(first.size() == 1u);
  BOOST_REQUIRE(second.size() == 1u);
  BOOST_REQUIRE(third.size() == 1u);
  BOOST_TEST(std::abs(first[0] - second[0]) < 1);
  BOOST_TEST(std::abs(first[0] - third[0]) < 1);
  for (const double edge : right_edges(bbox, "2025年3月")) BOOST_TEST(edge < first[0] / 2, "only sums stand there");
}

BOOST_AUTO_TEST_CASE(a_progress_slip_tells_what_is_done_and_what_comes) {
  const std::string file = pdf(tests::progress_slip());
  BOOST_TEST(pages(file) == 1);
  for (const char* expected : {"办理进度", "已派给铜城街道城管中队", "答复您"})
    BOOST_TEST(has(text(file), expected), expected);
  BOOST_TEST(inside_the_page(text(file, "-bbox")));
}

BOOST_AUTO_TEST_CASE(a_slip_can_stand_on_a4) {
  Document document = tests::complaint_slip();
  document.media = Media::A4;
  const std::string file = pdf(document);
  BOOST_TEST(pages(file) == 1);
  BOOST_TEST(size(file).first == 595.28, boost::test_tools::tolerance(0.001));
  BOOST_TEST(codes(file, 150) == document.qr + "\n");
}

BOOST_AUTO_TEST_CASE(long_and_rare_names_stay_inside) {
  Document document = tests::certificate();
  document.fields[0].value = Secret("阿卜杜热合曼·买买提依明·阿布都克里木江");
  document.fields[1].value = Secret("㛃䶮");
  document.fields.push_back({"备注", Secret(std::string(120, 'W'))});
  document.number = std::string(70, '8');
  const std::string file = pdf(document);
  BOOST_TEST(has(text(file), "㛃䶮"));
  BOOST_TEST(inside_the_page(text(file, "-bbox")));
}

BOOST_AUTO_TEST_CASE(a_character_without_glyph_is_refused_on_a_certificate_by_its_place) {
  Document document = tests::certificate();
  document.fields[0].value = Secret("王\xF0\xBF\xBF\xBD");  // U+3FFFD: no character, no font
  const auto refused = render_pdf(document);
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.error().code == FailureCode::DocumentInvalid));
  BOOST_TEST(has(refused.error().detail, "/fields/0"));
  BOOST_TEST(!has(refused.error().detail, "王"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_set_is_refused) {
  Document no_title;
  Document wrong_media = tests::certificate();
  wrong_media.media = Media::Roll80;
  Document long_code = tests::certificate();
  long_code.qr = std::string(3000, 'x');
  Document ragged = tests::certificate();
  ragged.tables[0].rows[0].pop_back();
  for (const Document* document : {&no_title, &wrong_media, &long_code, &ragged}) {
    const auto refused = render_pdf(*document);
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.error().code == FailureCode::DocumentInvalid));
  }
}

BOOST_AUTO_TEST_CASE(a_picture_of_a_page) {
  const auto png = render_png(tests::complaint_slip(), 0, 203);
  BOOST_REQUIRE(png);
  const std::string file = write("slip.png", *png);
  BOOST_TEST(run("zbarimg -q --raw " + file) == tests::complaint_slip().qr + "\n");
  BOOST_TEST(!render_png(tests::complaint_slip(), 1, 203));
  BOOST_TEST(!render_png(tests::complaint_slip(), 0, 5000));
}

BOOST_AUTO_TEST_CASE(the_file_tells_nothing_personal_outside_its_pages) {
  const auto bytes = render_pdf(tests::certificate());
  BOOST_REQUIRE(bytes);
  BOOST_TEST(!has(*bytes, "11010519491231002X"));
  BOOST_TEST(!has(run("pdfinfo " + write("meta.pdf", *bytes)), "王秀英"));
}

/// For eyes: set BIANMIN_DOCUMENTS_OUT to a folder and look at what is in it.
BOOST_AUTO_TEST_CASE(samples_for_the_eye) {
  const char* out = std::getenv("BIANMIN_DOCUMENTS_OUT");
  const std::filesystem::path target = out ? std::filesystem::path(out) : folder;
  Document slip_a4 = tests::complaint_slip();
  slip_a4.media = Media::A4;
  const std::vector<std::pair<const char*, Document>> samples{{"certificate", tests::certificate()},
                                                              {"certificate-en", tests::certificate(6, true)},
                                                              {"certificate-long", tests::certificate(60)},
                                                              {"slip", tests::complaint_slip()},
                                                              {"slip-en", tests::complaint_slip(true)},
                                                              {"progress", tests::progress_slip()},
                                                              {"slip-a4", slip_a4}};
  for (const auto& [name, document] : samples) {
    const auto bytes = render_pdf(document);
    BOOST_REQUIRE(bytes);
    std::ofstream(target / (std::string(name) + ".pdf"), std::ios::binary) << *bytes;
    BOOST_TEST(std::filesystem::file_size(target / (std::string(name) + ".pdf")) == bytes->size());
  }
}

BOOST_AUTO_TEST_CASE(signature_stands_on_the_slip) {
  Document document = tests::complaint_slip();
  const double without = size(pdf(document)).second;
  document.signature_label = "本人签名";
  document.signature = base::Secret("100,40 300,60 500,240;520,50 520,51;600,60");
  const std::string file = pdf(document);
  BOOST_TEST(size(file).second > without + 20);
  BOOST_TEST(size(file).second < without + 130);         // cut to what was drawn, however large the pad
  document.signature = base::Secret("99999999999,1 x");  // no strokes: nothing, and no label alone
  BOOST_TEST(size(pdf(document)).second == without);
}

BOOST_AUTO_TEST_SUITE_END()
