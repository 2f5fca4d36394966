#include "kiosk/documents/typeset_process.hpp"

#include <condition_variable>
#include <csignal>
#include <fstream>
#include <mutex>

#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "kiosk/documents/typeset_protocol.hpp"
#include "tests/kiosk/documents/samples.hpp"

using namespace bianmin;
using namespace bianmin::kiosk::documents;
using base::FailureCode;
using base::Secret;

namespace {

const std::filesystem::path kProgram = BIANMIN_BINARY_DIR "/bin/bianmin-typeset";

/// What a typesetter said, waited for.
struct Answers {
  std::mutex mutex;
  std::condition_variable came;
  std::vector<base::Result<std::string>> pdfs;

  Typesetter::Done take() {
    return [this](base::Result<std::string> pdf) {
      const std::lock_guard lock(mutex);
      pdfs.push_back(std::move(pdf));
      came.notify_all();
    };
  }
  bool wait(std::size_t count, std::chrono::seconds limit = std::chrono::seconds(30)) {
    std::unique_lock lock(mutex);
    return came.wait_for(lock, limit, [&] { return pdfs.size() >= count; });
  }
};

template <class Condition>
bool soon(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < until) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

/// A program that behaves in one bad way instead of setting type.
struct Script {
  std::filesystem::path path;
  explicit Script(const std::string& body) {
    std::string pattern = (std::filesystem::temp_directory_path() / "bianmin-typeset-XXXXXX").string();
    const int file = ::mkstemp(pattern.data());
    const std::string text = "#!/bin/sh\n" + body + "\n";
    BOOST_REQUIRE(::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::fchmod(file, 0700);
    ::close(file);
    path = pattern;
  }
  ~Script() { std::filesystem::remove(path); }
};

std::string status_of(pid_t pid, const std::string& name) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name + ":")) return line.substr(name.size() + 2);
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(typeset_process_tests)

BOOST_AUTO_TEST_CASE(two_papers_in_a_row_come_from_two_processes) {
  Answers answers;
  TypesetProcess typesetter({.program = kProgram});
  typesetter.prepare();
  BOOST_REQUIRE(soon([&] { return typesetter.process() > 0; }));
  const pid_t first = typesetter.process();
  typesetter.typeset(tests::certificate(), answers.take());
  BOOST_REQUIRE(answers.wait(1));
  BOOST_REQUIRE_MESSAGE(answers.pdfs[0], (answers.pdfs[0] ? "" : answers.pdfs[0].error().detail));
  BOOST_TEST(answers.pdfs[0]->starts_with("%PDF-1.5"));
  BOOST_TEST(::kill(first, 0) != 0);  // gone, and with it what it held
  typesetter.typeset(tests::complaint_slip(), answers.take());
  BOOST_REQUIRE(answers.wait(2));
  BOOST_TEST(answers.pdfs[1].has_value());
  BOOST_TEST(typesetter.crashes() == 0U);
  typesetter.rest();
  BOOST_TEST(soon([&] { return typesetter.process() == -1; }));
}

BOOST_AUTO_TEST_CASE(rare_characters_and_every_language_are_set_inside_the_cage) {
  Answers answers;
  TypesetProcess typesetter({.program = kProgram});
  Document document = tests::certificate(90, true);
  document.fields[0].value = Secret("尼格买提·热合曼 㛃䶮 김영희 Åse Ωμέγα");
  typesetter.typeset(document, answers.take());
  BOOST_REQUIRE(answers.wait(1));
  BOOST_TEST_MESSAGE((answers.pdfs[0] ? "set" : answers.pdfs[0].error().detail));
  BOOST_TEST((answers.pdfs[0] || answers.pdfs[0].error().code == FailureCode::DocumentInvalid));
  BOOST_TEST(typesetter.crashes() == 0U);
}

BOOST_AUTO_TEST_CASE(a_process_that_waits_is_caged) {
  TypesetProcess typesetter({.program = kProgram});
  typesetter.prepare();
  BOOST_REQUIRE(soon([&] { return typesetter.process() > 0; }));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  BOOST_TEST(soon([&] { return status_of(typesetter.process(), "Seccomp") == "2"; }));
#endif
  BOOST_TEST(soon([&] { return status_of(typesetter.process(), "NoNewPrivs") == "1"; }));
}

BOOST_AUTO_TEST_CASE(one_that_died_while_it_waited_is_replaced) {
  Answers answers;
  TypesetProcess typesetter({.program = kProgram});
  typesetter.prepare();
  BOOST_REQUIRE(soon([&] { return typesetter.process() > 0; }));
  ::kill(typesetter.process(), SIGSEGV);
  typesetter.typeset(tests::complaint_slip(), answers.take());
  BOOST_REQUIRE(answers.wait(1));
  BOOST_TEST(answers.pdfs[0].has_value());
}

