#include "base/file.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

#include <sys/stat.h>

#include "tests/support/temporary_directory.hpp"

using namespace bianmin;
using namespace bianmin::base;
namespace fs = std::filesystem;

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file_tests)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const tests::TemporaryDirectory folder;
  const std::string content("a\0b\n", 4);
  BOOST_REQUIRE(write_file_durably(folder / "x", content));
  BOOST_TEST(read_file(folder / "x").value() == content);
  BOOST_REQUIRE(write_file_durably(folder / "x", "shorter"));
  BOOST_TEST(read_file(folder / "x").value() == "shorter");
  BOOST_REQUIRE(write_file_durably(folder / "x", ""));
  BOOST_TEST(read_file(folder / "x").value().empty());
  BOOST_TEST(entries(folder.path()) == 1U, "nothing is left beside it");
}

BOOST_AUTO_TEST_CASE(only_the_owner_may_read_unless_said_otherwise) {
  const tests::TemporaryDirectory folder;
  BOOST_REQUIRE(write_file_durably(folder / "x", "x"));
  BOOST_REQUIRE(write_file_durably(folder / "y", "y", 0640));
  struct stat info {};
  BOOST_REQUIRE(::stat((folder / "x").c_str(), &info) == 0);
  BOOST_TEST((info.st_mode & 0777U) == 0600U);
  BOOST_REQUIRE(::stat((folder / "y").c_str(), &info) == 0);
  BOOST_TEST((info.st_mode & 0777U & ~0640U) == 0U);
}

BOOST_AUTO_TEST_CASE(what_a_cut_left_half_written_is_overwritten) {
  const tests::TemporaryDirectory folder;
  BOOST_REQUIRE(write_file_durably(folder / "x", "old"));
  std::ofstream(folder / "x.new") << "half of something longer than what comes";
  BOOST_TEST(read_file(folder / "x").value() == "old");
  BOOST_REQUIRE(write_file_durably(folder / "x", "new"));
  BOOST_TEST(read_file(folder / "x").value() == "new");
  BOOST_TEST(entries(folder.path()) == 1U);
}

BOOST_AUTO_TEST_CASE(too_large_a_file_is_refused) {
  const tests::TemporaryDirectory folder;
  BOOST_REQUIRE(write_file_durably(folder / "x", std::string(200'000, 'x')));
  BOOST_TEST(read_file(folder / "x", 200'000).value().size() == 200'000U);
  const auto refused = read_file(folder / "x", 199'999);
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.error().code == FailureCode::InputInvalid));
  BOOST_TEST(refused.error().detail == (folder / "x").string() + ": larger than 199999 bytes");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_named) {
  const tests::TemporaryDirectory folder;
  for (const fs::path& file : {folder / "absent", folder.path(), folder / "absent" / "x"}) {
    const auto content = read_file(file);
    BOOST_REQUIRE(!content);
    BOOST_TEST((content.error().code == FailureCode::ContentMissing));
    BOOST_TEST(content.error().detail.starts_with(file.string() + ": "));
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_named_and_leaves_nothing) {
  const tests::TemporaryDirectory folder;
  const auto nowhere = write_file_durably(folder / "absent" / "x", "x");
  BOOST_REQUIRE(!nowhere);
  BOOST_TEST((nowhere.error().code == FailureCode::StoreUnavailable));
  BOOST_TEST(nowhere.error().detail.find("absent") != std::string::npos);
  fs::create_directories(folder / "taken" / "inside");
  BOOST_TEST(!write_file_durably(folder / "taken", "x"), "a folder is not replaced");
  BOOST_TEST(entries(folder.path()) == 1U, "the file beside it is taken away again");
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_told_apart) {
  if (::access("/dev/full", W_OK) != 0) {
    BOOST_TEST_MESSAGE("skipped: there is no /dev/full");
    return;
  }
  const tests::TemporaryDirectory folder;
  fs::create_symlink("/dev/full", folder / "x.new");
  const auto full = write_file_durably(folder / "x", "x");
  BOOST_REQUIRE(!full);
  BOOST_TEST((full.error().code == FailureCode::StoreFull));
  BOOST_TEST(!fs::exists(folder / "x"));
}

BOOST_AUTO_TEST_SUITE_END()
