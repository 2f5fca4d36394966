#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <sys/wait.h>

#include "base/json.hpp"
#include "tests/devices/support/qr_picture.hpp"

namespace {

using namespace bianmin;

struct Ran {
  int exit_code = -1;
  std::string out;
};

// Runs the program through the shell, standard error left out. `environment` goes before the command.
Ran run(const std::string& arguments, const std::string& environment = "") {
  std::string command = environment;
  command += " " BIANMIN_BINARY_DIR "/bin/bianmin-device ";
  command += arguments;
  command += " 2>/dev/null";
  Ran ran;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  BOOST_REQUIRE(pipe != nullptr);
  char buffer[4096];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) ran.out.append(buffer, got);
  const int status = ::pclose(pipe);
  ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

struct Folder {
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "bianmin-tool-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const char* name, const std::string& content) const {
    std::ofstream(path / name, std::ios::binary) << content;
    return (path / name).string();
  }
  std::filesystem::path path;
};

std::string member(const std::string& line, const char* name) {
  const auto value = base::parse_json(line);
  BOOST_REQUIRE_MESSAGE(value.has_value(), line);
  base::JsonReader reader(*value, "output");
  auto found = reader.member(name).string();
  BOOST_REQUIRE_MESSAGE(reader.ok(), reader.error());
  return found;
}

constexpr const char* kNoPcscd = "PCSCLITE_CSOCK_NAME=/nonexistent/pcscd.comm";

}  // namespace

BOOST_AUTO_TEST_SUITE(tool_commands_tests)

BOOST_AUTO_TEST_CASE(decodes_pictures_for_people_and_for_programs) {
  const Folder folder;
  const auto good = folder.file("a.pgm", test::pgm(test::qr_picture("便民", 5)));
  const auto blank = folder.file("b.pgm", test::pgm({64, 64, std::vector<std::uint8_t>(64 * 64, 255)}));
  const Ran people = run("decode " + good);
  BOOST_TEST(people.exit_code == 0);
  BOOST_TEST(people.out == good + ": QR-Code: 便民\n");
  const Ran programs = run("--json decode " + good);
  BOOST_TEST(member(programs.out, "payload") == "便民");
  BOOST_TEST(run("decode " + blank).exit_code == 1);
  BOOST_TEST(run("decode " + good + " " + blank).exit_code == 1);
  BOOST_TEST(run("decode " + (folder.path / "none.png").string()).exit_code == 2);
}

BOOST_AUTO_TEST_CASE(scans_a_folder_of_pictures) {
  const Folder folder;
  folder.file("a.pgm", test::pgm(test::qr_picture("held up", 5)));
  const Ran scanned = run("scan --timeout 20 --camera " + folder.path.string());
  BOOST_TEST(scanned.exit_code == 0);
  BOOST_TEST(scanned.out == "held up\n");
  const Folder empty;
  BOOST_TEST(run("scan --timeout 0.5 --camera " + empty.path.string()).exit_code == 4);
  BOOST_TEST(run("scan --timeout 5 --camera /nonexistent/video").exit_code == 3);
}

BOOST_AUTO_TEST_CASE(tells_usage_missing_devices_and_time_outs_apart) {
  BOOST_TEST(run("").exit_code == 2);
  BOOST_TEST(run("dance").exit_code == 2);
  BOOST_TEST(run("read-card --timeout 0").exit_code == 2);
  BOOST_TEST(run("--help").exit_code == 0);
  const Ran missing = run("--json read-card --timeout 0.3", kNoPcscd);
  BOOST_TEST(missing.exit_code == 3);
  BOOST_TEST(missing.out.find("CARD-01") != std::string::npos);
  BOOST_TEST(run("keys /nonexistent/keypad --timeout 1").exit_code == 3);
  BOOST_TEST(run("status --printer ipp://127.0.0.1:1/ipp/print").exit_code == 3);
  const Folder folder;
  BOOST_TEST(run("print " + folder.file("a.txt", "no PDF")).exit_code == 1);
}

BOOST_AUTO_TEST_CASE(lists_what_there_is) {
  const Ran list = run("--json list", kNoPcscd);
  BOOST_TEST(list.exit_code == 0);
  BOOST_TEST(base::parse_json(list.out).has_value());
  BOOST_TEST(list.out.find("\"card_readers\":[]") != std::string::npos, list.out);
  for (const char* kind : {"cameras", "presence_sensors", "microphones"})
    BOOST_TEST(list.out.find("\"" + std::string(kind) + "\":[") != std::string::npos, list.out);
}

// What the synthesizer's own program makes of it.
std::string espeak_phonemes(const std::string& pinyin) {
  std::FILE* pipe = ::popen(("espeak-ng -q -x -v cmn-latn-pinyin '" + pinyin + "' 2>/dev/null").c_str(), "r");
  BOOST_REQUIRE(pipe != nullptr);
  char buffer[1024];
  const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe);
  ::pclose(pipe);
  std::string phonemes(buffer, got);
  while (!phonemes.empty() && (phonemes.back() == '\n' || phonemes.back() == ' ')) phonemes.pop_back();
  return phonemes.substr(std::min(phonemes.size(), phonemes.find_first_not_of(" \n")));
}

BOOST_AUTO_TEST_CASE(explains_text_words_pinyin_and_phonemes) {
  const Ran explained = run("say --explain 请到单县银行");
  BOOST_TEST(explained.exit_code == 0);
  std::istringstream lines(explained.out);
  std::string line;
  BOOST_REQUIRE(std::getline(lines, line));
  BOOST_TEST(line == "text\t请到单县银行");
  std::string words;
  while (std::getline(lines, line) && line.starts_with("word\t")) words += line + "\n";
  BOOST_TEST(
      words.find("word\t单县\tshan4 xian4\t[" + espeak_phonemes("shan4 xian4") + "]\tplaces.tsv:") != std::string::npos,
      words);
  BOOST_TEST(words.find("yin2 hang2") != std::string::npos, words);
  BOOST_TEST(line.starts_with("said\tzh-CN\tqing3 dao4 shan4 xian4 yin2 hang2\t["), line);
  BOOST_TEST(line.find(espeak_phonemes("qing3 dao4 shan4 xian4 yin2 hang2")) != std::string::npos, line);
  const Ran mixed = run("--json say --explain '请说 hello'");
  std::istringstream objects(mixed.out);
  std::string last;
  while (std::getline(objects, line))
    if (!line.empty()) last = line;
  BOOST_TEST(member(last, "language") == "en");
  BOOST_TEST(member(last, "phonemes") == "h@l'oU");
}

BOOST_AUTO_TEST_CASE(says_into_a_file_with_and_without_explaining) {
  const Folder folder;
  for (const char* option : {"", "--explain "}) {
    const auto wav = folder.path / "said.wav";
    std::filesystem::remove(wav);
    const Ran said = run(std::string("say ") + option + "重新办理 --wav " + wav.string());
    BOOST_TEST(said.exit_code == 0);
    BOOST_TEST((said.out.find("chong2 xin1") != std::string::npos) == (*option != 0), said.out);
    BOOST_REQUIRE(std::filesystem::exists(wav));
    BOOST_TEST(std::filesystem::file_size(wav) > 8000U);  // more than a fifth of a second
  }
}

BOOST_AUTO_TEST_SUITE_END()