BOOST_AUTO_TEST_CASE(one_that_dies_hangs_or_lies_is_named_and_killed) {
  const Script dies("exit 0"), hangs("exec sleep 100"), lies("exec head -c 4096 /dev/zero >&0"),
      cut("printf 'BMT1\\000\\000\\000\\000\\377\\000\\000\\000%%PDF-1.5' >&0");
  for (const Script* bad : {&dies, &hangs, &lies, &cut}) {
    Answers answers;
    TypesetProcess typesetter({.program = bad->path, .limit = base::Milliseconds(300)});
    typesetter.typeset(tests::complaint_slip(), answers.take());
    BOOST_REQUIRE(answers.wait(1, std::chrono::seconds(10)));
    BOOST_REQUIRE(!answers.pdfs[0]);
    BOOST_TEST(base::to_string(answers.pdfs[0].error().code) == "PRINT-08");
    BOOST_TEST(typesetter.crashes() >= 1U);
    BOOST_TEST(typesetter.process() == -1);
  }
  Answers answers;
  TypesetProcess missing({.program = "/nonexistent/bianmin-typeset"});
  missing.prepare();
  missing.typeset(tests::complaint_slip(), answers.take());
  BOOST_REQUIRE(answers.wait(1));
  BOOST_TEST(base::to_string(answers.pdfs[0].error().code) == "SYS-02");
}

BOOST_AUTO_TEST_CASE(what_is_not_wanted_any_more_is_dropped) {
  const Script hangs("exec sleep 100");
  Answers answers;
  TypesetProcess typesetter({.program = hangs.path});
  typesetter.typeset(tests::complaint_slip(), answers.take());
  typesetter.typeset(tests::complaint_slip(), answers.take());
  BOOST_REQUIRE(soon([&] { return typesetter.process() > 0; }));
  typesetter.rest();
  BOOST_TEST(soon([&] { return typesetter.process() == -1; }));
  BOOST_TEST(answers.pdfs.empty());
  BOOST_TEST(typesetter.crashes() == 0U);
}

BOOST_AUTO_TEST_CASE(a_rude_document_is_refused_with_the_name_of_what_is_wrong) {
  const auto refusal = [](const Document& document) {
    const auto packed = pack(document);
    BOOST_REQUIRE(!packed);
    BOOST_TEST((packed.error().code == FailureCode::DocumentInvalid));
    return packed.error().detail;
  };
  Document long_text = tests::certificate();
  long_text.statement[0] = Secret(std::string(1U << 20, 'x'));
  BOOST_TEST(refusal(long_text) == "/statement/0: longer than 4000 bytes");
  BOOST_TEST(refusal(tests::certificate(500)) == "/tables/1/rows: more than 480");
  Document much = tests::certificate(480);
  for (auto& row : much.tables[1].rows)
    for (auto& cell : row) cell = Secret(std::string(600, 'y'));
  BOOST_TEST(refusal(much) == "/: more than 524288 bytes in all");
}

BOOST_AUTO_TEST_CASE(what_is_packed_comes_out_as_it_was_and_no_cut_does) {
  const auto packed = pack(tests::certificate());
  BOOST_REQUIRE(packed);
  const auto back = unpack(packed->reveal());
  BOOST_REQUIRE(back);
  const auto again = pack(*back);
  BOOST_REQUIRE(again);
  BOOST_TEST((*again == *packed));
  for (std::size_t length = 0; length < packed->size(); length += 7)
    BOOST_TEST(!unpack(packed->reveal().substr(0, length)));
}

BOOST_AUTO_TEST_CASE(a_reply_is_believed_only_when_it_is_one) {
  const auto reply = [](TypesetOutcome outcome, std::string bytes) {
    return read_reply({kTypesetMagic, outcome, static_cast<std::uint32_t>(bytes.size())}, std::move(bytes));
  };
  BOOST_TEST(reply(TypesetOutcome::Pdf, "%PDF-1.5\n…\n%%EOF\n").has_value());
  BOOST_TEST((reply(TypesetOutcome::Invalid, "/title: missing").error().code == FailureCode::DocumentInvalid));
  for (const auto& [outcome, bytes] : {std::pair{TypesetOutcome::Pdf, "%PDF-1.5\nhalf"},
                                       {TypesetOutcome::Pdf, "no PDF"},
                                       {TypesetOutcome::Invalid, "王秀英"},
                                       {TypesetOutcome::Invalid, ""},
                                       {TypesetOutcome(7), "/x"}})
    BOOST_TEST((reply(outcome, bytes).error().code == FailureCode::TypesetterCrashed));
}

BOOST_AUTO_TEST_SUITE_END()
