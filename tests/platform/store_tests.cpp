#include <boost/test/unit_test.hpp>

#include <future>

#include "platform/store/writer.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;

std::int64_t count(const std::filesystem::path& file) {
  Readers readers(file);
  return readers
      .read<std::int64_t>([](Database& database) -> base::Result<std::int64_t> {
        Statement query = database.prepare("SELECT COUNT(*) FROM audit");
        query.step();
        return query.number_at(0);
      })
      .value();
}

void insert(Database& database, std::int64_t id) {
  database.prepare("INSERT INTO audit(id, at, action, subject) VALUES(?, 0, 'test', '')").number(id).run();
}

base::Result<void> write(Writer& writer, std::function<base::Result<void>(Database&)> change) {
  auto promise = std::make_shared<std::promise<base::Result<void>>>();
  auto outcome = promise->get_future();
  writer.submit(std::move(change), [promise](const base::Result<void>& result) { promise->set_value(result); });
  return outcome.get();
}

// What the first schema did not have.
std::vector<std::string> later_tables(Database& database) {
  std::vector<std::string> found;
  Statement query = database.prepare(
      "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('case_file', "
      "'case_event', 'certificate', 'certificate_sequence', 'idempotency', 'rating', 'terminal', 'terminal_status', "
      "'content_version', 'notice', 'audit')");
  while (query.step()) found.push_back(query.text_at(0));
  return found;
}

BOOST_AUTO_TEST_SUITE(store_tests)

BOOST_AUTO_TEST_CASE(jobs_that_arrive_together_share_a_commit_and_fail_alone) {
  const tests::TemporaryDirectory folder;
  Writer writer(folder / "a.db");
  std::promise<void> gate;
  auto open = gate.get_future().share();
  std::atomic<int> done{0}, failed{0};
  std::promise<void> started, all;
  const auto finished = [&](const base::Result<void>& outcome) {
    if (!outcome) ++failed;
    if (++done == 101) all.set_value();
  };
  // The first job holds the writer until the others have queued behind it.
  writer.submit(
      [open, &started](Database& database) -> base::Result<void> {
        started.set_value();
        open.wait();
        insert(database, 1000);
        return {};
      },
      finished);
  started.get_future().wait();
  for (int i = 0; i < 100; ++i)
    writer.submit(
        [i](Database& database) -> base::Result<void> {
          insert(database, i);
          if (i % 10 == 3) return base::fail(base::FailureCode::RequestRefused, "told to");
          if (i % 10 == 7) insert(database, i);  // the same key twice: SQLite refuses
          return {};
        },
        finished);
  gate.set_value();
  all.get_future().wait();
  BOOST_TEST(failed == 20);
  BOOST_TEST(count(folder / "a.db") == 81);
  BOOST_TEST(writer.counters().first == 2);
  BOOST_TEST(writer.counters().second == 101);
}

BOOST_AUTO_TEST_CASE(a_database_of_newer_software_is_left_alone) {
  const tests::TemporaryDirectory folder;
  { Writer writer(folder / "a.db"); }
  {
    Database database(folder / "a.db", Database::Mode::ReadWrite);
    database.execute("PRAGMA user_version=99");
  }
  BOOST_CHECK_EXCEPTION(Writer(folder / "a.db"), StoreError, [](const StoreError& error) {
    return error.failure().code == base::FailureCode::StoreUnavailable &&
           error.failure().detail.find("schema 99") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(a_database_from_before_the_audit_named_users_is_brought_forward) {
  const tests::TemporaryDirectory folder;
  {
    Writer writer(folder / "a.db");
    BOOST_TEST(write(writer, [](Database& database) -> base::Result<void> {
                 insert(database, 5);
                 return {};
               }).has_value());
  }
  {
    Database database(folder / "a.db", Database::Mode::ReadWrite);
    for (const std::string& table : later_tables(database)) database.execute(("DROP TABLE " + table).c_str());
    database.execute(
        "ALTER TABLE audit DROP COLUMN who; ALTER TABLE case_event DROP COLUMN item; PRAGMA user_version=1");
  }
  Writer writer(folder / "a.db");
  BOOST_TEST(write(writer, [](Database& database) -> base::Result<void> {
               database.prepare("INSERT INTO audit(at, action, subject, who) VALUES(0, 'test', '', 'nobody')").run();
               return {};
             }).has_value());
  BOOST_TEST(count(folder / "a.db") == 2);
}

BOOST_AUTO_TEST_CASE(what_was_written_is_there_after_reopening) {
  const tests::TemporaryDirectory folder;
  {
    Writer writer(folder / "a.db");
    BOOST_TEST(write(writer, [](Database& database) -> base::Result<void> {
                 insert(database, 5);
                 return {};
               }).has_value());
  }
  Writer writer(folder / "a.db");
  BOOST_TEST(count(folder / "a.db") == 1);
}

BOOST_AUTO_TEST_CASE(readers_cannot_write) {
  const tests::TemporaryDirectory folder;
  Writer writer(folder / "a.db");
  Readers readers(folder / "a.db");
  const auto outcome = readers.read<int>([](Database& database) -> base::Result<int> {
    insert(database, 1);
    return 1;
  });
  BOOST_TEST(!outcome.has_value());
  BOOST_TEST(count(folder / "a.db") == 0);
}

BOOST_AUTO_TEST_CASE(a_full_disk_fails_the_jobs_and_not_the_writer) {
  const tests::TemporaryDirectory folder;
  Writer writer(folder / "a.db");
  BOOST_TEST(write(writer, [](Database& database) -> base::Result<void> {
               database.execute("PRAGMA max_page_count=60");
               return {};
             }).has_value());
  const std::string large(1 << 20, 'x');
  const auto outcome = write(writer, [&](Database& database) -> base::Result<void> {
    database.prepare("INSERT INTO audit(at, action, subject) VALUES(0, 'large', ?)").text(large).run();
    return {};
  });
  BOOST_REQUIRE(!outcome.has_value());
  BOOST_TEST((outcome.error().code == base::FailureCode::StoreFull));
  BOOST_TEST(write(writer, [](Database& database) -> base::Result<void> {
               insert(database, 1);
               return {};
             }).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
